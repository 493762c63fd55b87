"""Rows that nobody but their readers gets to see."""

from django.db import models


class Private(models.Model):
    """What nobody else gets to see: Wagtail does not note what it refers to."""

    # Else the admin's page on where an entry is used would lead to who wrote about it.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
