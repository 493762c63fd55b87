"""What moderators see first in the admin: what waits for them, and how much comes in."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import TaskState

from portal.common import attention
from portal.common.attention import Figure
from portal.common.outbox import Mail
from submissions.desk import days
from submissions.desk.permissions import DECIDE
from submissions.models import Message, Report, Submission

WEEKS = 12
MOST_LISTED = 30
# Of the chart, in pixels of its own.
HEIGHT, BAR, GAP = 80, 22, 10
LETTERS = ngettext_lazy("new letter from an author", "new letters from authors", "n")
REPORTS = ngettext_lazy("report from a visitor", "reports from visitors", "n")
CHANGES = ngettext_lazy("change without a check", "changes without a check", "n")
MAILS = ngettext_lazy("mail that could not be delivered", "mails that could not be delivered", "n")


class Week(NamedTuple):
    """One bar of the chart."""

    monday: datetime.date
    sent: int
    # Where it stands and how high it is.
    x: int
    y: int
    height: int


class DeskPanel(Component):
    """The figures and the chart."""

    name = "desk"
    template_name = "submissions/desk/home.html"
    order = 50

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        figures = attention.figures_for(self.user)
        bars = weeks()
        return {
            "figures": [with_label(figure, figure.count()) for figure in figures],
            "weeks": bars,
            "sent": sum(week.sent for week in bars),
            "width": WEEKS * (BAR + GAP),
            "height": HEIGHT,
            "bar": BAR,
        }


def with_label(figure: Figure, number: int) -> tuple[Figure, int, str]:
    """Return ``figure``, its number, and what is counted in words that go with it."""
    return figure, number, figure.label_after(number)


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show moderators the desk on the first page of the admin.

    Wagtail's own list there has every draft that waits, with some queries for each.
    """
    if request.user.has_perm(DECIDE):
        panels.append(DeskPanel(request.user))
    if TaskState.objects.reviewable_by(request.user).count() > MOST_LISTED:
        panels[:] = [x for x in panels if not isinstance(x, WorkflowObjectsToModeratePanel)]


def weeks() -> list[Week]:
    """Return how many submissions were sent in each of the last weeks, this one last."""
    today = timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    mondays = [monday - datetime.timedelta(weeks=back) for back in reversed(range(WEEKS))]
    counts = sent_since(mondays[0])
    most = max(counts.values(), default=0) or 1
    return [
        bar(number, day, counts.get(day, 0), HEIGHT * counts.get(day, 0) // most)
        for number, day in enumerate(mondays)
    ]


def bar(number: int, monday: datetime.date, count: int, height: int) -> Week:
    return Week(monday, count, number * (BAR + GAP), HEIGHT - height, height)


def sent_since(first: datetime.date) -> dict[datetime.date, int]:
    """Return Monday → submissions sent in that week, from ``first`` on."""
    start = timezone.make_aware(datetime.datetime.combine(first, datetime.time()))
    sent = Submission.objects.filter(sent_at__gte=start).annotate(week=TruncWeek("sent_at"))
    rows = sent.order_by().values_list("week").annotate(count=Count("pk"))
    return {week.date(): count for week, count in rows}


def changed_by_themselves() -> Any:
    """Return what authors changed without a check and staff have not seen, oldest first."""
    rows = Submission.objects.filter(changes_entry=True, seen_at=None)
    some = Q(context__has_key="facts") & ~Q(context__facts=[])
    return rows.filter(some).order_by("saved_at", "pk")


def unanswered_letters() -> Any:
    """Return the letters of authors that no member of staff has seen."""
    return Message.objects.filter(from_staff=False, seen_at=None)


def open_reports() -> Any:
    """Return what visitors found wrong and nobody has dealt with, oldest first."""
    return Report.objects.filter(dealt_with_at=None)


def overdue() -> Any:
    """Return what should have been answered by now."""
    return Submission.objects.waiting().filter(waiting_since__lt=days.overdue_before())


def register() -> None:
    """Show moderators what they have to do."""

    def address(name: str, query: str = "") -> Any:
        return lambda: reverse(name) + query

    shown: list[tuple[Any, Any, Any, bool]] = [
        (_("to check"), Submission.objects.waiting, address("desk"), False),
        (_("of them overdue"), overdue, address("desk", "?overdue=yes"), True),
        (LETTERS, unanswered_letters, address("desk", "?state=letters"), False),
        (REPORTS, open_reports, address("desk_reports"), False),
        (CHANGES, changed_by_themselves, address("desk_facts"), False),
        (MAILS, Mail.objects.in_trouble, address("desk_mails"), True),
    ]
    for number, (label, rows, url, alarming) in enumerate(shown, 1):
        attention.register(Figure(label, counted(rows), url, DECIDE, alarming, order=number))


def counted(rows: Any) -> Any:
    """Return the function that counts what ``rows`` returns."""
    return lambda: rows().count()
