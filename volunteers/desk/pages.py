"""What all pages of the desk have in common: who reads them, and how a row is acted on."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common.private import declare_private
from volunteers import flow
from volunteers.desk import queue
from volunteers.desk.forms import NoteForm
from volunteers.desk.permissions import ACT, may_read
from volunteers.models import Opening

Deed = Opening.Deed
# A colleague changed it while it was open here (RFC 9110: conflict).
MOVED = 409


class PrivateView(WagtailAdminTemplateMixin, View):
    """A page with volunteers' data, for those who may read it."""

    header_icon = "group"
    desk_name = "interest_desk"
    desk_label = gettext_lazy("People interested")

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
        desk = {"url": reverse(self.desk_name), "label": str(self.desk_label)}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.get_page_title()}]

    def note_deed(self, deed: str, number: int | None = None, rows: int = 1) -> None:
        """Keep that this user did it."""
        user: Any = self.request.user
        Opening.objects.create(by=user, deed=deed, number=number, rows=rows)

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        found = self.get_context_data(**context)
        response: HttpResponse = self.render_to_response(found, status=status)
        return response


class RowView(PrivateView):
    """Shows all there is to know about a row that waits; takes notes and what became of it.

    The page is one form: whatever button is pressed, nothing typed elsewhere is lost.
    """

    # Its rows, the name of its address, and what keeps a note.
    rows: ClassVar[Any] = staticmethod(queue.rows)
    page_name = "interest_desk_page"
    keep_note: ClassVar[Any] = staticmethod(flow.note)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    @cached_property
    def row(self) -> Any:
        return get_object_or_404(self.rows(), pk=self.pk)

    def get_page_title(self) -> str:
        return str(self.row.volunteer.name)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.note_deed(Deed.OPENED, self.row.volunteer_id)
        return self.page()

    def page(self, status: int = 200, note: Form | None = None) -> HttpResponse:
        """Return the page; what was typed is in it."""
        raise NotImplementedError

    def take_note(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, form)
        self.keep_note(self.row, self.request.user, form.cleaned_data["note"])
        return self.again()

    def done(self, act: Callable[[], object]) -> HttpResponse:
        """Do it, unless a colleague was faster; keep the note that was typed besides."""
        note = NoteForm(self.request.POST, required=False)
        if not note.is_valid():
            return self.page(422, note)
        try:
            act()
        except flow.Moved:
            del self.row
            text = _("A colleague was faster. Look at it again; what you wrote is still here.")
            messages.warning(self.request, text)
            return self.page(MOVED)
        if note.cleaned_data["note"]:
            self.keep_note(self.row, self.request.user, note.cleaned_data["note"])
        self.note_deed(Deed.CHANGED, self.row.volunteer_id)
        messages.success(self.request, _("Done. Whoever has to know is told."))
        return self.again()

    @property
    def seen(self) -> int:
        """The version that was on the page; none of ours if it was left out."""
        text = self.request.POST.get("seen", "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    def again(self) -> HttpResponse:
        return redirect(self.page_name, self.row.pk)
