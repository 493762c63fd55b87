"""What came of it, in numbers: by month, region and field. Nobody's data are behind them."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.gazetteer import tree
from volunteers.models import Interest, Tally

State = Interest.State
# In the order in which they matter; each time that somebody wrote counts as one interest.
STATES: dict[str, str | Promise] = {
    State.AGREED: _("agreed"),
    State.NEW: _("interested"),
    State.PASSED: _("passed on"),
    State.IN_TOUCH: _("in touch"),
    State.NOT_NOW: _("not this time"),
    State.NO_ANSWER: _("no answer"),
    State.WITHDRAWN: _("withdrawn"),
}
MONTHS = 12
# The depth of a region below its country; a district counts in its region.
REGION_DEPTH = 1
Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is counted: months, and calls in one region or field, if any is named."""

    months: tuple[datetime.date, ...]
    # Code and slug.
    region: str = ""
    field: str = ""


class Line(NamedTuple):
    """How often interests came into each of :data:`STATES`, in that order."""

    key: str
    counts: list[int]

    @property
    def day(self) -> datetime.date | None:
        """The first day of the month, if that is what the line is about."""
        try:
            return datetime.date.fromisoformat(f"{self.key}-01")
        except ValueError:
            return None

    @property
    def agreed(self) -> int:
        return self.counts[0]


def last_months(today: datetime.date | None = None) -> tuple[datetime.date, ...]:
    """Return the first days of the last twelve months, this one last."""
    now = today or timezone.localdate()
    number = now.year * 12 + now.month - 1
    return tuple(first_day(each) for each in range(number - MONTHS + 1, number + 1))


def months_of(year: int) -> tuple[datetime.date, ...]:
    return tuple(datetime.date(year, month, 1) for month in range(1, 13))


def first_day(number: int) -> datetime.date:
    """Return the first day of the month with ``number``, counted from the year 0."""
    return datetime.date(number // 12, number % 12 + 1, 1)


def years() -> list[int]:
    """Return the years of which there are numbers, the latest first."""
    return [day.year for day in Tally.objects.dates("month", "year", order="DESC")]


def tallies(narrowed: Narrowed) -> list[Tally]:
    """Return what was counted there and then."""
    rows = Tally.objects.filter(month__in=narrowed.months, state__in=STATES)
    if narrowed.field:
        rows = rows.filter(fields__has=narrowed.field)
    return [row for row in rows if not narrowed.region or is_in(row, narrowed.region)]


def is_in(row: Tally, region: str) -> bool:
    return any(region in tree.ancestors(code) for code in row.regions)


def by_month(rows: Iterable[Tally], months: Sequence[datetime.date]) -> list[Line]:
    """Return a line for each month, also where there was nothing."""
    found = added_up(rows, lambda row: [row.month])
    return [line(f"{month:%Y-%m}", found.get(month, Counter())) for month in months]


def by_region(rows: Iterable[Tally]) -> list[Line]:
    """Return a line for each region; "" has what can be done anywhere."""
    return ranked(added_up(rows, lambda row: {region_of(code) for code in row.regions} or {""}))


def by_field(rows: Iterable[Tally]) -> list[Line]:
    """Return a line for each field; "" has what has none."""
    return ranked(added_up(rows, lambda row: row.fields or [""]))


def in_all(rows: Iterable[Tally]) -> Line:
    found = added_up(rows, lambda _row: [""])
    return line("", found.get("", Counter()))


def region_of(code: str) -> str:
    """Return the code of the region that ``code`` is, or is in."""
    codes = tree.ancestors(code)
    return codes[min(REGION_DEPTH, len(codes) - 1)] if codes else code


def added_up(
    rows: Iterable[Tally], keys_of: Callable[[Tally], Iterable[Hashable]]
) -> dict[Hashable, Counts]:
    """Return key → how often which state was come into; a call with two counts in both."""
    found: defaultdict[Hashable, Counts] = defaultdict(Counter)
    for row in rows:
        for key in keys_of(row):
            found[key][row.state] += row.number
    return found


def line(key: str, counts: Counts) -> Line:
    return Line(key, [counts[state] for state in STATES])


def ranked(found: dict[Hashable, Counts]) -> list[Line]:
    """Return the lines, those with the most matches first."""
    lines = [line(str(key), counts) for key, counts in found.items()]
    return sorted(lines, key=lambda each: ([-count for count in each.counts], each.key))
