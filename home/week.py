"""Opening hours in words: the days of a week with the same hours together."""

from itertools import groupby
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from home.opening import Opening, Span, merged


class Row(NamedTuple):
    """“Monday to Thursday”, “9:00–17:00”, and the days it stands for (0 Monday)."""

    days: str
    hours: str
    numbers: tuple[int, ...]


def rows(opening: Opening) -> list[Row]:
    """Return the regular week; days on which it is closed all day are left out."""
    week = {day: tuple(merged(opening.week.get(day, ()))) for day in WEEKDAYS}
    found = []
    for spans, together in groupby(week, week.__getitem__):
        days = tuple(together)
        if spans:
            found.append(Row(named(days), in_words(spans), days))
    return found


def named(days: tuple[int, ...]) -> str:
    """Return “Monday”, or “Monday to Thursday”."""
    first, last = str(WEEKDAYS[days[0]]), str(WEEKDAYS[days[-1]])
    if len(days) == 1:
        return first
    # Translators: of opening hours; put the days in the case that your language wants.
    return _("%(first)s – %(last)s") % {"first": first, "last": last}


def in_words(spans: tuple[Span, ...]) -> str:
    """Return “9:00–12:00, 13:00–17:00”."""
    return ", ".join(f"{time_format(s.opens)}–{time_format(s.closes)}" for s in spans)
