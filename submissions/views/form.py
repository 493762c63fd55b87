"""The form of a submission: a page for each step, then one to check and send."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common import humans
from portal.common.links import Link
from portal.common.private import private
from submissions import companions, flow, mails
from submissions.forms import (
    NONE_OF_THESE,
    AddressForm,
    LaterForm,
    SameForm,
    SendForm,
    StartForm,
)
from submissions.kinds import Kind, Step, StepForm, kind_called
from submissions.models import Submission
from submissions.views.access import Ended, ended, page_head, submission_behind

State = Submission.State
WRITABLE = (State.DRAFT, State.CHANGES)
View = Callable[..., HttpResponseBase]
# A text longer than this is nobody's; the form says what the most is.
LONGEST_KEPT = 50_000


@private
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, kind_slug: str) -> HttpResponse:
    """Say what will be asked; the button makes the draft, one for each time the page was shown."""
    kind = open_kind(kind_slug)
    form = StartForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        draft = flow.start(kind, form.cleaned_data["nonce"], get_language() or "")
        link = Link.objects.standing(flow.DRAFT, draft.pk, flow.DRAFT_DAYS)
        return redirect("submission_step", link.token, kind.steps[0].slug)
    context = {"kind": kind, "form": form, "head": page_head(str(kind.heading), request)}
    return render(request, "submissions/start.html", context)


def open_kind(slug: str) -> Kind:
    """Return the kind that anybody may begin; raises ``Http404``."""
    try:
        kind = kind_called(slug)
    except KeyError as error:
        raise Http404 from error
    if not kind.open_to_all:
        raise Http404
    return kind


def for_draft(view: View) -> View:
    """Decorate a view of the form: hand it the submission that its link leads to.

    Once it was sent, every page of the form leads to what became of it.
    """

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            submission = submission_behind(flow.DRAFT, token)
        except Ended:
            return ended(request)
        if companions.is_lost(submission):
            return ended(request)
        if submission.state not in WRITABLE:
            return redirect("submission_sent", token)
        return view(request, submission, token, **kwargs)

    return wrapped


@for_draft
def draft(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Lead to the first page that is not answered, or to the last one."""
    return to_next(submission, token, None)


@for_draft
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, submission: Submission, token: str, slug: str) -> HttpResponse:
    """Ask the questions of one page; whatever was typed is kept, right or wrong."""
    kind = submission.kind
    here = kind.step(slug)
    if here is None:
        raise Http404
    if request.method != "POST":
        return show(request, submission, token, here, quiet(kind.form(here, submission)))
    form = here.form(request.POST, request.FILES, submission=submission)
    flow.keep(submission, slug, typed(request, form))
    valid = form.is_valid()
    form.keep_upload()
    match request.POST.get("go"):
        case "back":
            return redirect("submission_step", token, before(kind, here).slug)
        case "later":
            return redirect("submission_later", token)
        case _ if valid:
            changing = "change" in request.GET
            return to_next(submission, token, None if changing else here)
    return show(request, submission, token, here, form)


def typed(request: HttpRequest, form: StepForm) -> dict[str, list[str]]:
    """Return what was typed into the fields of ``form``; no database keeps NUL."""
    names = tuple(form.fields)
    return {
        name: [value.replace("\0", "")[:LONGEST_KEPT] for value in values]
        for name, values in request.POST.lists()
        if name.startswith(names)
    }


def quiet(form: StepForm) -> StepForm:
    """Show what was typed without saying what is wrong: nobody has pressed a button yet."""
    if form.is_bound and not form.remarks:
        form.__dict__["_errors"] = ErrorDict()  # Django has no other way
    return form


def show(
    request: HttpRequest, submission: Submission, token: str, here: Step, form: StepForm
) -> HttpResponse:
    kind = submission.kind
    number = kind.steps.index(here) + 1
    title = str(here.title)
    if form.is_bound and form.errors:
        title = _("Error: %(title)s") % {"title": title}
    context = {
        "submission": submission,
        "token": token,
        "kind": kind,
        "step": here,
        "form": form,
        "number": number,
        "of": len(kind.steps) + 1,
        "done": kind.steps[: number - 1],
        "coming": kind.steps[number:],
        "before": before(kind, here) if number > 1 else None,
        "days": flow.DRAFT_DAYS,
        "head": page_head(title, request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "submissions/step.html", context, status=status)


def before(kind: Kind, step: Step) -> Step:
    """Return the step before ``step``, or the first."""
    return kind.steps[max(kind.steps.index(step) - 1, 0)]


def to_next(submission: Submission, token: str, here: Step | None) -> HttpResponse:
    """Lead on: to the next page, or without one to the first that has something wrong."""
    kind = submission.kind
    following = kind.steps[kind.steps.index(here) + 1 :] if here else kind.steps
    if here and following:
        return redirect("submission_step", token, following[0].slug)
    if wrong := kind.first_open(submission):
        return redirect("submission_step", token, wrong.slug)
    return redirect("submission_check", token)


@for_draft
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Show all answers; the button sends them."""
    kind = submission.kind
    if wrong := kind.first_open(submission):
        return redirect("submission_step", token, wrong.slug)
    if leader := companions.unsent_leader(submission):
        return redirect("submission_check", companions.token_of(leader))
    if kind.must_choose(submission):
        return redirect("submission_already", token)
    # A correction is from an address that was confirmed, and causes no mail to it.
    writes_to = "" if submission.state == State.CHANGES else kind.email(submission)
    form = SendForm(request.POST or None, request=request, writes_to=writes_to)
    if request.method == "POST" and form.is_valid():
        if submission.state == State.CHANGES:
            flow.correct(submission)
        else:
            flow.send(submission)
        return redirect("submission_sent", token)
    context = {
        "submission": submission,
        "token": token,
        "kind": kind,
        "parts": kind.answers(submission),
        "companions": companions.of(submission),
        "addable": companions.addable(submission),
        "form": form,
        "number": len(kind.steps) + 1,
        "of": len(kind.steps) + 1,
        "done": kind.steps,
        "head": page_head(_("Check and send"), request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "submissions/check.html", context, status=status)


@for_draft
@require_http_methods(["GET", "POST"])
def already(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask whether one of the published entries is the same."""
    kind = submission.kind
    if kind.first_open(submission) or not kind.must_choose(submission):
        return redirect("submission_check", token)
    form = SameForm(request.POST or None, candidates=kind.matches(submission))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["same"] != NONE_OF_THESE:
            return redirect(kind.chosen(submission, int(form.cleaned_data["same"]), token))
        flow.note_context(submission, not_the_same=True)
        return redirect("submission_check", token)
    context = {
        "submission": submission,
        "token": token,
        "kind": kind,
        "form": form,
        "head": page_head(_("Is this you?"), request),
    }
    return render(request, "submissions/already.html", context)


@for_draft
@require_http_methods(["GET", "POST"])
def later(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Send the address of the form, so that it can be finished on another day."""
    known = submission.kind.email(submission)
    form = LaterForm(request.POST or None, request=request, initial={"email": known})
    sent = ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["email"]
        link = Link.objects.standing(flow.DRAFT, submission.pk, flow.DRAFT_DAYS)
        if humans.may_mail(request, sent):
            mails.finish_later(submission, link, sent)
    context = {
        "submission": submission,
        "token": token,
        "form": form,
        "sent": sent,
        "days": flow.DRAFT_DAYS,
        "head": page_head(_("Finish later"), request),
    }
    return render(request, "submissions/later.html", context)


@private
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say that it has arrived, under which reference, and what comes next."""
    try:
        submission = submission_behind(flow.DRAFT, token)
    except Ended:
        return ended(request)
    if submission.state in WRITABLE:
        return redirect("submission_draft", token)
    if submission.state == State.SENT and (leader := submission.leader()):
        return redirect("submission_sent", companions.token_of(leader))
    form = AddressForm(request.POST or None, request=request, initial={"email": submission.email})
    again = False
    if request.method == "POST" and submission.state == State.SENT and form.is_valid():
        again = form.send_again(submission)
    context = {
        "submission": submission,
        "kind": submission.kind,
        "form": form,
        "again": again,
        "companions": companions.of(submission),
        "along": companions.sent_along(submission),
        "days": flow.CONFIRM_DAYS,
        "target": settings.CHECK_WITHIN_DAYS,
        "head": page_head(_("It has arrived"), request),
    }
    return render(request, "submissions/sent.html", context)


@for_draft
def upload(request: HttpRequest, submission: Submission, token: str) -> HttpResponseBase:
    """Return the picture that was sent, to its sender only."""
    if not submission.upload:
        raise Http404
    return FileResponse(submission.upload.open("rb"), content_type="image/webp")
