"""What waits, oldest first, and how experts narrow it."""

import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from advice import countries
from advice.models import Asked, Topic
from submissions.desk import days

State = Asked.State
MINE, NOBODYS, ALL = "me", "nobody", "all"


class AskedFilterSet(WagtailFilterSet):
    """How experts narrow the list."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=[
            *((state, state.label) for state in (*Asked.WAITING, State.ANSWERED, State.CLOSED)),
            (ALL, _("All")),
        ],
        empty_label=_("Waiting for us"),
        widget=forms.RadioSelect,
    )
    whose = django_filters.ChoiceFilter(
        label=_("Taken by"),
        method="by_expert",
        choices=[(MINE, _("me")), (NOBODYS, _("nobody"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Age"),
        method="by_age",
        choices=[("yes", _("Overdue"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), label=_("Topic"))
    country = django_filters.ChoiceFilter(
        label=_("Country"),
        choices=countries.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=settings.LANGUAGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Asked
        fields: ClassVar = ["state", "whose", "overdue", "topic", "country", "language"]

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == ALL else rows.filter(state=value)

    def by_expert(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        user = self.request.user if self.request else None
        return rows.filter(assigned_to=user if value == MINE else None)

    def by_age(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(state__in=Asked.WAITING, waiting_since__lt=overdue_before())


def rows() -> QuerySet[Any]:
    """Return all that experts may see, oldest first."""
    confirmed: QuerySet[Any] = Asked.objects.confirmed().select_related("topic", "assigned_to")
    return confirmed.order_by("waiting_since", "pk")


def overdue_before() -> datetime.datetime:
    """Return the moment before which whatever has come is overdue today."""
    return days.overdue_before(settings.ANSWER_WITHIN_DAYS)


def overdue() -> QuerySet[Any]:
    """Return what should have been answered by now."""
    return Asked.objects.waiting().filter(waiting_since__lt=overdue_before())


def is_overdue(row: Asked) -> bool:
    """Return whether ``row`` should have been answered by now."""
    waits = row.state in Asked.WAITING and row.waiting_since
    return bool(waits and days.age(waits) > settings.ANSWER_WITHIN_DAYS)
