"""How often entries are looked at, by week. No cookie, no address, nobody is recognised.

Views are counted in the process that shows the page, also when it comes from the page
cache, and written together every half minute: a killed process loses that much.
"""

import atexit
import datetime
import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import lru_cache
from threading import Lock, Timer
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

logger = logging.getLogger(__name__)

# Written after so many seconds, or so many views.
SECONDS = 30.0
VIEWS = 100
# Most robots say what they are; the rest is a small part of a page's views.
ROBOT = re.compile(
    r"bot\b|bot/|bots|crawl|spider|slurp|archiver|scan|preview|monitor|headless|lighthouse|curl"
    r"|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|scrapy|facebookexternal"
    r"|feed|validator|^$",
    re.IGNORECASE,
)


class ViewCount(models.Model):
    """How often one entry was looked at in one week, in any language."""

    # As lists call them: "opportunity", "organisation".
    kind = models.CharField(max_length=20)
    entry_id = models.PositiveBigIntegerField()
    # The Monday of the ISO week.
    week = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "entry_id", "week"], name="view_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id} {self.week}: {self.views}"


class Counted(NamedTuple):
    """The entry that a page shows."""

    kind: str
    entry_id: int


def counts(response: HttpResponseBase, what: Hashable) -> None:
    """Let a view of ``response`` count as ``what``: a :class:`Counted`, or what has a buffer."""
    response.counted = what  # type: ignore[attr-defined]


def counted_by(response: HttpResponseBase) -> Hashable | None:
    """Return what a view of ``response`` counts as, if it is a page at all."""
    counted: Hashable | None = getattr(response, "counted", None)
    return counted if response.status_code == 200 else None


def saw(request: HttpRequest, counted: Hashable) -> None:
    """Count that a person looks at a page; what only fetches it is no person."""
    if settings.COUNT_VIEWS and request.method == "GET" and is_person(request.META):
        buffers[type(counted)].add(counted)


def is_person(meta: Mapping[str, Any]) -> bool:
    """Return whether the page is asked for by a browser, to be shown."""
    ahead = meta.get("HTTP_SEC_PURPOSE") or meta.get("HTTP_PURPOSE") or ""
    return "prefetch" not in ahead and not is_robot(meta.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=1024)
def is_robot(agent: str) -> bool:
    """Return whether a browser calls itself a robot. There are few browsers, asked often."""
    return ROBOT.search(agent) is not None


class Buffer:
    """Views that are not written yet, of one process. ``add_up`` writes them."""

    def __init__(self, add_up: Callable[[Counter[Any]], None]) -> None:
        self._add_up = add_up
        self._lock = Lock()
        self._views: Counter[Hashable] = Counter()
        self._waiting = 0
        self._timer: Timer | None = None

    def add(self, counted: Hashable) -> None:
        """Count one view; whoever looks at the page does not wait for it to be written."""
        with self._lock:
            self._views[counted] += 1
            self._waiting += 1
            if self._waiting == VIEWS:
                self._write_in(0)
            elif self._timer is None:
                self._write_in(SECONDS)

    def _write_in(self, seconds: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(seconds, self._write_and_close)
        self._timer.daemon = True
        self._timer.start()

    def _write_and_close(self) -> None:
        try:
            self.write()
        finally:
            connection.close()  # of the timer's own thread

    def write(self) -> None:
        """Write what has gathered; if the database is away, it is tried again later."""
        views = self._taken()
        try:
            self._add_up(views)
        except DatabaseError:
            logger.warning("Views could not be written.", exc_info=True)
            with self._lock:
                self._views.update(views)
                self._waiting = 0
                self._write_in(SECONDS)

    def _taken(self) -> Counter[Hashable]:
        with self._lock:
            views, self._views = self._views, Counter()
            self._waiting = 0
            if self._timer:
                self._timer.cancel()
                self._timer = None
            return views


# Whose views are gathered: by type of what is counted.
buffers: dict[type, Buffer] = {}


def keep(kind: type, add_up: Callable[[Counter[Any]], None]) -> None:
    """Gather views that count as a ``kind``, and let ``add_up`` write them."""
    buffers[kind] = Buffer(add_up)
    atexit.register(buffers[kind].write)


def add_up_now(views: Mapping[Counted, int]) -> None:
    """Add ``views`` to those of the present week."""
    add_up(views, monday(timezone.localdate()))


keep(Counted, add_up_now)


def add_up(views: Mapping[Counted, int], week: datetime.date) -> None:
    """Add the ``views`` of that week to what is in the database, all or nothing.

    Rows come in order, so that two processes never wait for each other's.
    """
    if not views:
        return
    table = ViewCount._meta.db_table
    rows = [(*counted, week, number) for counted, number in sorted(views.items())]
    sql = (
        f"INSERT INTO {table} (kind, entry_id, week, views) VALUES (%s, %s, %s, %s) "  # noqa: S608  # our own name
        f"ON CONFLICT (kind, entry_id, week) DO UPDATE SET views = {table}.views + excluded.views"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def monday(day: datetime.date) -> datetime.date:
    """Return the first day of the ISO week."""
    return day - datetime.timedelta(days=day.weekday())


def weeks(kind: str, keys: Collection[int], number: int = 12) -> dict[int, list[int]]:
    """Return the views of each entry in the last ``number`` weeks, the present one last."""
    first = monday(timezone.localdate()) - datetime.timedelta(weeks=number - 1)
    found = {key: [0] * number for key in keys}
    rows = ViewCount.objects.filter(kind=kind, entry_id__in=keys, week__gte=first)
    for key, week, views in rows.values_list("entry_id", "week", "views"):
        if (index := (week - first).days // 7) < number:
            found[key][index] = views
    return found


def mondays(number: int = 12) -> list[datetime.date]:
    """Return the weeks that :func:`weeks` counts."""
    last = monday(timezone.localdate())
    return [last - datetime.timedelta(weeks=back) for back in range(number - 1, -1, -1)]
