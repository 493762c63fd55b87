"""How long something waits, in days on which the centre works."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.working_days import DAY, working_days


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


def of_target(age: int, target: int) -> str:
    """Return the words for ``age`` working days of the ``target``; what is overdue says so."""
    words = ngettext("%(n)s of %(target)s working day", "%(n)s of %(target)s working days", target)
    text = words % {"n": age, "target": target}
    return _("%(age)s, overdue") % {"age": text} if age > target else text
