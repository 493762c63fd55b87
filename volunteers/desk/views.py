"""The page of one person's interest, and the table to take away."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common.letters import Letter
from portal.common.private import declare_private
from volunteers import ages, erasing, flow, mails
from volunteers.desk import queue
from volunteers.desk.forms import NoteForm, ReasonForm
from volunteers.desk.lists import waits_for
from volunteers.desk.permissions import ACT, ERASE, may_read
from volunteers.models import Interest, Opening, Step
from volunteers.wording import STAFF_BUTTONS

State, Who, Deed = Interest.State, Step.Who, Opening.Deed
# A colleague changed it while it was open here (RFC 9110: conflict).
MOVED = 409
# What would be a formula in a program for tables begins with one of these.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class PrivateView(WagtailAdminTemplateMixin, View):
    """A page with volunteers' data, for those who may read it."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Whoever may not read learns not even whether there is somebody.
        if not may_read(request.user):
            raise PermissionDenied
        return declare_private(super().dispatch(request, *args, **kwargs))

    @cached_property
    def may_act(self) -> bool:
        return bool(self.request.user.has_perm(ACT))

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        desk = {"url": reverse("interest_desk"), "label": _("People interested")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.get_page_title()}]

    def note_deed(self, deed: str, number: int | None = None, rows: int = 1) -> None:
        """Keep that this user did it."""
        user: Any = self.request.user
        Opening.objects.create(by=user, deed=deed, number=number, rows=rows)

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        found = self.get_context_data(**context)
        response: HttpResponse = self.render_to_response(found, status=status)
        return response


class PersonView(PrivateView):
    """Shows all there is to know; takes notes and what became of it.

    The page is one form: whatever button is pressed, nothing typed elsewhere is lost.
    """

    template_name = "volunteers/desk/person.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    @cached_property
    def row(self) -> Interest:
        found: Interest = get_object_or_404(queue.rows(), pk=self.pk)
        return found

    def get_page_title(self) -> str:
        return self.row.volunteer.name

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.note_deed(Deed.OPENED, self.row.volunteer_id)
        return self.page()

    def page(self, status: int = 200, note: NoteForm | None = None) -> HttpResponse:
        """Return the page; what was typed is in it."""
        row = self.row
        typed = {name: self.request.POST.get(name, "") for name in ("note", "reason", "text")}
        return self.shown(
            status,
            row=row,
            who=row.volunteer,
            waits=waits_for(row),
            overdue=queue.is_overdue(row),
            steps=row.steps.select_related("by"),
            others=row.volunteer.interests.exclude(pk=row.pk).select_related("opportunity"),
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

    def take_note(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, form)
        flow.note(self.row, self.request.user, form.cleaned_data["note"])
        return self.again()

    def move(self, state: str) -> HttpResponse:
        """Bring it into ``state``, unless a colleague was faster."""
        reason, note = ReasonForm(self.request.POST), NoteForm(self.request.POST, required=False)
        if not (reason.is_valid() and note.is_valid()):
            return self.page(422, note)
        given = reason.cleaned_data if state == State.NOT_NOW else {}
        try:
            flow.move(self.row, state, Who.STAFF, by=self.request.user, seen=self.seen, **given)
        except flow.Moved:
            del self.row
            text = _("A colleague was faster. Look at it again; what you wrote is still here.")
            messages.warning(self.request, text)
            return self.page(MOVED)
        if note.cleaned_data["note"]:
            flow.note(self.row, self.request.user, note.cleaned_data["note"])
        self.note_deed(Deed.CHANGED, self.row.volunteer_id)
        messages.success(self.request, _("Done. Whoever has to know is told."))
        return self.again()

    @property
    def seen(self) -> int:
        """The version that was on the page; none of ours if it was left out."""
        text = self.request.POST.get("seen", "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    def again(self) -> HttpResponse:
        return redirect("interest_desk_page", self.row.pk)


class EraseView(PrivateView):
    """Erases a person, once more asked."""

    template_name = "volunteers/desk/erase.html"
    page_title = gettext_lazy("Erase everything")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(ERASE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.shown(row=get_object_or_404(queue.rows(), pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(queue.rows(), pk=pk)
        erasing.erase(row.volunteer)
        self.note_deed(Deed.ERASED, row.volunteer_id)
        messages.success(request, _("All of it is deleted"))
        return redirect("interest_desk")


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
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="interested.csv"'
        response.write("\ufeff")  # so that programs for tables read it as UTF-8
        table = csv.writer(response)
        table.writerow(map(str, (*HEADINGS,)))
        table.writerows([harmless(cell) for cell in cells(row)] for row in rows)
        return response


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
