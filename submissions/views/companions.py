"""The buttons that add something to what is sent, or leave it out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from submissions import companions
from submissions.flow import Moved
from submissions.models import Submission
from submissions.views.form import for_draft


@for_draft
@require_POST
def add(request: HttpRequest, submission: Submission, token: str, kind_slug: str) -> HttpResponse:
    """Begin one of that kind, or go on with it."""
    known = (kind for kind in companions.followers(submission) if kind.slug == kind_slug)
    kind = next(known, None)
    if kind is None or not companions.is_open(submission):
        raise Http404
    try:
        companion = companions.add(submission, kind)
    except Moved:
        return redirect("submission_sent", token)
    return redirect("submission_draft", companions.token_of(companion))


@for_draft
@require_POST
def leave_out(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Forget the companion, and go back to what it would have gone along with."""
    leader = companions.unsent_leader(submission)
    if leader is None:
        raise Http404
    try:
        companions.leave_out(submission)
    except Moved:
        return redirect("submission_sent", token)
    return redirect("submission_check", companions.token_of(leader))
