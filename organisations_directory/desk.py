"""Claims on the staff's desk: who says that an entry is theirs."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from wagtail.admin import messages

from organisations_directory import claims
from organisations_directory.models import Claim
from portal.common import attention
from portal.common.attention import Figure
from submissions.desk.pages import Afterwards
from submissions.desk.permissions import DECIDE


def open_claims() -> Any:
    """Return what is to be decided, oldest first."""
    rows = Claim.objects.filter(state=Claim.State.OPEN).select_related("organisation")
    return rows.order_by("created_at", "pk")


class ClaimsView(Afterwards):
    """Each claim with two buttons."""

    page_title = gettext_lazy("Who takes care of it")
    deed = gettext_lazy("Decide")
    header_icon = "user"
    url_name = "claims"
    template_name = "organisations_directory/admin/claims.html"

    def rows(self) -> Any:
        return open_claims()

    def more(self, one: Claim) -> str:
        return address_of(one)

    def press(self, key: int) -> None:
        claim = get_object_or_404(Claim, pk=key)
        accepted = self.request.POST.get("decision") == "accept"
        try:
            claims.decide(claim, accepted, self.request.user)
        except claims.Moved:
            messages.warning(self.request, _("Somebody has decided this already."))
        else:
            text = _("%(name)s has access now.") if accepted else _("%(name)s gets no access.")
            messages.success(self.request, text % {"name": claim.name})


def address_of(claim: Claim) -> str:
    """Return where staff see the organisation."""
    return reverse(
        "wagtailsnippets_organisations_directory_organisation:edit", args=[claim.organisation_id]
    )


def count() -> int:
    """Return how many claims wait."""
    return int(open_claims().count())


def register() -> None:
    """Show staff how many claims wait."""

    def address() -> str:
        return reverse("claims")

    label = ngettext_lazy("claim to decide", "claims to decide", "n")
    attention.register(Figure(label, count, address, DECIDE, order=10))
