"""The admin of opportunities."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column

from opportunities import choices
from opportunities.admin_forms import OpportunityForm
from opportunities.models import Opportunity
from opportunities.wording import places_text
from organisations_directory.models import Organisation
from organisations_directory.viewsets import OrganisationWidget
from portal.common.admin import EntryViewSet
from portal.common.choosers import SeveralChooser
from portal.common.entry_lists import (
    STATES,
    DayColumn,
    EntryFilterSet,
    EntryIndexView,
    language_column,
    names,
    state_column,
    state_of,
)
from portal.common.panels import CodesPanel
from search.choosers import place_chooser
from search.models import Field, Region
from search.viewsets import below

EXPIRED = _("expired")


def state(row: Any) -> Any:
    """Return the words for the state of a row; a published one may have expired."""
    last = row.facts.expires_on
    expired = row.live and not row.waiting and last and last < timezone.localdate()
    return EXPIRED if expired else state_of(row)


class OpportunityFilterSet(EntryFilterSet):
    states: ClassVar[Mapping[str, tuple[Any, Q]]] = {
        **STATES,
        "expired": (EXPIRED, Q()),
    }
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
    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.sources(),
        label=_("Organisation"),
        method="by_fact",
        widget=OrganisationWidget,
    )
    commitment = django_filters.ChoiceFilter(
        choices=choices.Commitment,
        label=_("Commitment"),
        method="by_fact",
        widget=forms.RadioSelect,
    )
    mode = django_filters.ChoiceFilter(
        choices=choices.Mode,
        label=_("On the spot or from home"),
        method="by_fact",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Opportunity
        fields: ClassVar = [
            *("status", "field", "region", "organisation", "commitment", "mode", "locale")
        ]

    def in_state(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value != "expired":
            return super().in_state(entries, name, value)
        past = Q(live=True, expires_on__lt=timezone.localdate())
        return self.of_sources(entries, past)

    def in_region(self, rows: QuerySet[Any], name: str, region: Region) -> QuerySet[Any]:
        """Return those with a town in ``region``."""
        there = Opportunity.places.through.objects.filter(place__region__in=below(region))
        return self.of_sources(rows, Q(pk__in=there.values("opportunity")))


def where(row: Any) -> str:
    """Return the towns, or that it is done from home."""
    towns = [str(place) for place in row.facts.places.all()]
    return places_text(towns) or str(row.facts.get_mode_display())


class OpportunityIndexView(EntryIndexView):
    sheet: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]] = {
        "title": (_("Title"), lambda row: row.title),
        "state": (_("Status"), lambda row: str(state(row))),
        "organisation": (_("Organisation"), lambda row: str(row.facts.organisation or "")),
        "summary": (_("In one or two sentences"), lambda row: row.summary),
        "fields": (_("Fields of volunteering"), lambda row: names(row.facts.fields)),
        "where": (_("Where"), where),
        "commitment": (_("Commitment"), lambda row: row.facts.get_commitment_display()),
        "people_wanted": (_("People wanted"), lambda row: row.facts.people_wanted),
        "start_on": (_("Starts on"), lambda row: row.facts.start_on),
        "end_on": (_("Ends on"), lambda row: row.facts.end_on),
        "deadline": (_("Apply by"), lambda row: row.facts.deadline),
        "expires_on": (_("Shown until"), lambda row: row.facts.expires_on),
        "checked_on": (_("Checked on"), lambda row: row.facts.checked_on),
        "language": (_("Language"), lambda row: row.locale.language_code),
    }


WHAT = [
    FieldPanel("title", required_on_save=True),
    FieldPanel("organisation"),
    FieldPanel("summary"),
    FieldPanel("description"),
    FieldPanel("tasks"),
    FieldPanel("fields", widget=forms.CheckboxSelectMultiple, required_on_save=False),
    FieldPanel("tags"),
]
WHERE_AND_WHEN = [
    MultiFieldPanel(
        [
            FieldPanel("mode", widget=forms.RadioSelect),
            FieldPanel(
                "places",
                widget=SeveralChooser(place_chooser, _("Add towns")),
                help_text=_("At least one, unless it is done from home."),
            ),
            FieldPanel("street"),
        ],
        _("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("commitment", widget=forms.RadioSelect),
            FieldRowPanel([FieldPanel("hours"), FieldPanel("hours_per")]),
            CodesPanel("times"),
            FieldRowPanel([FieldPanel("start_on"), FieldPanel("end_on")]),
        ],
        _("When"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("deadline"), FieldPanel("expires_on")])],
        _("How long the call stands"),
    ),
]
WHO = [
    FieldRowPanel([FieldPanel("people_wanted"), FieldPanel("minimum_age")]),
    FieldPanel("requirements"),
    CodesPanel("welcomes"),
    CodesPanel("languages"),
    FieldPanel("barrier_free"),
]
OFFER = [CodesPanel("offers"), FieldPanel("offer_text")]
CONTACT = [
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        _("Whom volunteers write to"),
        help_text=_("Shown on the site. If it is empty, the organisation's own contact is shown."),
    ),
]
CHECKS = [FieldPanel("checked_on")]


class OpportunityViewSet(EntryViewSet):
    model = Opportunity
    icon = "pick"
    menu_order = 10
    index_view_class = OpportunityIndexView
    filterset_class = OpportunityFilterSet
    search_fields: ClassVar = ["folded", "organisation__folded"]
    export_filename = "opportunities"
    list_display: ClassVar = [
        "__str__",
        state_column(state),
        Column(
            "organisation",
            label=_("Organisation"),
            accessor="facts.organisation",
            sort_key="organisation__name",
        ),
        Column("where", label=_("Where"), accessor=where),
        Column("fields", label=_("Fields"), accessor=lambda row: names(row.facts.fields)),
        DayColumn(
            "checked_on", label=_("Checked on"), accessor="facts.checked_on", sort_key="checked_on"
        ),
        DayColumn(
            "expires_on", label=_("Shown until"), accessor="facts.expires_on", sort_key="expires_on"
        ),
        language_column(),
    ]
    inspect_view_fields: ClassVar = [
        *("title", "organisation", "summary", "description", "tasks", "requirements", "offer_text"),
        *("fields", "places", "expires_on"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(WHAT, heading=_("What")),
            ObjectList(WHERE_AND_WHEN, heading=_("Where and when")),
            ObjectList(WHO, heading=_("Who")),
            ObjectList(OFFER, heading=_("What is offered")),
            ObjectList(CONTACT, heading=_("Contact")),
            ObjectList(CHECKS, heading=_("Checks")),
        ],
        base_form_class=OpportunityForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        rows = rows.select_related("organisation", "source__organisation")
        return rows.prefetch_related("fields", "places", "source__fields", "source__places")
