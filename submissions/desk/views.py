"""The page to decide on."""

from collections.abc import Callable
from typing import Any, ClassVar

from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from portal.common.admin import reasons
from portal.common.furniture import language_name, language_of
from portal.common.models import Entry
from submissions import flow, letters
from submissions.desk import differences, holding, looking, queue
from submissions.desk.forms import ChangesForm, DeclineForm, LetterForm, answered
from submissions.desk.lists import is_overdue, kind_of, moment, waiting_for
from submissions.desk.permissions import DECIDE, may_read
from submissions.models import Submission
from submissions.views.status import stages

State = Submission.State
FORMS = (ChangesForm, DeclineForm, LetterForm)
# Of the same author or entry, shown beside what waits.
MOST_EARLIER = 10


class SubmissionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Shows all there is to know; takes decisions, letters, and the submission itself."""

    model = Submission
    any_permission_required: ClassVar = ["change", "view"]
    template_name = "submissions/desk/submission.html"
    header_icon = "clipboard-list"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.submission = get_object_or_404(queue.rows(), pk=kwargs["pk"])
        self.forms: dict[str, LetterForm] = {}
        self.problem = ""

    @cached_property
    def may_decide(self) -> bool:
        return bool(self.request.user.has_perm(DECIDE))

    @property
    def held(self) -> holding.Holder | None:
        """Who else has it open."""
        return holding.holder(self.submission.entry, self.request.user)

    # --- Reading -----------------------------------------------------------------------

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.may_decide:
            self.open()
        return self.shown()

    def open(self) -> None:
        """Take it, if it waits and nobody else has it; its letters are read now."""
        if self.submission.state == State.WAITING and self.submission.entry:
            holding.take(self.submission.entry, self.request.user)
        if not self.held:
            unread = self.submission.messages.filter(from_staff=False, seen_at=None)
            unread.update(seen_at=timezone.now())

    def shown(self, status: int = 200) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(), status=status)
        return response

    def get_page_title(self) -> str:
        return str(self.submission.title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        desk = {"url": self.with_query(reverse("desk")), "label": _("To check")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, held = self.submission, self.held
        context = {
            "submission": row,
            "kind": kind_of(row),
            "language": language_name(row.language),
            "waits": waiting_for(row) if row.state == State.WAITING else "",
            "overdue": is_overdue(row),
            "held": held,
            "held_since": moment(held.since) if held and held.since else "",
            "may_act": self.may_decide and not held,
            "waiting": row.state == State.WAITING,
            "undecided": row.state in (State.WAITING, State.CHANGES),
            "problem": self.problem,
            "query": self.request.GET.urlencode(),
        }
        kwargs |= context | self.about_the_entry() | self.about_the_author() | self.all_forms()
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found

    def about_the_entry(self) -> dict[str, Any]:
        """Return what it would look like, what would change, what a machine found."""
        draft, entry = self.submission.draft(), self.submission.entry
        if draft is None or entry is None:
            return {}
        return {
            "draft": draft,
            "entry": entry,
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(entry),
            "differences": differences.from_live(self.submission, draft, self.request),
            "since_asked": differences.since_asked(self.submission, draft, self.request),
            "pairs": self.submission.kind.pairs(draft),
            "source_language": language_name(language_of(draft.facts)),
            "findings": looking.look(self.submission, draft),
        }

    def about_the_author(self) -> dict[str, Any]:
        """Return what was answered, said and sent before."""
        row = self.submission
        forms = answered(row).values()
        return {
            "answers": [
                (step.title, form.answers())
                for step, form in zip(row.kind.steps, forms, strict=True)
            ],
            "letters": row.messages.select_related("by"),
            "stages": stages(row),
            "earlier": earlier(row),
        }

    def all_forms(self) -> dict[str, Any]:
        """Return the forms: the one that was sent with what is wrong in it, the others empty."""
        known = self.forms
        return {
            f"{form.prefix}_form": known.get(form.prefix) or form(submission=self.submission)
            for form in FORMS
        }

    # --- Acting ------------------------------------------------------------------------

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_decide:
            raise PermissionDenied
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            return HttpResponseBadRequest()
        if self.held and act is not SubmissionView.take_over:
            messages.error(request, _("%(name)s has it open.") % {"name": self.held.name})
            return self.again()
        try:
            self.check_seen()
            return act(self)
        except flow.Moved:
            messages.warning(request, who_was_first(self.submission))
            return self.again()

    def check_seen(self) -> None:
        """Raise :class:`flow.Moved` if it is not any more what the page showed."""
        if self.request.POST.get("seen", self.submission.state) != self.submission.state:
            raise flow.Moved

    def publish(self) -> HttpResponse:
        try:
            flow.publish(self.submission, self.request.user)
        except ValidationError as error:
            self.problem = reasons(self.submission.kind.model, error)
            return self.shown(422)
        return self.on(_("Published: %(title)s"))

    def ask_for_changes(self) -> HttpResponse:
        form = ChangesForm(self.request.POST, submission=self.submission)
        if not form.is_valid():
            return self.refused(form)
        text, sentences = form.cleaned_data["text"], form.sentences()
        flow.ask_for_changes(self.submission, self.request.user, text, sentences, form.remarks())
        return self.on(_("Sent back to the author with your remarks: %(title)s"))

    def decline(self) -> HttpResponse:
        form = DeclineForm(self.request.POST, submission=self.submission)
        if not form.is_valid():
            return self.refused(form)
        text, sentences = form.cleaned_data["text"], form.sentences()
        flow.decline(self.submission, self.request.user, text, sentences)
        return self.on(_("Declined: %(title)s"))

    def write(self) -> HttpResponse:
        form = LetterForm(self.request.POST, submission=self.submission)
        if not form.is_valid():
            return self.refused(form)
        letters.write_to_author(self.submission, self.request.user, form.cleaned_data["text"])
        messages.success(self.request, _("Your letter is on its way."))
        return self.again()

    def take_over(self) -> HttpResponse:
        entry = self.submission.entry
        if entry and not holding.take(entry, self.request.user, over=True):
            messages.error(self.request, _("Somebody else has it open."))
        return self.again()

    def put_back(self) -> HttpResponse:
        if self.submission.entry:
            holding.put_back(self.submission.entry, self.request.user)
        return self.on("")

    def refused(self, form: LetterForm) -> HttpResponse:
        """Show the page again with what is wrong in ``form``; nothing typed is lost."""
        self.forms[str(form.prefix)] = form
        return self.shown(422)

    def again(self) -> HttpResponse:
        """Go back to the page."""
        return redirect(self.with_query(reverse("desk_submission", args=[self.submission.pk])))

    def on(self, said: str) -> HttpResponse:
        """Say what happened and open the next one that waits, or the empty list."""
        if said:
            messages.success(self.request, said % {"title": self.submission.title})
        following = queue.next_after(self.submission, self.request.user, self.request.GET)
        if following is None:
            return redirect(self.with_query(reverse("desk")))
        return redirect(self.with_query(reverse("desk_submission", args=[following.pk])))

    def with_query(self, address: str) -> str:
        """Return ``address`` with what the list was narrowed by."""
        query = self.request.GET.urlencode()
        return f"{address}?{query}" if query else address


ACTS: dict[str, Callable[[SubmissionView], HttpResponse]] = {
    "publish": SubmissionView.publish,
    "changes": SubmissionView.ask_for_changes,
    "decline": SubmissionView.decline,
    "letter": SubmissionView.write,
    "take": SubmissionView.take_over,
    "back": SubmissionView.put_back,
}


def earlier(submission: Submission) -> QuerySet[Submission]:
    """Return what else the same author sent, or was sent about the same entry, newest first."""
    same = Q(email__iexact=submission.email)
    if submission.entry_id:
        same |= Q(entry_type=submission.entry_type_id, entry_id=submission.entry_id)
    others = queue.rows().filter(same).exclude(pk=submission.pk)
    return others.order_by("-created_at")[:MOST_EARLIER]


def who_was_first(submission: Submission) -> str:
    """Return what has become of it meanwhile, and by whom."""
    event = submission.events.select_related("by").last()
    if event is None:
        return _("It has been dealt with already.")
    by = get_user_display_name(event.by) if event.by else _("The author")
    state = event.get_state_display()
    return _("%(name)s was first: %(state)s.") % {"name": capfirst(by), "state": state}


@csp_update({"sandbox": ["allow-same-origin"]})  # type: ignore[arg-type]  # the stubs know views without keys
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the draft on the page that will show it, for the frame.

    Nothing in it may run. It stays of the same origin for its drawings, which no other gets.
    """
    if not may_read(request.user):
        raise PermissionDenied
    draft: Entry | None = get_object_or_404(queue.rows(), pk=pk).draft()
    if draft is None:
        raise Http404
    return draft.serve_preview(request, draft.default_preview_mode)
