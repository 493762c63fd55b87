"""Opening hours: whether somebody is there now, and when next."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

# An office that is closed for longer has its sign on the door, not here.
HORIZON = 60


class Span(NamedTuple):
    """From when to when; times of the office's own clock."""

    opens: datetime.time
    closes: datetime.time


class State(NamedTuple):
    """Open or closed, and the moment at which that changes (in the office's zone); ``None``
    if that is not within :data:`HORIZON` days.
    """

    is_open: bool
    until: datetime.datetime | None


@dataclass(frozen=True)
class Opening:
    """The regular week, and the days that differ from it."""

    zone: str
    # Day of the week (0 Monday) → when it is open.
    week: Mapping[int, Sequence[Span]]
    # A day that differs → when it is open then; nothing: closed.
    exceptions: Mapping[datetime.date, Sequence[Span]] = field(default_factory=dict)
    # The country whose public holidays are kept (ISO 3166-1); "" none.
    country: str = ""

    def on(self, day: datetime.date) -> list[Span]:
        """Return when it is open on ``day``, in order."""
        if day in self.exceptions:
            return merged(self.exceptions[day])
        if day in public_holidays(self.country, day.year):
            return []
        return merged(self.week.get(day.weekday(), ()))

    def state(self, now: datetime.datetime) -> State:
        """Return what is true at ``now``, a moment that knows its zone."""
        for opens, closes in self._spans(now.astimezone(ZoneInfo(self.zone)).date()):
            if now < opens:
                return State(False, opens)
            if now < closes:
                return State(True, closes)
        return State(False, None)

    def _spans(self, first: datetime.date) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
        """Yield from when to when it is open, from the day ``first`` on."""
        for number in range(HORIZON):
            day = first + datetime.timedelta(days=number)
            for span in self.on(day):
                yield self._moment(day, span.opens), self._moment(day, span.closes)

    def _moment(self, day: datetime.date, time: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(day, time, ZoneInfo(self.zone))


@cache
def public_holidays(country: str, year: int, language: str = "") -> Mapping[datetime.date, str]:
    """Return the public holidays of ``country`` in ``year``; none for an unknown country.

    Each has its name in ``language``, or "" if nobody has written it down.
    """
    import holidays  # 20 MB, for those who look at opening hours

    if country not in holidays.list_supported_countries():
        return {}
    entity = holidays.country_holidays(country)
    spoken = [code for code in entity.supported_languages if code.split("_")[0] == language]
    found = holidays.country_holidays(country, years=year, language=next(iter(spoken), None))
    return {day: name if spoken else "" for day, name in found.items()}


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.opens <= found[-1].closes:
            found[-1] = Span(found[-1].opens, max(found[-1].closes, span.closes))
        else:
            found.append(span)
    return found
