"""When people hear of what is new: not at night."""

import datetime

from django.utils import timezone

from alerts.models import Often

# O'clock, where the site is (TIME_ZONE).
MORNING = datetime.time(8)
DAY = datetime.timedelta(days=1)
MONDAY = 0


def next_time(often: str, after: datetime.datetime) -> datetime.datetime:
    """Return the first time after ``after`` at which to look: then, a morning, or a Monday's.

    It is the clock on the wall that counts, so it is eight when summer time begins as well.
    Whoever was not told for days is told once.
    """
    if often == Often.NOW:
        return after
    day = timezone.localtime(after).date()
    while morning(day) <= after or (often == Often.WEEKLY and day.weekday() != MONDAY):
        day += DAY
    return morning(day)


def morning(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, MORNING))
