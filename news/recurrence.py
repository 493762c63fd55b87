"""Series: when an event takes place again. Rules are those of iCalendar (RFC 5545)."""

import datetime
import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

# A series nobody has ended is looked at for so long, and has no more occurrences than this.
HORIZON = datetime.timedelta(days=400)
MOST = 200
UNTIL = re.compile(r"UNTIL=\w+")


class Occurrence(NamedTuple):
    """Once; both moments know their time zone."""

    start: datetime.datetime
    end: datetime.datetime


class Series(NamedTuple):
    """What an editor chose: how often, until when, and which days are left out."""

    start: datetime.datetime
    end: datetime.datetime
    # "", "weekly", "fortnightly", "monthly" (the same weekday) or "dated" (the same day).
    repeats: str = ""
    until: datetime.date | None = None
    left_out: Collection[datetime.date] = ()

    def occurrences(self) -> Iterator[Occurrence]:
        """Yield when it takes place, in order; times stay the same when clocks change."""
        zone = self.start.tzinfo
        length = self.end.replace(tzinfo=None) - self.start.replace(tzinfo=None)
        for moment in islice(self._moments(), MOST):
            if moment.date() not in self.left_out:
                yield Occurrence(
                    moment.replace(tzinfo=zone), (moment + length).replace(tzinfo=zone)
                )

    def coming(self, now: datetime.datetime) -> Iterator[Occurrence]:
        """Yield those that are not over at ``now``."""
        return (one for one in self.occurrences() if one.end > now)

    def rule(self) -> str:
        """Return the rule as iCalendar has it, without its name; "" if it takes place once."""
        if not self.repeats:
            return ""
        text = str(self._rule()).rpartition("RRULE:")[2]
        # The last moment is told in UTC (RFC 5545, 3.3.10).
        last = self._last().replace(tzinfo=self.start.tzinfo).astimezone(datetime.UTC)
        return UNTIL.sub(f"UNTIL={last:%Y%m%dT%H%M%SZ}", text)

    def _moments(self) -> Iterator[datetime.datetime]:
        if not self.repeats:
            yield self.start.replace(tzinfo=None)
            return
        yield from self._rule()

    def _rule(self) -> rrule:
        start, end = self.start.replace(tzinfo=None), self._last()
        number = (start.day - 1) // 7 + 1
        # Few months have a fifth Tuesday; all have a last one.
        which = weekday(start.weekday())(number if number < 5 else -1)
        match self.repeats:
            case "daily":
                return rrule(DAILY, dtstart=start, until=end)
            case "weekly":
                return rrule(WEEKLY, dtstart=start, until=end)
            case "fortnightly":
                return rrule(WEEKLY, interval=2, dtstart=start, until=end)
            case "monthly":
                return rrule(MONTHLY, byweekday=which, dtstart=start, until=end)
            case _:
                return rrule(MONTHLY, bymonthday=start.day, dtstart=start, until=end)

    def _last(self) -> datetime.datetime:
        """Return the last moment at which it may begin."""
        day = self.until or self.start.date() + HORIZON
        return datetime.datetime.combine(day, datetime.time(23, 59, 59))
