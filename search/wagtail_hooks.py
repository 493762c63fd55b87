"""The admin of fields, regions and places, and the choosers of the rooms above."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.registry import register_setting

from portal.common.choosers import SeveralChooser
from search.choosers import place_chooser, region_chooser
from search.models import Reach
from search.reports import SearchReport, may_see
from search.viewsets import FieldViewSet, PlaceViewSet, RegionViewSet, SynonymsViewSet

Reach.edit_handler = ObjectList(
    [FieldPanel("regions", widget=SeveralChooser(region_chooser, _("Add regions")))]
)
register_setting(Reach, icon="globe", order=210)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    own = [FieldViewSet(), RegionViewSet(), PlaceViewSet(), SynonymsViewSet()]
    return [*own, region_chooser, place_chooser]


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """Return where staff see what people search for."""
    view = SearchReport.as_view
    return [
        path("searches/", view(), name="search_report"),
        path("searches/results/", view(results_only=True), name="search_report_results"),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """Return the link to the report of searches."""
    return ReportItem(
        _("What people search for"),
        reverse("search_report"),
        name="search-report",
        icon_name="search",
        order=110,
    )
