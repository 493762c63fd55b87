"""What brokers see first in the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from volunteers.desk import offer_queue, queue
from volunteers.desk.permissions import may_read
from volunteers.models import Interest, Offer

# People named there, the longest waiting first.
MOST = 5


class InterestPanel(Component):
    """How many wait for us and for organisations, who waits longest for us, and who offers help."""

    name = "interests"
    template_name = "volunteers/desk/home.html"
    order = 46

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = queue.rows()
        new = rows.filter(state=Interest.State.NEW)
        return {
            "new": new.count(),
            "with_hosts": rows.filter(state__in=Interest.WITH_HOST).count(),
            "overdue": rows.filter(queue.overdue()).count(),
            "offers": Offer.objects.filter(state=Offer.State.NEW).count(),
            "offers_due": Offer.objects.filter(offer_queue.overdue() | offer_queue.due()).count(),
            "offer_desk": reverse("offer_desk"),
            "agreed": rows.filter(state=Interest.State.AGREED).count(),
            "desk": reverse("interest_desk"),
            "rows": [
                {
                    "title": row.opportunity,
                    "reference": row.reference,
                    "url": reverse("interest_desk_page", args=[row.pk]),
                    "waits": queue.waits_for(row),
                    "overdue": queue.is_overdue(row),
                }
                for row in new[:MOST]
            ],
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show brokers who waits."""
    if may_read(request.user):
        panels.append(InterestPanel())
