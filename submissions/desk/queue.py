"""What waits, oldest first, and how staff narrow it."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from submissions.desk import days
from submissions.desk.home import unanswered_letters
from submissions.kinds import kinds, models
from submissions.models import Submission

State = Submission.State
LETTERS, ALL = "letters", "all"
# What can be asked for besides what waits. Unsent drafts are nobody's business but the author's.
STATES = [
    (LETTERS, _("With new letters from the author")),
    (State.CHANGES, State.CHANGES.label),
    (State.PUBLISHED, State.PUBLISHED.label),
    (State.DECLINED, State.DECLINED.label),
    (State.WITHDRAWN, State.WITHDRAWN.label),
    (State.SENT, State.SENT.label),
    (ALL, _("All")),
]


class DeskFilterSet(WagtailFilterSet):
    """How staff narrow the list."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=STATES,
        empty_label=_("Waiting for us"),
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Type"),
        field_name="kind_slug",
        choices=lambda: [(kind.slug, kind.label) for kind in kinds()],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=settings.LANGUAGES,
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

    class Meta:
        model = Submission
        fields: ClassVar = ["state", "kind", "language", "overdue"]

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == LETTERS:
            return rows.filter(Exists(unanswered_letters().filter(submission=OuterRef("pk"))))
        return rows if value == ALL else rows.filter(state=value)

    def by_age(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(state=State.WAITING, waiting_since__lt=days.overdue_before())


def rows() -> QuerySet[Any]:
    """Return all that staff may see, oldest first."""
    sent: QuerySet[Any] = Submission.objects.exclude(state=State.DRAFT)
    return sent.order_by("waiting_since", "pk")


def with_entries(submissions: QuerySet[Any]) -> QuerySet[Any]:
    """Fetch with each row what the list shows of its entry."""
    entries = [
        model._default_manager.select_related(
            *("locked_by", "source"), *([owner, f"source__{owner}"] if owner else [])
        )
        for model, owner in models().items()
    ]
    return submissions.prefetch_related(GenericPrefetch("entry", entries))


def next_after(submission: Submission, user: Any, asked: QueryDict) -> Submission | None:
    """Return what waits behind ``submission`` in the list that ``asked`` narrows, or before it.

    What others have open is left out.
    """
    narrowed = DeskFilterSet(asked, queryset=rows().filter(state=State.WAITING))
    waiting = narrowed.qs if narrowed.is_valid() else rows().filter(state=State.WAITING)
    free = without_held(waiting.exclude(pk=submission.pk), user)
    since = submission.waiting_since
    later = free.filter(waiting_since__gte=since) if since else free
    return later.first() or free.first()


def without_held(submissions: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Leave out what somebody else has open."""
    for kind in kinds():
        held = kind.model._default_manager.filter(locked=True).exclude(locked_by=user)
        submissions = submissions.exclude(kind_slug=kind.slug, entry_id__in=held.values("pk"))
    return submissions
