"""Dates as short as they can be said without being mistaken."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.common.wording import worded


@worded
def day(date: datetime.date) -> str:
    """Return ``18 November``; with the year when it is not this one."""
    this_year = date.year == timezone.localdate().year
    return date_format(date, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")


def span(start: datetime.date, end: datetime.date) -> str:
    """Return ``5 December``, ``16–30 December``, or ``20 February – 3 April 2027``.

    What both days share is said once.
    """
    if start == end:
        return day(start)
    number = day_of_month_format()
    if number and (start.year, start.month) == (end.year, end.month):
        return f"{date_format(start, number)}–{day(end)}"
    if start.year == end.year:
        return f"{date_format(start, 'MONTH_DAY_FORMAT')} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def day_of_month_format() -> str:
    """Return how a day without its month is written; "" where the month comes first."""
    first = get_format("MONTH_DAY_FORMAT").partition(" ")[0]
    return first if first.startswith("j") else ""


# When something opens or begins; each in the case its language wants.
ON_DAY = (
    gettext_noop("on Monday at %(time)s"),
    gettext_noop("on Tuesday at %(time)s"),
    gettext_noop("on Wednesday at %(time)s"),
    gettext_noop("on Thursday at %(time)s"),
    gettext_noop("on Friday at %(time)s"),
    gettext_noop("on Saturday at %(time)s"),
    gettext_noop("on Sunday at %(time)s"),
)


def clock(moment: datetime.datetime) -> str:
    """Return the time that the clocks of ``moment``'s own zone show: ``9:00``."""
    return time_format(moment.time(), "TIME_FORMAT")


def soon(moment: datetime.datetime) -> str:
    """Return ``today at 13:00``, ``on Monday at 9:00``, or ``4 January at 9:00``.

    Days are those of ``moment``'s own zone.
    """
    days = (moment.date() - timezone.now().astimezone(moment.tzinfo).date()).days
    words = {"time": clock(moment)}
    if days <= 0:
        return _("today at %(time)s") % words
    if days == 1:
        return _("tomorrow at %(time)s") % words
    if days < len(ON_DAY):
        return _(ON_DAY[moment.weekday()]) % words
    return _("%(day)s at %(time)s") % {**words, "day": day(moment.date())}
