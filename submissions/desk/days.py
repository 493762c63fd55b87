"""How long something waits, in days on which the centre works: Monday to Friday."""

import datetime

from django.conf import settings
from django.utils import timezone

DAY = datetime.timedelta(days=1)
FRIDAY = 5  # ISO 8601: Monday is 1


def working_days(since: datetime.date, until: datetime.date) -> int:
    """Return the working days after ``since``, up to and with ``until``."""
    weeks, rest = divmod(max((until - since).days, 0), 7)
    later = (since + DAY * number for number in range(1, rest + 1))
    return 5 * weeks + sum(day.isoweekday() <= FRIDAY for day in later)


def age(moment: datetime.datetime) -> int:
    """Return for how many working days something has waited since ``moment``."""
    return working_days(timezone.localdate(moment), timezone.localdate())


def is_overdue(moment: datetime.datetime) -> bool:
    """Return whether what waits since ``moment`` should have been answered by now."""
    return age(moment) > int(settings.CHECK_WITHIN_DAYS)


def overdue_before(within: int | None = None) -> datetime.datetime:
    """Return the moment before which whatever has come is overdue today.

    ``within`` are the working days of the target, by default those of submissions.
    """
    today = day = timezone.localdate()
    target = settings.CHECK_WITHIN_DAYS if within is None else within
    while working_days(day - DAY, today) <= target:
        day -= DAY
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
