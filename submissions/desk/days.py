"""How long something waits, in days on which the centre works."""

import datetime

from django.conf import settings
from django.utils import timezone

from portal.common.working_days import DAY, working_days


def age(moment: datetime.datetime) -> int:
    """Return for how many working days something has waited since ``moment``."""
    return working_days(timezone.localdate(moment), timezone.localdate())


def is_overdue(moment: datetime.datetime) -> bool:
    """Return whether what waits since ``moment`` should have been answered by now."""
    return age(moment) > int(settings.CHECK_WITHIN_DAYS)


def overdue_before() -> datetime.datetime:
    """Return the moment before which whatever has come is overdue today."""
    today = day = timezone.localdate()
    while working_days(day - DAY, today) <= settings.CHECK_WITHIN_DAYS:
        day -= DAY
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
