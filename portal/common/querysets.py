"""Who may see what, in one place: lists, feeds, search and tests all ask here."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class EntryQuerySet(models.QuerySet):  # type: ignore[type-arg]  # serves every entry model
    """Entries in all languages and states."""

    def sources(self) -> Self:
        """Return the rows that hold the facts: one for each entry."""
        return self.filter(source=None)

    def live(self) -> Self:
        """Return the rows that are published."""
        return self.filter(live=True)

    def published(self) -> Self:
        """Return the entries that any visitor may open: one row each, the source."""
        return self.sources().live()

    def for_page(self) -> Self:
        """Return the entries with all at hand that the page of one shows."""
        return self.select_related("locale")

    def versions(
        self, keys: Collection[int], fields: Collection[str]
    ) -> dict[int, dict[str, Mapping[str, Any]]]:
        """Return, for each entry, the ``fields`` of its live versions by language.

        The source's own language comes first.
        """
        rows = self.live().filter(Q(pk__in=keys) | Q(source__in=keys))
        rows = rows.order_by(F("source").asc(nulls_first=True), "pk")
        found: dict[int, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        for row in rows.values("pk", "source_id", "locale__language_code", *fields):
            found[row["source_id"] or row["pk"]][row["locale__language_code"]] = row
        return found
