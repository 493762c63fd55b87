"""Choosing regions and places in the admin, by a part of the name in any language."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from portal.common.choosers import SearchForm
from search.models import Place, Region


class NamedForm(SearchForm):
    """Finds rows by their names in all languages, without diacritics."""

    def found(self, objects: QuerySet[Any], typed: str) -> QuerySet[Any]:
        found: QuerySet[Any] = objects.with_word(typed)  # type: ignore[attr-defined]  # of NamedQuerySet
        return found.order_by("rank", *objects.query.order_by)


def title_of(named: Region | Place) -> str:
    """Return the name so that nobody takes it for another."""
    return named.qualified_label if isinstance(named, Place) else named.label


def around(named: Region | Place) -> str:
    """Return the name of the region in which it lies; "" for a country."""
    region = named.region if isinstance(named, Place) else named.parent
    return region.label if region else ""


class NamedList:
    """What the chooser lists: the name, and the region in which it lies."""

    filter_form_class = NamedForm

    @property
    def columns(self) -> list[Column]:
        region = Column("around", label=_("Region"), accessor=around)
        return [*super().columns, region]  # type: ignore[misc]  # of Wagtail's view


class NamedChooseView(NamedList, ChooseView):
    pass


class NamedResultsView(NamedList, ChooseResultsView):
    pass


class NamedChosenView(ChosenView):
    def get_display_title(self, instance: Any) -> str:
        return title_of(instance)


class NamedSeveralChosenView(ChosenMultipleView):
    def get_display_title(self, instance: Any) -> str:
        return title_of(instance)


class NamedWidget(BaseChooser):
    def get_display_title(self, instance: Any) -> str:
        return title_of(instance)


class NamedChooserViewSet(ChooserViewSet):
    """Chooses a region or a place; ``get_object_list`` says from what and in which order."""

    choose_view_class = NamedChooseView
    choose_results_view_class = NamedResultsView
    chosen_view_class = NamedChosenView
    chosen_multiple_view_class = NamedSeveralChosenView
    base_widget_class = NamedWidget
    edit_item_text = _("Open")
    per_page = 20
    title_of = staticmethod(title_of)


class RegionChooserViewSet(NamedChooserViewSet):
    model = Region
    icon = "globe"
    choose_one_text = _("Choose a region")
    choose_another_text = _("Choose another region")

    def get_object_list(self) -> QuerySet[Region]:
        return Region.objects.select_related("parent__parent").order_by("level", "code")


class PlaceChooserViewSet(NamedChooserViewSet):
    model = Place
    icon = "crosshairs"
    choose_one_text = _("Choose a town")
    choose_another_text = _("Choose another town")

    def get_object_list(self) -> QuerySet[Place]:
        return Place.objects.with_regions().order_by("-population", "name", "pk")


region_chooser = RegionChooserViewSet("region_chooser")
place_chooser = PlaceChooserViewSet("place_chooser")
