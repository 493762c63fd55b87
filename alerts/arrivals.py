"""What is new: each entry once, with a number, in the order in which visitors could find them.

Times would not do. An entry may have been published long before its organisation was, two
transactions end in another order than they began, and clocks are put right. So the worker
compares what is public with what it has noted, and whoever keeps a search remembers a number.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from alerts.models import Arrival
from portal.common.batches import batched
from search.documents import Searchable
from search.engines.locks import shared_lock
from search.models import Dirty
from search.pages import list_of
from search.registry import searchable, searchables

AT_A_TIME = 500


def note(*, indexed: bool = True) -> int:
    """Note what has become public since the last time; return the number of the last arrival.

    What the index does not have yet waits for the next time, unless it need not be ``indexed``.
    One at a time, so that a smaller number never shows up after a larger one. Not to be
    called in a transaction that goes on: others would wait for it.
    """
    with shared_lock("arrivals", wait=True):
        for kind in searchables().values():
            if list_of(kind.kind):
                note_kind(kind, indexed=indexed)
        return last()


def last() -> int:
    """Return the number of the last arrival; 0 before the first."""
    return Arrival.objects.aggregate(last=Max("number"))["last"] or 0


@transaction.atomic
def note_kind(kind: Searchable, *, indexed: bool) -> None:
    new = [Arrival(kind=kind.kind, key=key) for key in unnoted(kind, indexed=indexed)]
    Arrival.objects.bulk_create(new, batch_size=AT_A_TIME, ignore_conflicts=True)


def unnoted(kind: Searchable, *, indexed: bool) -> QuerySet[Any, int]:
    """Return the keys of public entries without a note, only those that are ``indexed`` or all."""
    same = {"kind": kind.kind, "key": OuterRef("pk")}
    rows = kind.public().exclude(Exists(Arrival.objects.filter(**same)))
    if indexed:
        rows = rows.exclude(Exists(Dirty.objects.filter(**same)))
    return rows.order_by("pk").values_list("pk", flat=True)


def between(low: int, last: int) -> dict[str, dict[int, int]]:
    """Return the numbers of the arrivals after ``low`` up to ``last`` that are public now.

    By kind and key.
    """
    rows = Arrival.objects.filter(number__gt=low, number__lte=last).order_by("number")
    found: dict[str, dict[int, int]] = {}
    for kind, key, number in rows.values_list("kind", "key", "number"):
        found.setdefault(kind, {})[key] = number
    return {kind: public(kind, keys) for kind, keys in found.items() if kind in searchables()}


def public(kind: str, numbers: Mapping[int, int]) -> dict[int, int]:
    """Return those of ``numbers``, by key, whose entries any visitor may open now."""
    rows = searchable(kind).public()
    keys = [
        key
        for batch in batched(list(numbers), AT_A_TIME)
        for key in rows.filter(pk__in=batch).values_list("pk", flat=True)
    ]
    return {key: numbers[key] for key in keys}


def forget_gone() -> None:
    """Delete the notes of entries that are gone for good."""
    for kind in searchables().values():
        there = kind.model._base_manager.filter(pk=OuterRef("key"))
        Arrival.objects.filter(~Exists(there), kind=kind.kind).delete()
