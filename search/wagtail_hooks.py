"""The admin of fields, regions and places, and the choosers of the rooms above."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.registry import register_setting

from portal.common.choosers import SeveralChooser
from search.choosers import place_chooser, region_chooser
from search.models import Reach
from search.viewsets import FieldViewSet, PlaceViewSet, RegionViewSet

Reach.edit_handler = ObjectList(
    [FieldPanel("regions", widget=SeveralChooser(region_chooser, _("Add regions")))]
)
register_setting(Reach, icon="globe", order=210)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    return [FieldViewSet(), RegionViewSet(), PlaceViewSet(), region_chooser, place_chooser]
