"""The page of one person's interest, and the table to take away."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.common.letters import Letter
from volunteers import ages, erasing, flow, mails
from volunteers.desk import queue, same
from volunteers.desk.forms import NoteForm, ReasonForm
from volunteers.desk.pages import Deed, PrivateView, RowView
from volunteers.desk.permissions import ERASE
from volunteers.desk.tables import file_of
from volunteers.models import Interest, Step
from volunteers.wording import STAFF_BUTTONS

State, Who = Interest.State, Step.Who
# What would be a formula in a program for tables begins with one of these.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class PersonView(RowView):
    """The page of one interest."""

    template_name = "volunteers/desk/person.html"

    def page(self, status: int = 200, note: Form | None = None) -> HttpResponse:
        """Return the page; what was typed is in it."""
        row = self.row
        typed = {name: self.request.POST.get(name, "") for name in ("note", "reason", "text")}
        return self.shown(
            status,
            row=row,
            who=row.volunteer,
            waits=queue.waits_for(row),
            overdue=queue.is_overdue(row),
            steps=row.steps.select_related("by"),
            **same.elsewhere(row),
            troubled=erasing.letters(row.volunteer).in_trouble(),
            guardian=ages.needs_guardian(row.volunteer.age, row.opportunity),
            may_act=self.may_act,
            may_erase=self.request.user.has_perm(ERASE),
            choices=[
                self.choice(state, words) for state, words in STAFF_BUTTONS if self.can(state)
            ],
            reason_form=ReasonForm(initial=typed),
            note_form=note or NoteForm(initial=typed, required=False),
        )

    def can(self, state: str) -> bool:
        """Return whether the interest can come into ``state`` from where it is."""
        return self.row.state != state and self.row.state in flow.BY_STAFF[state]

    def choice(self, state: str, words: Any) -> dict[str, Any]:
        """Return a button, and the mails that pressing it sends."""
        return {"state": state, "words": words, "mails": list(self.mails_of(state))}

    def mails_of(self, state: str) -> Iterator[tuple[str, Letter]]:
        """Yield to whom which mail goes if the interest comes into ``state``."""
        row = queue.rows().get(pk=self.row.pk)
        row.state = state
        posts = mails.of_passing(row) if state == State.PASSED else mails.of_moving(row, Who.STAFF)
        for post in posts:
            yield post.reader.email, post.written()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_act:
            raise PermissionDenied
        state = request.POST.get("do", "")
        if state == "note":
            return self.take_note()
        if state not in dict(STAFF_BUTTONS):
            return HttpResponseBadRequest()
        return self.move(state)

    def move(self, state: str) -> HttpResponse:
        """Bring it into ``state``, unless a colleague was faster."""
        reason = ReasonForm(self.request.POST)
        if not reason.is_valid():
            return self.page(422)
        given = reason.cleaned_data if state == State.NOT_NOW else {}
        by, seen = self.request.user, self.seen
        return self.done(lambda: flow.move(self.row, state, Who.STAFF, by=by, seen=seen, **given))


class EraseView(PrivateView):
    """Erases a person, once more asked."""

    template_name = "volunteers/desk/erase.html"
    page_title = gettext_lazy("Erase everything")
    # Of what it was asked for: its rows, its page, and the list it leads back to.
    rows: ClassVar[Any] = staticmethod(queue.rows)
    page_name = "interest_desk_page"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(ERASE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.rows(), pk=pk)
        return self.shown(row=row, back=reverse(self.page_name, args=[pk]))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.rows(), pk=pk)
        erasing.erase(row.volunteer)
        self.note_deed(Deed.ERASED, row.volunteer_id)
        messages.success(request, _("All of it is deleted"))
        return redirect(self.desk_name)


class ExportView(PrivateView):
    """Warns, then hands out a table of what the list shows."""

    template_name = "volunteers/desk/export.html"
    page_title = gettext_lazy("Download as a table")

    def found(self) -> list[Any]:
        filters = queue.InterestFilterSet(self.request.GET, queue.rows(), request=self.request)
        rows = filters.qs
        if not self.request.GET.get("state"):
            rows = rows.filter(state__in=Interest.OPEN)
        return list(rows)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(number=len(self.found()))

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self.found()
        self.note_deed(Deed.EXPORTED, rows=len(rows))
        lines = ([harmless(cell) for cell in cells(row)] for row in rows)
        return file_of("interested", HEADINGS, lines)


HEADINGS = (
    gettext_lazy("Reference"),
    gettext_lazy("Status"),
    gettext_lazy("Sent"),
    gettext_lazy("Name"),
    gettext_lazy("E-mail"),
    gettext_lazy("Telephone"),
    gettext_lazy("Age"),
    gettext_lazy("Opportunity"),
    gettext_lazy("Organisation"),
)


def cells(row: Interest) -> tuple[object, ...]:
    """Return the line of ``row``; what people wrote in their own words is not taken away."""
    who, call = row.volunteer, row.opportunity
    person = (who.name, who.email, who.phone, who.get_age_display())
    host = call.organisation or ""
    return (row.reference, row.get_state_display(), f"{row.sent_at:%Y-%m-%d}", *person, call, host)


def harmless(cell: object) -> str:
    """Return ``cell`` so that no program for tables takes it for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
