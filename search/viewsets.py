"""The admin of what entries are found by: fields, regions, places."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.common.admin import MENU
from search.gazetteer.lookup import folded
from search.models import Field, Place, Region, Synonyms

NAME_FIELDS = {f"name_{code}": (code, name) for code, name in settings.LANGUAGES}


class NamesForm(WagtailAdminModelForm):
    """One box for the name in each language, in place of the JSON that holds them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box, (code, _language) in NAME_FIELDS.items():
            self.initial.setdefault(box, self.instance.names.get(code, ""))

    def save(self, commit: bool = True) -> Any:
        typed = {code: self.cleaned_data[box].strip() for box, (code, _l) in NAME_FIELDS.items()}
        kept = {code: name for code, name in self.instance.names.items() if code not in typed}
        self.instance.names = kept | {code: name for code, name in typed.items() if name}
        if hasattr(self.instance, "folded"):
            self.instance.folded = folded([self.instance.name, *self.instance.names.values()])
        return super().save(commit)


# Declared fields belong to the class, and the languages are a setting.
NamesInLanguagesForm = type(
    "NamesInLanguagesForm",
    (NamesForm,),
    {
        box: forms.CharField(label=language, max_length=120, required=False)
        for box, (_code, language) in NAME_FIELDS.items()
    },
)


def names_panel() -> MultiFieldPanel:
    """Return the panel with the name in each language."""
    return MultiFieldPanel(
        [FieldPanel("name"), *(FieldPanel(box) for box in NAME_FIELDS)],
        _("Name"),
        help_text=_("Where a language has none of its own, the first one is shown."),
    )


def below(region: Region) -> QuerySet[Region]:
    """Return ``region`` and all that lies in it."""
    return Region.objects.filter(Q(pk=region.pk) | Q(parent=region) | Q(parent__parent=region))


class NamedIndexView(IndexView):
    """Found by a part of the name in any language, without diacritics."""

    is_searchable = True
    related: ClassVar[tuple[str, ...]] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()
        return rows.select_related(*self.related) if self.related else rows

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.search_query:
            return queryset
        found: QuerySet[Any] = queryset.with_word(self.search_query)  # type: ignore[attr-defined]  # of NamedQuerySet
        return found


class RegionIndexView(NamedIndexView):
    related = ("parent",)


class PlaceIndexView(NamedIndexView):
    related = ("region",)


class FieldViewSet(ModelViewSet):
    model = Field
    menu_hook = MENU
    menu_order = 30
    icon = "tag"
    sort_order_field = "sort_order"
    ordering = "sort_order"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = ["__str__", "slug"]
    edit_handler = ObjectList(
        [
            names_panel(),
            FieldPanel("slug", help_text=_("Stands in addresses: better not changed later.")),
            MultiFieldPanel([FieldPanel("icon"), FieldPanel("hue")], _("How it looks")),
        ],
        base_form_class=NamesInLanguagesForm,
    )


class SynonymsForm(WagtailAdminModelForm):
    """The languages to choose from are those of the portal today."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class SynonymsViewSet(ModelViewSet):
    model = Synonyms
    menu_hook = MENU
    menu_order = 60
    icon = "search"
    menu_label = _("Synonyms")
    ordering = "words"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = ["words", Column("language", label=_("Language"))]
    list_filter: ClassVar = ["language"]
    edit_handler = ObjectList(
        [FieldPanel("language"), FieldPanel("words")], base_form_class=SynonymsForm
    )


class RegionViewSet(ModelViewSet):
    model = Region
    menu_hook = MENU
    menu_order = 40
    icon = "globe"
    index_view_class = RegionIndexView
    ordering = "code"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = [
        "__str__",
        "code",
        "level",
        Column("parent", label=_("Part of"), sort_key="parent__code"),
    ]
    list_filter: ClassVar = ["level"]
    edit_handler = ObjectList([names_panel()], base_form_class=NamesInLanguagesForm)


class PlaceViewSet(ModelViewSet):
    model = Place
    menu_hook = MENU
    menu_order = 50
    icon = "crosshairs"
    index_view_class = PlaceIndexView
    ordering = "-population"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = ["__str__", "region", "population"]
    edit_handler = ObjectList(
        [
            names_panel(),
            FieldPanel("region"),
            MultiFieldPanel(
                [FieldPanel("latitude"), FieldPanel("longitude")],
                _("Where it lies"),
                help_text=_("In degrees, for example 50.7671 and 15.0562."),
            ),
            FieldPanel("population"),
        ],
        base_form_class=NamesInLanguagesForm,
    )
