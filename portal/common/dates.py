"""Dates as short as they can be said without being mistaken."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format

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
