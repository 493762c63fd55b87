"""The list of what people ask, and what readers say of guides."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import IndexView

from advice.desk import queue
from advice.desk.permissions import may_read
from advice.models import Asked, GuideIndexPage, GuidePage
from submissions.desk import days
from submissions.desk.waiting import WaitingColumn, WaitingView


def waiting_for(row: Asked) -> str:
    """Return for how many of the days within which it is to be answered it has waited."""
    target = settings.ANSWER_WITHIN_DAYS
    age = days.age(row.waiting_since) if row.waiting_since else 0
    if not age:
        return _("less than a working day")
    return days.of_target(age, target)


def waits_for(row: Asked) -> str:
    """Return how long it waits, or what became of it."""
    waits = row.state in Asked.WAITING
    return waiting_for(row) if waits else str(capfirst(row.get_state_display()))


def taken_by(row: Asked) -> str:
    """Return who answers it; "" if nobody does yet."""
    return str(get_user_display_name(row.assigned_to)) if row.assigned_to else ""


def language_of(row: Asked) -> str:
    """Return the name of the language that it was asked in."""
    return str(dict(settings.LANGUAGES).get(row.language, row.language))


class AskedView(WaitingView):
    """What waits, oldest first; other states by filter, everything by search."""

    model = Asked
    page_title = gettext_lazy("Questions to answer")
    header_icon = "mail"
    index_url_name = "asked_desk"
    index_results_url_name = "asked_desk_results"
    filterset_class = queue.AskedFilterSet
    waiting = Asked.WAITING
    no_results_message = gettext_lazy("Nobody waits for an answer.")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Question"), get_url=self.address_of),
            Column("reference", label=_("Reference")),
            WaitingColumn(
                "state", label=_("Waits for"), accessor=waits_for, overdue=queue.is_overdue
            ),
            Column("kind", label=_("Status"), accessor=lambda row: row.get_state_display()),
            Column("taken_by", label=_("Taken by"), accessor=taken_by),
            Column("topic", label=_("Topic")),
            Column("country", label=_("Country"), accessor="country_label"),
            Column("language", label=_("Language"), accessor=language_of),
        ]

    def address_of(self, row: Asked) -> str:
        return reverse("asked_desk_question", args=[row.pk])

    def get_base_queryset(self) -> QuerySet[Any]:
        return queue.rows()

    def may_read(self, user: Any) -> bool:
        return may_read(user)


def public_address(guide: GuidePage) -> str:
    """Return where ``guide`` is read."""
    return f"{GuideIndexPage.url_in(guide.language)}{guide.slug}/"


class FeedbackView(IndexView):
    """What readers say of the guides, those that help least first."""

    model = GuidePage
    # Experts edit no pages; the right is asked for below.
    any_permission_required = None
    page_title = gettext_lazy("Were the guides useful?")
    header_icon = "form"
    template_name = "advice/desk/feedback.html"
    index_url_name = "guide_feedback"
    index_results_url_name = "guide_feedback_results"
    paginate_by = 30
    no_results_message = gettext_lazy("Nobody has said anything yet.")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Guide"), get_url=public_address),
            Column("language", label=_("Language"), accessor="locale.language_code"),
            Column("yes", label=_("Yes")),
            Column("no", label=_("No")),
            SaidColumn("said", label=_("In their words")),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        counted = GuidePage.objects.annotate(
            yes=Count("feedback", filter=Q(feedback__helped=True)),
            no=Count("feedback", filter=Q(feedback__helped=False)),
        ).filter(Q(yes__gt=0) | Q(no__gt=0))
        found: QuerySet[Any] = counted.select_related("locale").prefetch_related("feedback")
        return found.order_by("-no", "yes", "title")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def get_edit_url(self, instance: Any) -> str | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("advice.view_feedback"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SaidColumn(Column):
    """The newest sentences on a guide."""

    cell_template_name = "advice/desk/said_cell.html"
    most = 5

    def get_value(self, instance: Any) -> list[Any]:
        return [one for one in instance.feedback.all() if one.text][: self.most]
