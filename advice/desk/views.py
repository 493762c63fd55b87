"""The page of one private question, and the way from it to a published one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
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

from advice.asking import flow
from advice.desk import publishing, queue
from advice.desk.forms import (
    LONGEST,
    AnswerForm,
    AskedForm,
    AssignForm,
    DuplicateForm,
    NoteForm,
    PublishForm,
)
from advice.desk.lists import taken_by, waiting_for
from advice.desk.permissions import ANSWER, PUBLISH, may_read
from advice.models import Asked
from advice.similar import similar_questions

State = Asked.State
# A colleague changed it while it was open here (RFC 9110: conflict).
MOVED = 409


class PrivateView(WagtailAdminTemplateMixin, View):
    """A page about one private question, for those who may read it."""

    header_icon = "mail"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Whoever may not read learns not even whether there is one.
        if not may_read(request.user):
            raise PermissionDenied
        self.asked: Asked = get_object_or_404(queue.rows(), pk=kwargs["pk"])

    @cached_property
    def may_answer(self) -> bool:
        return bool(self.request.user.has_perm(ANSWER))

    @property
    def may_publish(self) -> bool:
        """Whether it may become a published one: the asker said yes, and the right is there."""
        return self.asked.consent and bool(self.request.user.has_perm(PUBLISH))

    def get_page_title(self) -> str:
        return self.asked.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        desk = {"url": reverse("asked_desk"), "label": _("Questions to answer")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.get_page_title()}]

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        found = self.get_context_data(asked=self.asked, **context)
        response: HttpResponse = self.render_to_response(found, status=status)
        return response

    def again(self) -> HttpResponse:
        """Go back to the page of the question."""
        return redirect("asked_desk_question", self.asked.pk)


class QuestionView(PrivateView):
    """Shows all there is to know; takes notes, drafts and the answer.

    The page is one form: whatever button is pressed, nothing typed elsewhere is lost.
    """

    template_name = "advice/desk/question.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, wrong: AskedForm | None = None, status: int = 200) -> HttpResponse:
        """Return the page with what was typed; ``wrong`` is the form that says what is wrong."""
        asked, forms = self.asked, self.forms(wrong)
        forms["answer"].choose_among()
        return self.shown(
            status,
            language=dict(settings.LANGUAGES).get(asked.language, asked.language),
            waits=waiting_for(asked) if asked.state in Asked.WAITING else "",
            waiting=asked.state in Asked.WAITING,
            overdue=queue.is_overdue(asked),
            taken_by=taken_by(asked),
            taken_by_other=asked.assigned_to_id not in (None, self.request.user.pk),
            may_act=self.may_answer,
            may_publish=self.may_publish,
            letters=asked.letters.select_related("by", "question"),
            notes=asked.notes.select_related("by"),
            unsent="" if asked.state in Asked.WAITING else self.typed_answer,
            others_draft=asked.draft if status == MOVED else "",
            **{f"{name}_form": form for name, form in forms.items()},
        )

    def forms(self, wrong: AskedForm | None) -> dict[str, Any]:
        """Return the forms of the page by name, each with what was typed into it."""
        asked = self.asked
        likely = similar_questions(asked.text, asked.language, asked.country)
        made: dict[str, Any] = {
            "answer": AnswerForm(asked=asked, initial=self.typed(AnswerForm)),
            "note": NoteForm(asked=asked, initial=self.typed(NoteForm)),
            "assign": AssignForm(asked=asked, initial=self.typed(AssignForm)),
            "same": DuplicateForm(asked=asked, likely=likely, initial=self.typed(DuplicateForm)),
        }
        if wrong:
            made[str(wrong.prefix)] = wrong
        return made

    def typed(self, kind: type[AskedForm]) -> dict[str, str]:
        """Return what was typed into one of the forms, by field."""
        names = {name: f"{kind.prefix}-{name}" for name in kind.base_fields}
        return {
            n: self.request.POST[sent] for n, sent in names.items() if self.request.POST.get(sent)
        }

    @property
    def typed_answer(self) -> str:
        return self.request.POST.get("answer-text", "")[:LONGEST]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_answer:
            raise PermissionDenied
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            return HttpResponseBadRequest()
        try:
            return act(self)
        except flow.Moved:
            self.asked = get_object_or_404(queue.rows(), pk=pk)
            text = _("A colleague was faster. Look at it again; what you wrote is still here.")
            messages.warning(request, text)
            return self.page(status=MOVED)

    @property
    def seen(self) -> str:
        """How the question was when the page was opened."""
        return self.request.POST.get("seen", "")

    def keep_note(self) -> None:
        form = NoteForm(self.request.POST, asked=self.asked)
        if form.is_valid():
            flow.note(self.asked, self.request.user, form.cleaned_data["text"])

    def take(self) -> HttpResponse:
        flow.assign(self.asked, self.request.user, self.seen)
        return self.after()

    def after(self, seen: str = "") -> HttpResponse:
        """Keep what was typed besides, and go back to the page of the question."""
        asked, text = self.asked, self.typed_answer
        if asked.state in Asked.WAITING and text.strip() and text != asked.draft:
            flow.keep_draft(asked, text, seen)
        self.keep_note()
        return self.again()

    def hand_over(self) -> HttpResponse:
        form = AssignForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page(form, 422)
        flow.assign(self.asked, form.cleaned_data["to"], self.seen)
        return self.after()

    def note(self) -> HttpResponse:
        form = NoteForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page(form, 422)
        return self.after(self.seen)

    def insert(self) -> HttpResponse:
        """Put a paragraph behind what is written, where no script does it in place."""
        data = self.request.POST.copy()
        chosen = dict(AnswerForm(asked=self.asked).paragraphs).get(data.get("answer-canned", ""))
        written = data.get("answer-text", "")[: 2 * LONGEST].rstrip()
        data["answer-text"] = "\n\n".join(filter(None, (written, chosen)))
        return self.page(AnswerForm(data, asked=self.asked))

    def keep(self) -> HttpResponse:
        form = AnswerForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page(form, 422)
        flow.keep_draft(self.asked, form.cleaned_data["text"], self.seen)
        self.keep_note()
        messages.success(self.request, _("Kept. Nobody but experts sees it."))
        return self.again()

    def answer(self) -> HttpResponse:
        form = AnswerForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page(form, 422)
        flow.answer(self.asked, self.request.user, form.cleaned_data["text"], self.seen)
        self.keep_note()
        messages.success(self.request, _("Your answer is on its way."))
        return self.again()

    def duplicate(self) -> HttpResponse:
        form = DuplicateForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page(form, 422)
        given = form.cleaned_data
        flow.point_to(self.asked, self.request.user, given["question"], given["text"], self.seen)
        self.keep_note()
        messages.success(self.request, _("The address of the answer is on its way."))
        return self.again()

    def close(self) -> HttpResponse:
        flow.close(self.asked, self.request.user, self.seen)
        self.keep_note()
        messages.success(self.request, _("Closed. Under “Closed” you find it again."))
        return redirect("asked_desk")

    def reopen(self) -> HttpResponse:
        flow.reopen(self.asked, self.request.user)
        self.keep_note()
        messages.success(self.request, _("It waits for an answer again."))
        return self.again()


ACTS: dict[str, Callable[[QuestionView], HttpResponse]] = {
    "take": QuestionView.take,
    "assign": QuestionView.hand_over,
    "note": QuestionView.note,
    "insert": QuestionView.insert,
    "keep": QuestionView.keep,
    "answer": QuestionView.answer,
    "same": QuestionView.duplicate,
    "close": QuestionView.close,
    "reopen": QuestionView.reopen,
}


class PublishView(PrivateView):
    """Makes a draft for everybody, and says what in it may tell who it is about."""

    template_name = "advice/desk/publish.html"
    page_title = gettext_lazy("Publish without names")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.may_answer or not self.may_publish:
            raise PermissionDenied

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if question := self.asked.published:
            return redirect(edit_address(question))
        form = PublishForm(asked=self.asked, initial=publishing.first_values(self.asked))
        return self.shown(form=form, findings=form.findings())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PublishForm(request.POST, asked=self.asked)
        valid, findings = form.is_valid(), form.findings()
        # A second press with the same findings means that somebody has looked at them.
        seen = request.POST.get("seen") == " ".join(finding.text for finding in findings)
        if not valid or (findings and not seen):
            return self.shown(200 if valid else 422, form=form, findings=findings, looked=True)
        question, made = publishing.publish(self.asked, request.user, form.values())
        if made:
            text = _("A draft is made. Add the sources of law, then hand it in.")
            messages.success(request, text)
        else:
            messages.warning(request, _("A colleague had made a draft already: this one."))
        return redirect(edit_address(question))


def edit_address(question: Any) -> str:
    """Return where a question is edited."""
    return reverse("wagtailsnippets_advice_question:edit", args=[question.pk])
