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
    """Shows all there is to know; takes notes, drafts and the answer."""

    template_name = "advice/desk/question.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page({})

    def page(self, forms: dict[str, AskedForm], status: int = 200) -> HttpResponse:
        """Return the page; ``forms`` are those that were sent, by prefix."""
        asked = self.asked
        likely = similar_questions(asked.text, asked.language, asked.country)
        answer = forms.get("answer") or AnswerForm(asked=asked)
        assert isinstance(answer, AnswerForm)
        answer.choose_among()
        return self.shown(
            status,
            language=dict(settings.LANGUAGES).get(asked.language, asked.language),
            waits=waiting_for(asked) if asked.state in Asked.WAITING else "",
            waiting=asked.state in Asked.WAITING,
            closable=asked.state != State.CLOSED,
            overdue=queue.is_overdue(asked),
            taken_by=taken_by(asked),
            may_act=self.may_answer,
            may_publish=self.may_publish,
            letters=asked.letters.select_related("by", "question"),
            notes=asked.notes.select_related("by"),
            answer_form=answer,
            note_form=forms.get("note") or NoteForm(asked=asked),
            assign_form=forms.get("assign") or AssignForm(asked=asked),
            same_form=forms.get("same") or DuplicateForm(asked=asked, likely=likely),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_answer:
            raise PermissionDenied
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            return HttpResponseBadRequest()
        try:
            return act(self)
        except flow.Moved:
            messages.warning(request, _("Somebody else was first: look at it again."))
            return self.again()

    def take(self) -> HttpResponse:
        flow.assign(self.asked, self.request.user)
        return self.again()

    def hand_over(self) -> HttpResponse:
        form = AssignForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page({"assign": form}, 422)
        flow.assign(self.asked, form.cleaned_data["to"])
        return self.again()

    def note(self) -> HttpResponse:
        form = NoteForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page({"note": form}, 422)
        flow.note(self.asked, self.request.user, form.cleaned_data["text"])
        return self.again()

    def insert(self) -> HttpResponse:
        """Put a paragraph behind what is written, where no script does it in place."""
        data = self.request.POST.copy()
        chosen = dict(AnswerForm(asked=self.asked).paragraphs).get(data.get("answer-canned", ""))
        written = data.get("answer-text", "")[: 2 * 10_000].rstrip()
        data["answer-text"] = "\n\n".join(filter(None, (written, chosen)))
        return self.page({"answer": AnswerForm(data, asked=self.asked)})

    def keep(self) -> HttpResponse:
        form = AnswerForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page({"answer": form}, 422)
        flow.keep_draft(self.asked, form.cleaned_data["text"])
        messages.success(self.request, _("Kept. Nobody but experts sees it."))
        return self.again()

    def answer(self) -> HttpResponse:
        form = AnswerForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page({"answer": form}, 422)
        flow.answer(self.asked, self.request.user, form.cleaned_data["text"])
        messages.success(self.request, _("Your answer is on its way."))
        return self.again()

    def duplicate(self) -> HttpResponse:
        form = DuplicateForm(self.request.POST, asked=self.asked)
        if not form.is_valid():
            return self.page({"same": form}, 422)
        given = form.cleaned_data
        flow.point_to(self.asked, self.request.user, given["question"], given["text"])
        messages.success(self.request, _("The address of the answer is on its way."))
        return self.again()

    def close(self) -> HttpResponse:
        flow.close(self.asked, self.request.user)
        messages.success(self.request, _("Closed."))
        return redirect("asked_desk")


ACTS: dict[str, Callable[[QuestionView], HttpResponse]] = {
    "take": QuestionView.take,
    "assign": QuestionView.hand_over,
    "note": QuestionView.note,
    "insert": QuestionView.insert,
    "keep": QuestionView.keep,
    "answer": QuestionView.answer,
    "same": QuestionView.duplicate,
    "close": QuestionView.close,
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
        question = publishing.publish(self.asked, request.user, form.values())
        messages.success(request, _("A draft is made. Add the sources of law, then hand it in."))
        return redirect(edit_address(question))


def edit_address(question: Any) -> str:
    """Return where a question is edited."""
    return reverse("wagtailsnippets_advice_question:edit", args=[question.pk])
