"""What is watched so that it stays true, whom to ask, and when. Rooms register theirs."""

import calendar
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

# How long before its last day an entry is asked about.
DAYS_BEFORE_END = 7


class Reader(NamedTuple):
    """Whom to ask, and in which language."""

    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Watch:
    """One kind of entry that is watched."""

    model: type[Any]
    # The setting that says after how many months a check is old.
    months: str
    # The field that says whose it is. Whoever is asked about one entry is asked about all
    # with the same value, of whatever kind; they go into one letter.
    owner: str
    # Whom to ask about each of several entries, by primary key.
    readers_of: Callable[[Sequence[Any]], Mapping[int, Sequence[Reader]]]
    # Dates of the entry after which it is not true any more.
    ends: tuple[str, ...] = ()
    # The last of them that readers may move, if any.
    last_day: str = ""

    @property
    def purpose(self) -> str:
        """Of the links in the letters; each leads to one entry."""
        return f"still-{self.model._meta.model_name}"

    def readers(self, entry: Any) -> Sequence[Reader]:
        """Return whom to ask about ``entry``."""
        return self.readers_of([entry]).get(entry.pk, ())

    def shown(self) -> Any:
        """Return the entries that visitors see, each with the day of its check: ``since``."""
        rows = self.model.objects.published().select_related("locale")
        published = TruncDate("first_published_at")
        return rows.annotate(since=Coalesce("checked_on", published, TruncDate("created_at")))

    def due_on(self, entry: Any) -> datetime.date:
        """Return the day on which ``entry`` has to be asked about."""
        since = checked_on(entry)
        days = [later(since, settings_months(self))]
        ahead = datetime.timedelta(days=DAYS_BEFORE_END)
        ends = (getattr(entry, name) for name in self.ends)
        days += [end - ahead for end in ends if end and end - ahead > since]
        return min(days)

    def causes(self, until: datetime.date) -> dict[str, Q]:
        """Return what makes an entry due by ``until``, each with the date it depends on.

        It is what :meth:`due_on` says of one entry, for the database.
        """
        ahead = datetime.timedelta(days=DAYS_BEFORE_END)
        found = {"since": Q(since__lte=earlier(until, settings_months(self)))}
        for name in self.ends:
            unsettled = Q(**{f"{name}__gt": F("since") + ahead})
            found[name] = Q(**{f"{name}__lte": until + ahead}) & unsettled
        return found

    def due(self, until: datetime.date) -> Any:
        """Return the entries that are due by ``until``."""
        return self.shown().filter(reduce(or_, self.causes(until).values()))

    def most_urgent(self, until: datetime.date, most: int) -> list[tuple[datetime.date, Any]]:
        """Return the first entries that are due by ``until``, each with its day."""
        rows = {
            entry.pk: entry
            for date, cause in self.causes(until).items()
            for entry in self.shown().filter(cause).order_by(date, "pk")[:most]
        }
        found = [(self.due_on(entry), entry) for entry in rows.values()]
        return sorted(found, key=lambda one: (one[0], one[1].pk))[:most]


_watches: dict[str, Watch] = {}


def register(watch: Watch) -> None:
    """Watch one more kind of entry."""
    _watches[watch.purpose] = watch


def watch_of(entry: Any) -> Watch:
    """Return how ``entry`` is watched; raises ``KeyError`` if it is not."""
    return _watches[f"still-{entry._meta.model_name}"]


def all_watches() -> list[Watch]:
    """Return every kind of entry that is watched."""
    return list(_watches.values())


def checked_on(entry: Any) -> datetime.date:
    """Return when somebody last said that all of it is true; publishing says so, too."""
    at = entry.first_published_at or entry.created_at
    day_of_check: datetime.date = entry.checked_on or timezone.localdate(at)
    return day_of_check


def settings_months(watch: Watch) -> int:
    return int(getattr(settings, watch.months))


def later(start: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, or the last of that month if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last))


def earlier(end: datetime.date, months: int) -> datetime.date:
    """Return the last day of which :func:`later` says that it is not after ``end``."""
    start = later(end, -months)
    following = start + datetime.timedelta(days=1)
    while later(following, months) <= end:
        start, following = following, following + datetime.timedelta(days=1)
    return start
