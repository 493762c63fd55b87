"""The admin of fields, regions and places, and the choosers of the rooms above."""

from typing import Any

from wagtail import hooks

from search.choosers import place_chooser, region_chooser
from search.viewsets import FieldViewSet, PlaceViewSet, RegionViewSet


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    return [FieldViewSet(), RegionViewSet(), PlaceViewSet(), region_chooser, place_chooser]
