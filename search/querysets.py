"""Regions and places, asked for in the words of the portal."""

from django.db import models


class RegionQuerySet(models.QuerySet):  # type: ignore[type-arg]  # the model is defined after it
    """Regions of all levels."""


class PlaceQuerySet(models.QuerySet):  # type: ignore[type-arg]  # the model is defined after it
    """Towns and villages."""
