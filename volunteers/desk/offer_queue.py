"""Who offers help, the longest waiting first, and how brokers narrow it."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from search.form_fields import labels_by_slug
from submissions.desk import days
from volunteers.desk.queue import MatterFilterSet, in_words, state_filter
from volunteers.models import Offer, Skill

State = Offer.State
# Working days after which somebody for whom we look should hear of something.
GO_ON_WITHIN = 10


class OfferFilterSet(MatterFilterSet):
    """How brokers narrow the list of who offers help."""

    place = "place__region"

    state = state_filter(State)
    waits = django_filters.ChoiceFilter(
        label=_("Waits"),
        method="by_waiting",
        choices=[("overdue", _("Overdue")), ("due", _("To be looked at today"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    mine = django_filters.ChoiceFilter(
        label=_("Whose"),
        method="of_mine",
        choices=[("yes", _("Mine"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    field = django_filters.ChoiceFilter(
        label=_("Field"), field_name="fields", lookup_expr="has", choices=labels_by_slug
    )
    skill = django_filters.ModelChoiceFilter(
        queryset=Skill.objects.all(), label=_("Skill"), field_name="skills"
    )

    class Meta:
        model = Offer
        fields: ClassVar = ["state", "waits", "mine", "region", "field", "skill", "age"]

    def by_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(overdue() if value == "overdue" else due())

    def of_mine(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(taken_by=self.request.user)


def rows() -> QuerySet[Any]:
    """Return all that brokers may see, the longest waiting first."""
    found = Offer.objects.confirmed().select_related("volunteer", "place", "taken_by")
    found_rows: QuerySet[Any] = found.order_by("waiting_since", "-pk")
    return found_rows


def target(state: str) -> int:
    """Return the working days within which something is done in ``state``; 0 if none are set."""
    targets = {State.NEW: int(settings.PASS_ON_WITHIN_DAYS), State.IN_PROGRESS: GO_ON_WITHIN}
    return targets.get(State(state), 0)


def overdue() -> Q:
    """Return those for whom nothing was done for too long.

    Who wants no proposals now does not wait, nor does what a broker has put off.
    """
    late = Q(pk__in=[])
    for state in Offer.OPEN:
        late |= Q(state=state, waiting_since__lt=days.overdue_before(target(state)))
    put_off = Q(remind_on__gt=timezone.localdate())
    return late & Q(paused_at=None) & ~(put_off & Q(remind_on__isnull=False))


def due() -> Q:
    """Return what a broker wanted to look at by today."""
    return Q(remind_on__lte=timezone.localdate())


def age(row: Offer) -> int:
    """Return for how many working days nothing was done about ``row``."""
    return days.age(row.waiting_since) if row.waiting_since else 0


def is_overdue(row: Offer) -> bool:
    """Return whether nothing was done for too long."""
    put_off = row.remind_on and row.remind_on > timezone.localdate()
    within = target(row.state)
    return bool(within and not row.paused_at and not put_off and age(row) > within)


def waits_for(row: Offer) -> str:
    """Return where it stands and, if it waits, for how many working days of how many."""
    if row.paused_at:
        return f"{capfirst(row.get_state_display())}, {_('paused')}"
    return in_words(row, age(row), target(row.state))
