"""Who may see what, in one place: lists, feeds, search and tests all ask here."""

from typing import Self

from django.db import models


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
