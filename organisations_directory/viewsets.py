"""The admin of organisations."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from organisations_directory.models import Organisation
from portal.common.admin import EntryViewSet
from portal.common.choosers import SearchForm, SeveralChooser
from portal.common.entry_lists import (
    DayColumn,
    EntryFilterSet,
    EntryIndexView,
    language_column,
    names,
    state_column,
    state_of,
    with_words,
)
from portal.common.forms import EntryForm
from search.choosers import region_chooser
from search.models import Field, Region
from search.viewsets import below

SEES_PRIVATE_CONTACT = "organisations_directory.view_private_contact"


class OrganisationFilterSet(EntryFilterSet):
    field = django_filters.ModelChoiceFilter(
        field_name="fields",
        queryset=Field.objects.all(),
        label=_("Field of volunteering"),
        method="by_fact",
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.filter(level__lte=Region.Level.REGION),
        label=_("Region"),
        method="in_region",
    )
    legal_form = django_filters.ChoiceFilter(
        choices=Organisation.LegalForm,
        label=_("Legal form"),
        method="by_fact",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["status", "field", "region", "legal_form", "locale"]

    def in_region(self, rows: QuerySet[Any], name: str, region: Region) -> QuerySet[Any]:
        """Return those with their seat in ``region``, or at work in it or in a part of it."""
        regions = below(region)
        at_work = Organisation.regions.through.objects.filter(region__in=regions)
        here = Q(place__region__in=regions) | Q(pk__in=at_work.values("organisation"))
        return self.of_sources(rows, here)


class OrganisationIndexView(EntryIndexView):
    sheet: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]] = {
        "name": (_("Name"), lambda row: row.name),
        "state": (_("Status"), lambda row: str(state_of(row))),
        "legal_form": (_("Legal form"), lambda row: row.get_legal_form_display()),
        "registration_number": (_("Registration number"), lambda row: row.registration_number),
        "summary": (_("In one sentence"), lambda row: row.summary),
        "fields": (_("Fields of volunteering"), lambda row: names(row.facts.fields)),
        "town": (_("Town"), lambda row: str(row.facts.place or "")),
        "website": (_("Website"), lambda row: row.facts.website),
        "email": (_("E-mail for the public"), lambda row: row.facts.email),
        "phone": (_("Telephone for the public"), lambda row: row.facts.phone),
        "checked_on": (_("Checked on"), lambda row: row.facts.checked_on),
        "language": (_("Language"), lambda row: row.locale.language_code),
    }


class OrganisationSearchForm(SearchForm):
    def found(self, objects: QuerySet[Any], typed: str) -> QuerySet[Any]:
        return with_words(objects, typed, ["folded"])


def sources(view: Any) -> QuerySet[Organisation]:
    """Return what an opportunity may be of: one row for each organisation."""
    return Organisation.objects.sources().select_related("place").order_by("name", "pk")


class OrganisationList:
    """What the chooser lists."""

    filter_form_class = OrganisationSearchForm
    page_subtitle = ""
    get_object_list = sources

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,  # type: ignore[attr-defined]  # of Wagtail's view
            Column("place", label=_("Town")),
            Column("live", label=_("Published"), accessor=lambda row: _("yes") if row.live else ""),
        ]


class OrganisationChooseView(OrganisationList, ChooseView):
    pass


class OrganisationResultsView(OrganisationList, ChooseResultsView):
    pass


class OrganisationWidget(AdminSnippetChooser):
    """Wagtail's, whose texts stay in the language that the server was started in."""

    model = Organisation

    def __init__(self, **kwargs: Any) -> None:
        texts = {
            "choose_one_text": _("Choose an organisation"),
            "choose_another_text": _("Choose another organisation"),
            "link_to_chosen_text": _("Open this organisation"),
        }
        super().__init__(**{**texts, **kwargs})


class OrganisationChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationResultsView
    base_widget_class = OrganisationWidget
    page_title = _("Choose an organisation")
    per_page = 20


WHAT = [
    FieldPanel("name", required_on_save=True),
    FieldPanel("summary"),
    FieldPanel("about"),
    FieldPanel("fields", widget=forms.CheckboxSelectMultiple, required_on_save=False),
    FieldPanel("logo"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("legal_form"), FieldPanel("registration_number")]),
            FieldRowPanel([FieldPanel("accreditation"), FieldPanel("accredited_until")]),
        ],
        _("In the registers"),
    ),
]
WHERE = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("street"), FieldPanel("postcode")]),
            FieldPanel("place"),
        ],
        _("Seat"),
    ),
    FieldPanel("regions", widget=SeveralChooser(region_chooser, _("Add regions"))),
]
CONTACT = [
    MultiFieldPanel(
        [
            FieldPanel("website"),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldPanel("social_links"),
        ],
        _("For the public"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(name, permission=SEES_PRIVATE_CONTACT)
            for name in ("contact_name", "contact_email", "contact_phone")
        ],
        _("For us only"),
        help_text=_("Whom we call. Never shown on the site, in exports or to translators."),
    ),
]
CHECKS = [FieldPanel("checked_on")]


class OrganisationViewSet(EntryViewSet):
    model = Organisation
    icon = "group"
    menu_order = 20
    index_view_class = OrganisationIndexView
    chooser_viewset_class = OrganisationChooserViewSet
    filterset_class = OrganisationFilterSet
    export_filename = "organisations"
    list_display: ClassVar = [
        "__str__",
        state_column(),
        Column("town", label=_("Town"), accessor="facts.place", sort_key="place__name"),
        Column("fields", label=_("Fields"), accessor=lambda row: names(row.facts.fields)),
        DayColumn(
            "checked_on", label=_("Checked on"), accessor="facts.checked_on", sort_key="checked_on"
        ),
        DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
        language_column(),
    ]
    inspect_view_fields: ClassVar = ["name", "summary", "about", "fields", "place", "website"]
    edit_handler = TabbedInterface(
        [
            ObjectList(WHAT, heading=_("Who they are")),
            ObjectList(WHERE, heading=_("Where")),
            ObjectList(CONTACT, heading=_("Contact")),
            ObjectList(CHECKS, heading=_("Checks")),
        ],
        base_form_class=EntryForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        rows = rows.select_related("place", "source__place")
        return rows.prefetch_related("fields", "source__fields")
