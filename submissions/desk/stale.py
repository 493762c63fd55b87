"""The staff's list of what is about to go stale, and of what hid itself."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common import attention, freshness
from portal.common.attention import Figure
from portal.common.freshness import Stale
from submissions.desk.permissions import READ, may_read

PER_PAGE = 100
DAYS_AHEAD = 30


class Row(NamedTuple):
    """One entry of the list."""

    stale: Stale
    kind: str
    url: str
    # Whether somebody can be asked by e-mail.
    reachable: bool


class StaleView(WagtailAdminTemplateMixin, View):
    """What somebody should call about."""

    page_title = _("Freshness")
    header_icon = "calendar-check"
    template_name = "submissions/desk/stale.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_read(request.user):
            raise PermissionDenied
        coming = Paginator(freshness.going_stale(DAYS_AHEAD), PER_PAGE)
        gone = Paginator(freshness.hidden(), PER_PAGE)
        shown = {
            "coming": rows(coming.get_page(1)),
            "coming_count": coming.count,
            "hidden": rows(gone.get_page(1)),
            "hidden_count": gone.count,
            "days": DAYS_AHEAD,
        }
        response: HttpResponse = self.render_to_response(self.get_context_data(**shown))
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


def rows(found: Any) -> list[Row]:
    """Return the lines of the list."""
    found = list(found)
    reachable = freshness.reachable([stale.entry for stale in found])
    return [
        Row(
            stale,
            str(capfirst(stale.entry._meta.verbose_name)),
            edit_address(stale.entry),
            stale.entry in reachable,
        )
        for stale in found
    ]


def edit_address(entry: Any) -> str:
    """Return where staff edit ``entry``."""
    meta = entry._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[entry.pk])


def register() -> None:
    """Show staff how many entries hid themselves."""

    def address() -> str:
        return reverse("freshness_report")

    attention.register(
        Figure(_("hidden because nobody answered"), freshness.hidden_count, address, READ, order=20)
    )
