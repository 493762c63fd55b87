"""Where a submission stands, for its author: the page behind the status link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.common import humans, limits
from portal.common.links import Link
from portal.common.private import private
from submissions import companions, flow, letters, mails
from submissions.forms import LetterForm, LostForm
from submissions.models import Event, Submission
from submissions.views.access import Ended, ended, page_head, submission_behind

State = Submission.State
View = Callable[..., HttpResponseBase]
# Letters to the staff about one submission.
LETTERS = humans.Limit(20, limits.DAY)
# What each state looks like: words, drawing, kind of tag.
STATES: dict[str, tuple[Promise | str, str, str]] = {
    State.SENT: (gettext_lazy("Waiting for your confirmation"), "i-mail", "wait"),
    State.WAITING: (gettext_lazy("Being checked"), "i-clock", "wait"),
    State.CHANGES: (gettext_lazy("Waiting for you"), "i-pen", "wait"),
    State.PUBLISHED: (gettext_lazy("Published"), "i-check", "good"),
    State.DECLINED: (gettext_lazy("Declined"), "i-close", "off"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "i-close", "off"),
}
PAST: dict[str, tuple[Promise | str, str]] = {
    State.SENT: (gettext_lazy("Received"), "i-check"),
    State.WAITING: (gettext_lazy("Address confirmed, being checked"), "i-check"),
    State.CHANGES: (gettext_lazy("We asked for changes"), "i-chat"),
    State.PUBLISHED: (gettext_lazy("Published"), "i-check"),
    State.DECLINED: (gettext_lazy("Declined"), "i-close"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "i-close"),
}


@dataclass(frozen=True)
class Stage:
    """One line of what has happened."""

    title: str
    icon: str
    at: datetime
    by: Any
    now: bool


def stages(submission: Submission) -> list[Stage]:
    """Return what has happened, oldest first; the last one is where it stands."""
    events: list[Event] = list(submission.events.select_related("by"))
    found = []
    for number, event in enumerate(events):
        title, icon = PAST.get(event.state, (event.get_state_display(), "i-check"))
        if event.state == State.WAITING and any(e.state == State.CHANGES for e in events[:number]):
            title = gettext_lazy("Corrected, being checked again")
        found.append(Stage(str(title), icon, event.at, event.by, event == events[-1]))
    return found


def for_author(view: View) -> View:
    """Decorate a view behind the status link."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            submission = submission_behind(flow.STATUS, token)
        except Ended:
            return ended(request)
        return view(request, submission, token)

    return wrapped


@for_author
def status(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Show where it stands, what to do now, and the letters so far."""
    return shown(request, submission, token, LetterForm(request=request))


def shown(
    request: HttpRequest, submission: Submission, token: str, form: LetterForm
) -> HttpResponse:
    words, icon, tag = STATES.get(submission.state, STATES[State.SENT])
    entry: Any = submission.entry
    public = entry.url_in(submission.language) if entry and entry.live else ""
    context = {
        "submission": submission,
        "token": token,
        "kind": submission.kind,
        "along": companions.sent_along(submission),
        "parts": submission.kind.answers(submission),
        "state": {"words": words, "icon": icon, "tag": tag},
        "stages": stages(submission),
        "letters": submission.messages.select_related("by"),
        "form": form,
        "public": public,
        "open": submission.state in flow.OPEN,
        "target": settings.CHECK_WITHIN_DAYS,
        "head": page_head(f"{words}: {submission.title}", request),
    }
    code = 422 if form.is_bound and form.errors else 200
    return render(request, "submissions/status.html", context, status=code)


@for_author
@require_POST
def letter(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Take a letter to the staff."""
    form = LetterForm(request.POST, request=request)
    if form.is_valid() and not limits.take("letter", str(submission.pk), *LETTERS):
        form.add_error(None, humans.TOO_MANY)
    if not form.is_valid():
        return shown(request, submission, token, form)
    letters.write(submission, form.cleaned_data["text"], form.cleaned_data["nonce"])
    return redirect("submission_status", token)


@for_author
@require_POST
def edit(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Open the form again, for what staff asked to be changed."""
    if submission.state != State.CHANGES:
        return redirect("submission_status", token)
    link = Link.objects.standing(flow.DRAFT, submission.pk, flow.DRAFT_DAYS)
    first = submission.kind.step_with_remark(submission)
    return redirect("submission_step", link.token, first.slug)


@for_author
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask once more, then take it back."""
    if submission.state not in flow.OPEN:
        return redirect("submission_status", token)
    if request.method == "POST":
        flow.withdraw(submission)
        return redirect("submission_status", token)
    head = page_head(_("Withdraw this?"), request)
    context = {"submission": submission, "token": token, "head": head}
    return render(request, "submissions/withdraw.html", context)


@private
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    try:
        submission = submission_behind(flow.CONFIRM, token)
    except Ended:
        return ended(request)
    if request.method == "POST":
        flow.confirm(submission)
    if submission.state != State.SENT or request.method == "POST":
        link = Link.objects.standing(flow.STATUS, submission.pk, flow.STATUS_DAYS)
        return redirect("submission_status", link.token)
    head = page_head(_("Confirm your address"), request)
    context = {"submission": submission, "head": head, "target": settings.CHECK_WITHIN_DAYS}
    return render(request, "submissions/confirm.html", context)


@private
@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Send the links to everything that an address has sent; say the same whoever asks."""
    form = LostForm(request.POST or None, request=request)
    asked = request.method == "POST" and form.is_valid()
    if asked and humans.may_mail(request, form.cleaned_data["email"]):
        mails.lost(form.cleaned_data["email"])
    context = {"form": form, "asked": asked, "head": page_head(_("Find your link again"), request)}
    status = 422 if request.method == "POST" and not asked else 200
    return render(request, "submissions/lost.html", context, status=status)
