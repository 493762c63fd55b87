"""Who waits, the longest first, and how brokers narrow it."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from search.models import Field, Region
from submissions.desk import days
from volunteers.ages import Band
from volunteers.followup import TELL_AFTER
from volunteers.models import Interest

State = Interest.State
ALL = "all"


class InterestFilterSet(WagtailFilterSet):
    """How brokers narrow the list."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=[
            *((state, state.label) for state in State if state != State.SENT),
            (ALL, _("All")),
        ],
        empty_label=_("Not settled yet"),
        widget=forms.RadioSelect,
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Waits"),
        method="by_waiting",
        choices=[("yes", _("Overdue"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.filter(level=Region.Level.REGION),
        label=_("Region"),
        method="in_region",
    )
    field = django_filters.ModelChoiceFilter(
        queryset=Field.objects.all(), label=_("Field"), field_name="opportunity__fields"
    )
    age = django_filters.ChoiceFilter(
        label=_("Age"),
        field_name="volunteer__age",
        choices=Band.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Interest
        fields: ClassVar = ["state", "overdue", "region", "field", "age"]

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == ALL else rows.filter(state=value)

    def by_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(overdue())

    def in_region(self, rows: QuerySet[Any], name: str, value: Region) -> QuerySet[Any]:
        """Return those of calls in towns of the region, or of a district in it."""
        place = "opportunity__places__region"
        return rows.filter(Q(**{place: value}) | Q(**{f"{place}__parent": value})).distinct()


def rows() -> QuerySet[Any]:
    """Return all that brokers may see, the longest waiting first."""
    found = Interest.objects.confirmed().select_related("volunteer", "opportunity__organisation")
    found_rows: QuerySet[Any] = found.order_by("waiting_since", "-pk")
    return found_rows


def target(state: str) -> int:
    """Return the working days within which an interest leaves ``state``; 0 if none are set."""
    targets = {State.NEW: int(settings.PASS_ON_WITHIN_DAYS), State.PASSED: TELL_AFTER}
    return targets.get(State(state), 0)


def overdue() -> Q:
    """Return what waits longer than it should: for us, or for an organisation."""
    late = Q(pk__in=[])
    for state in (State.NEW, State.PASSED):
        late |= Q(state=state, waiting_since__lt=days.overdue_before(target(state)))
    return late


def age(row: Interest) -> int:
    """Return for how many working days ``row`` has waited in its state."""
    return days.age(row.waiting_since) if row.waiting_since else 0


def is_overdue(row: Interest) -> bool:
    """Return whether ``row`` waits longer than it should."""
    within = target(row.state)
    return bool(within and age(row) > within)
