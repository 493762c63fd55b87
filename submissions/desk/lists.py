"""The list of what people sent, and who has which of it open."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from portal.common.furniture import language_name
from submissions.desk import days, holding, queue
from submissions.desk.waiting import WaitingColumn, WaitingView
from submissions.models import Submission

State = Submission.State


def kind_of(row: Submission) -> str:
    """Return what it is: a new entry, or a change of one."""
    name = row.kind.label
    return _("%(kind)s: change") % {"kind": name} if row.changes_entry else name


def language_of(row: Submission) -> str:
    """Return the language that it is written in, by its own name."""
    return language_name(row.language)


def whose(row: Submission) -> str:
    """Return the organisation it is of; "" for what is one itself."""
    entry, owner = row.entry, row.kind.owner
    return str(getattr(entry.facts, owner, None) or "") if owner and entry else ""


def findings_of(row: Submission) -> str:
    """Return how much there is to look at, as far as somebody or the worker has looked."""
    if row.found_at is None:
        return _("not looked at yet") if row.state == State.WAITING else ""
    problems, notices = row.found.get("problem", 0), row.found.get("notice", 0)
    parts = []
    if problems:
        parts.append(ngettext("%(n)s problem", "%(n)s problems", problems) % {"n": problems})
    if notices:
        parts.append(ngettext("%(n)s notice", "%(n)s notices", notices) % {"n": notices})
    return ", ".join(parts) or _("nothing found")


def moment(since: Any) -> str:
    """Return ``9:05`` for a time of today, else the date with it."""
    local = localtime(since)
    time = time_format(local, "TIME_FORMAT")
    today = local.date() == localtime().date()
    return time if today else f"{date_format(local, 'SHORT_DATE_FORMAT')} {time}"


class OpenColumn(Column):
    """Who has it open."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        entry = instance.entry
        if entry is not None and entry.locked and entry.locked_by_id == user.pk:
            context["value"] = _("you")
        elif held := holding.holder(entry, user):
            context["value"] = f"{held.name}, {moment(held.since)}" if held.since else held.name
        return context

    def get_value(self, instance: Any) -> str:
        return ""


def waits_for(row: Submission) -> str:
    """Return how long it waits, or what became of it."""
    waits = row.state == State.WAITING
    return waiting_for(row) if waits else str(capfirst(row.get_state_display()))


def waiting_for(row: Submission) -> str:
    """Return for how many of the days within which it is to be answered it has waited."""
    age = days.age(row.waiting_since) if row.waiting_since else 0
    if not age:
        return _("less than a working day")
    text = ngettext("%(n)s working day", "%(n)s working days", age) % {"n": age}
    return _("%(age)s, overdue") % {"age": text} if age > settings.CHECK_WITHIN_DAYS else text


def is_overdue(row: Submission) -> bool:
    """Return whether ``row`` should have been answered by now."""
    since = row.waiting_since if row.state == State.WAITING else None
    return since is not None and days.is_overdue(since)


class DeskView(WaitingView):
    """What waits, oldest first; other states by filter, everything by search."""

    model = Submission
    page_title = gettext_lazy("To check")
    header_icon = "clipboard-list"
    index_url_name = "desk"
    index_results_url_name = "desk_results"
    filterset_class = queue.DeskFilterSet
    waiting = (State.WAITING,)
    no_results_message = gettext_lazy("Nothing is waiting. Time for a coffee.")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Name"), get_url=self.address_of),
            Column("reference", label=_("Reference")),
            Column("kind", label=_("Type"), accessor=kind_of),
            Column("whose", label=_("Organisation"), accessor=whose),
            Column("language", label=_("Language"), accessor=language_of),
            WaitingColumn("state", label=_("Waiting for"), accessor=waits_for, overdue=is_overdue),
            Column("findings", label=_("Findings"), accessor=findings_of),
            OpenColumn("open", label=_("Opened by")),
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(_("Reports"), reverse("desk_reports"), icon_name="warning"),
            HeaderButton(_("Changes without a check"), reverse("desk_facts"), icon_name="history"),
            HeaderButton(_("Mails in trouble"), reverse("desk_mails"), icon_name="mail"),
        ]

    def address_of(self, row: Submission) -> str:
        """Return the address of the page to decide on; it keeps in mind what the list shows."""
        asked = self.request.GET.copy()
        asked.pop("p", None)
        asked.pop("_w_filter_fragment", None)
        address = reverse("desk_submission", args=[row.pk])
        return f"{address}?{asked.urlencode()}" if asked else address

    def get_base_queryset(self) -> QuerySet[Any]:
        return queue.with_entries(queue.rows())
