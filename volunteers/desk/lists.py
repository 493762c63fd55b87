"""The list of who is interested, and who of the staff looked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import HeaderButton

from submissions.desk import days
from submissions.desk.waiting import WaitingColumn, WaitingView
from volunteers.desk import queue
from volunteers.desk.permissions import LOG, may_read
from volunteers.models import Interest, Opening


def waits_for(row: Interest) -> str:
    """Return where it stands and, if it waits, for how many working days of how many."""
    state, within = str(capfirst(row.get_state_display())), queue.target(row.state)
    return f"{state}, {days.of_target(queue.age(row), within)}" if within else state


class InterestsView(WaitingView):
    """Who waits, the longest first; other states by filter, everybody by search."""

    model = Interest
    page_title = gettext_lazy("People interested")
    header_icon = "group"
    index_url_name = "interest_desk"
    index_results_url_name = "interest_desk_results"
    filterset_class = queue.InterestFilterSet
    waiting = Interest.OPEN
    no_results_message = gettext_lazy("Nobody waits.")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("volunteer", label=_("Who"), get_url=self.address_of),
            Column("opportunity", label=_("Opportunity")),
            Column("host", label=_("Organisation"), accessor="opportunity.organisation"),
            WaitingColumn("state", label=_("Status"), accessor=waits_for, overdue=queue.is_overdue),
            Column("age", label=_("Age"), accessor="volunteer.get_age_display"),
            Column("reference", label=_("Reference")),
            DateColumn("sent_at", label=_("Sent")),
        ]

    @property
    def header_more_buttons(self) -> list[Any]:
        url = f"{reverse('interest_desk_export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(_("Download as a table"), url=url, icon_name="download")]

    def address_of(self, row: Interest) -> str:
        return reverse("interest_desk_page", args=[row.pk])

    def get_base_queryset(self) -> QuerySet[Any]:
        return queue.rows()

    def may_read(self, user: Any) -> bool:
        return may_read(user)


def looker(row: Opening) -> str:
    """Return who of the staff it was; "" once the account is gone."""
    return str(get_user_display_name(row.by)) if row.by else ""


class OpeningsView(IndexView):
    """Who of the staff looked at volunteers' data, the latest first."""

    model = Opening
    any_permission_required = None
    page_title = gettext_lazy("Who looked at volunteers' data")
    header_icon = "view"
    index_url_name = "volunteer_openings"
    index_results_url_name = "volunteer_openings_results"
    paginate_by = 50
    no_results_message = gettext_lazy("Nobody has looked yet.")

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=_("When")),
            Column("by", label=_("Who"), accessor=looker),
            Column("deed", label=_("What"), accessor="get_deed_display"),
            Column("number", label=_("Volunteer's number")),
            Column("rows", label=_("Records")),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = Opening.objects.select_related("by").order_by("-at", "-pk")
        return found

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def get_edit_url(self, instance: Any) -> str | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(LOG):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
