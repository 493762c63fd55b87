"""What experts see first in the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from advice.desk import queue
from advice.desk.lists import taken_by, waiting_for
from advice.desk.permissions import ANSWER
from advice.models import Asked

# Questions named there, the oldest first.
MOST = 5


class AskedPanel(Component):
    """How many wait, and the oldest of them."""

    name = "asked"
    template_name = "advice/desk/home.html"
    order = 45

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = Asked.objects.waiting()
        return {
            "waiting": waiting.count(),
            "overdue": queue.overdue().count(),
            "mine": waiting.filter(assigned_to=self.user).count(),
            "desk": reverse("asked_desk"),
            "rows": [
                {
                    "title": row.title,
                    "url": reverse("asked_desk_question", args=[row.pk]),
                    "waits": waiting_for(row),
                    "overdue": queue.is_overdue(row),
                    "taken_by": taken_by(row),
                }
                for row in waiting.select_related("assigned_to")[:MOST]
            ],
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show experts what waits."""
    if request.user.has_perm(ANSWER):
        panels.append(AskedPanel(request.user))
