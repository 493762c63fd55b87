"""Opening hours in words: the regular week, and the days that differ from it."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.opening import Opening, Span, merged, public_holidays
from portal.common.dates import span

if TYPE_CHECKING:
    from home.models import ContactException

# Public holidays are named so many days ahead: by then people plan.
AHEAD = datetime.timedelta(days=30)


class Row(NamedTuple):
    """“Monday to Thursday”, “9:00–17:00”, and the days it stands for (0 Monday)."""

    days: str
    hours: str
    numbers: tuple[int, ...]


class Differing(NamedTuple):
    """“24 December”, “9:00–12:00” or "" if it is closed, and why."""

    days: str
    hours: str
    note: str


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


def in_words(spans: Iterable[Span]) -> str:
    """Return “9:00–12:00, 13:00–17:00”."""
    return ", ".join(f"{time_format(s.opens)}–{time_format(s.closes)}" for s in spans)


def differing(
    opening: Opening, exceptions: Iterable["ContactException"], today: datetime.date
) -> list[Differing]:
    """Return the days from ``today`` on that differ, in order: what staff wrote, holidays."""
    written = written_days([row for row in exceptions if row.end >= today])
    found = sorted([*written, *holidays_ahead(opening, today)], key=lambda each: each[0])
    return [what for _day, what in found]


def written_days(
    exceptions: Sequence["ContactException"],
) -> Iterator[tuple[datetime.date, Differing]]:
    """Yield what staff wrote; hours of the same days stand together."""
    for (first, last), together in groupby(exceptions, lambda row: (row.day, row.end)):
        same = list(together)
        hours = in_words(merged(one for row in same for one in row.spans))
        notes = dict.fromkeys(row.note for row in same if row.note)
        yield first, Differing(span(first, last), hours, ", ".join(notes))


def holidays_ahead(
    opening: Opening, today: datetime.date
) -> Iterator[tuple[datetime.date, Differing]]:
    """Yield the public holidays that close what would be open."""
    for year in sorted({today.year, (today + AHEAD).year}):
        for day, name in public_holidays(opening.country, year, get_language() or "").items():
            usual = opening.week.get(day.weekday())
            if usual and today <= day <= today + AHEAD and day not in opening.exceptions:
                yield day, Differing(span(day, day), "", name or _("public holiday"))
