"""The one order in which what belongs to a person is locked: offers, interests, then the record.

Whoever moves an interest holds it before the record is touched. The other way round two could
wait for each other, and the database would end one of them.
"""

from collections.abc import Collection
from typing import Any

from volunteers.models import Interest, Offer, Volunteer


def people(keys: Collection[int]) -> Any:
    """Return the records with ``keys``, the older first, to be read within a transaction.

    Nobody else changes them, or what belongs to them, until it ends.
    """
    for model in (Offer, Interest):
        rows = model.objects.for_update().filter(volunteer__in=keys).order_by("pk")
        list(rows.values_list("pk"))
    return Volunteer.objects.for_update().filter(pk__in=keys).order_by("pk")


def person(key: int) -> Volunteer | None:
    """Return one record in the same way; ``None`` if it is gone."""
    found: Volunteer | None = people([key]).first()
    return found
