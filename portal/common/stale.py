"""What staff see of entries that nobody has checked for long; freshness.py looks after them."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from portal.common.hiding import Hiding, Reason
from portal.common.watches import all_watches

# Of each list; whoever has called about these sees the next.
MOST = 100


class Stale(NamedTuple):
    """An entry for the staff's list, and the day it is about."""

    entry: Any
    on: datetime.date


def going_stale(days: int = 30, most: int = MOST) -> list[Stale]:
    """Return what is due within ``days``, or waits for an answer; the most urgent first."""
    until = timezone.localdate() + datetime.timedelta(days=days)
    rows = [row for watch in all_watches() for row in watch.most_urgent(until, most)]
    found = [Stale(entry, on) for on, entry in rows]
    return sorted(found, key=lambda stale: (stale.on, stale.entry.pk))[:most]


def going_stale_count(days: int = 30) -> int:
    """Return how many entries that are."""
    until = timezone.localdate() + datetime.timedelta(days=days)
    return sum(watch.due(until).count() for watch in all_watches())


def reachable(entries: Sequence[Any]) -> set[Any]:
    """Return those of ``entries`` that somebody can be asked about by e-mail."""
    found = set()
    for watch in all_watches():
        own = [entry for entry in entries if isinstance(entry, watch.model)]
        known = watch.readers_of(own) if own else {}
        found |= {entry for entry in own if known.get(entry.pk)}
    return found


def hidden_count() -> int:
    """Return how many entries hid themselves and have not come back."""
    return Hiding.objects.lasting().filter(reason=Reason.STALE).count()


def hidden(most: int = MOST) -> list[Stale]:
    """Return what hid itself and has not come back, the latest first."""
    records = Hiding.objects.lasting().filter(reason=Reason.STALE).prefetch_related("entry")
    return [
        Stale(record.entry, timezone.localdate(record.at))
        for record in records[:most]
        if record.entry and not record.entry.live
    ]
