"""Who waits, the longest first, and how brokers narrow it."""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from search.models import Field, Region
from submissions.desk import days
from volunteers.ages import Band
from volunteers.followup import TELL_AFTER
from volunteers.models import Interest

State = Interest.State
ALL = "all"


def state_filter(states: Iterable[Any]) -> django_filters.ChoiceFilter:
    """Return the filter by status; an unconfirmed address is nobody's business."""
    return django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=[
            *((state, state.label) for state in states if state != State.SENT),
            (ALL, _("All")),
        ],
        empty_label=_("Not settled yet"),
        widget=forms.RadioSelect,
    )


class MatterFilterSet(WagtailFilterSet):
    """How brokers narrow a list of those who wait."""

    # The way to the region of a row.
    place: ClassVar[str]

    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.filter(level=Region.Level.REGION),
        label=_("Region"),
        method="in_region",
    )
    age = django_filters.ChoiceFilter(
        label=_("Age"),
        field_name="volunteer__age",
        choices=Band.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == ALL else rows.filter(state=value)

    def in_region(self, rows: QuerySet[Any], name: str, value: Region) -> QuerySet[Any]:
        """Return those in towns of the region, or of a district in it."""
        there = Q(**{self.place: value}) | Q(**{f"{self.place}__parent": value})
        return rows.filter(there).distinct()


class InterestFilterSet(MatterFilterSet):
    """How brokers narrow the list of who is interested."""

    place = "opportunity__places__region"

    state = state_filter(State)
    overdue = django_filters.ChoiceFilter(
        label=_("Waits"),
        method="by_waiting",
        choices=[("yes", _("Overdue"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    field = django_filters.ModelChoiceFilter(
        queryset=Field.objects.all(), label=_("Field"), field_name="opportunity__fields"
    )

    class Meta:
        model = Interest
        fields: ClassVar = ["state", "overdue", "region", "field", "age"]

    def by_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(overdue())


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


def waits_for(row: Interest) -> str:
    """Return where it stands and, if it waits, for how many working days of how many."""
    return in_words(row, age(row), target(row.state))


def in_words(row: Any, age: int, within: int) -> str:
    """Return the state of ``row`` and, if ``within`` is set, how many days of that many it has."""
    state = str(capfirst(row.get_state_display()))
    return f"{state}, {days.of_target(age, within)}" if within else state
