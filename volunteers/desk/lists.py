"""The list of who is interested, and who of the staff looked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import HeaderButton

from submissions.desk.waiting import WaitingColumn, WaitingView
from volunteers.desk import offer_queue, queue
from volunteers.desk.permissions import LOG, may_read
from volunteers.models import Interest, Offer, Opening
from volunteers.offers.wording import in_words, where


class MattersView(WaitingView):
    """Who waits, the longest first; other states by filter, everybody by search."""

    header_icon = "group"
    no_results_message = gettext_lazy("Nobody waits.")
    # The module that knows the rows, and how long they should wait.
    line: Any
    page_name: str

    def address_of(self, row: Any) -> str:
        return reverse(self.page_name, args=[row.pk])

    def get_base_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = self.line.rows()
        return found

    def may_read(self, user: Any) -> bool:
        return may_read(user)

    def state_column(self) -> Column:
        says, overdue = self.line.waits_for, self.line.is_overdue
        return WaitingColumn("state", label=_("Status"), accessor=says, overdue=overdue)


class InterestsView(MattersView):
    """Who is interested in a call."""

    model = Interest
    page_title = gettext_lazy("People interested")
    index_url_name = "interest_desk"
    index_results_url_name = "interest_desk_results"
    filterset_class = queue.InterestFilterSet
    waiting = Interest.OPEN
    line = queue
    page_name = "interest_desk_page"

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("volunteer", label=_("Who"), get_url=self.address_of),
            Column("opportunity", label=_("Opportunity")),
            Column("host", label=_("Organisation"), accessor="opportunity.organisation"),
            self.state_column(),
            Column("age", label=_("Age"), accessor="volunteer.get_age_display"),
            Column("reference", label=_("Reference")),
            DateColumn("sent_at", label=_("Sent")),
        ]

    @property
    def header_more_buttons(self) -> list[Any]:
        url = f"{reverse('interest_desk_export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(_("Download as a table"), url=url, icon_name="download")]


class OffersView(MattersView):
    """Who offers help."""

    model = Offer
    page_title = gettext_lazy("People who offer help")
    index_url_name = "offer_desk"
    index_results_url_name = "offer_desk_results"
    any_permission_required = None
    filterset_class = offer_queue.OfferFilterSet
    waiting = Offer.OPEN
    line = offer_queue
    page_name = "offer_desk_page"

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("volunteer", label=_("Who"), get_url=self.address_of),
            Column("fields", label=_("Fields"), accessor=fields_of),
            Column("place", label=_("Where"), accessor=where),
            self.state_column(),
            DateColumn("remind_on", label=_("Reminder")),
            Column("taken_by", label=_("Taken by"), accessor=taker),
            Column("age", label=_("Age"), accessor="volunteer.get_age_display"),
            DateColumn("sent_at", label=_("Sent")),
        ]


def fields_of(row: Offer) -> str:
    return in_words("field", tuple(row.fields))


def taker(row: Offer) -> str:
    """Return which broker works on it; "" for nobody."""
    return str(get_user_display_name(row.taken_by)) if row.taken_by else ""


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
