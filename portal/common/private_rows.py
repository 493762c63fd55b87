"""Rows that nobody but their readers gets to see."""

from typing import Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Private(models.Model):
    """What nobody else gets to see: Wagtail does not note what it refers to."""

    # Else the admin's page on where an entry is used would lead to who wrote about it.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class LockedQuerySet(models.QuerySet[Row]):
    """Rows of which one is changed at a time."""

    def for_update(self) -> Self:
        """Lock the rows where the database can; SQLite has one writer at a time anyway."""
        return self.select_for_update()
