"""The staff's list of what is about to go stale, and of what hid itself."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common import attention, stale
from portal.common.attention import Figure
from portal.common.stale import Stale
from submissions.desk.permissions import READ, may_read

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
        shown = {
            "coming": rows(stale.going_stale(DAYS_AHEAD)),
            "coming_count": stale.going_stale_count(DAYS_AHEAD),
            "hidden": rows(stale.hidden()),
            "hidden_count": stale.hidden_count(),
            "days": DAYS_AHEAD,
        }
        response: HttpResponse = self.render_to_response(self.get_context_data(**shown))
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


def rows(found: Sequence[Stale]) -> list[Row]:
    """Return the lines of the list."""
    reachable = stale.reachable([one.entry for one in found])
    return [
        Row(
            one,
            str(capfirst(one.entry._meta.verbose_name)),
            edit_address(one.entry),
            one.entry in reachable,
        )
        for one in found
    ]


def edit_address(entry: Any) -> str:
    """Return where staff edit ``entry``."""
    meta = entry._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[entry.pk])


def register() -> None:
    """Show staff how many entries hid themselves."""

    def address() -> str:
        return reverse("freshness_report")

    label = ngettext_lazy(
        "entry hidden because nobody answered", "entries hidden because nobody answered", "n"
    )
    attention.register(Figure(label, stale.hidden_count, address, READ, order=20))
