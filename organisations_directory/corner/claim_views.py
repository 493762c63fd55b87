"""The pages of a claim: make it, confirm the address, decide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations_directory import claims
from organisations_directory.corner.views import TEMPLATES, ended
from organisations_directory.models import Organisation
from organisations_directory.submissions import first
from portal.common import humans
from portal.common.private import private
from submissions import flow
from submissions.models import Submission
from submissions.views.access import Ended, page_head, submission_behind

State = claims.State


@private
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, token: str, key: int) -> HttpResponseBase:
    """Say how one takes over an entry that is there; the button begins."""
    try:
        submission = submission_behind(flow.DRAFT, token)
    except Ended:
        return ended(request)
    organisation = Organisation.objects.published().filter(pk=key).first()
    answers = who_asks(submission)
    if organisation is None or not answers["email"]:
        raise Http404
    made, refused = claims.known(organisation, submission), False
    if request.method == "POST" and made is None:
        if humans.may_mail(request, answers["email"]):
            claims.ask(organisation, submission, answers)
            return redirect("corner_claim", token, key)
        refused = True
    context = {
        "organisation": organisation,
        "claim": made,
        "email": answers["email"],
        "token": token,
        "refused": humans.TOO_MANY if refused else "",
        "head": page_head(_("This is us"), request),
    }
    return render(request, f"{TEMPLATES}/claim.html", context, status=429 if refused else 200)


def who_asks(submission: Submission) -> dict[str, str]:
    """Return name, e-mail and telephone as they stand in the form."""
    names = ("name", "email", "phone")
    return {name: first(submission, "contact", f"contact_{name}") for name in names}


@private
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; pressing it hands the claim on."""
    claim = claims.behind(claims.CONFIRM, token)
    if claim is None:
        return ended(request)
    if request.method == "POST":
        claims.confirm(claim)
        return redirect("corner_claim_confirm", token)
    head = page_head(_("Confirm your address"), request)
    asked = claim.state == State.ASKED
    context = {"claim": claim, "asked": asked, "head": head}
    return render(request, f"{TEMPLATES}/claim_confirm.html", context)


@private
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody of the organisation say whether the claimant belongs to it."""
    claim = claims.behind(claims.DECIDE, token)
    if claim is None:
        return ended(request)
    done = False
    if request.method == "POST":
        try:
            claims.decide(claim, request.POST.get("decision") == "accept")
        except claims.Moved:
            return ended(request)
        claim.refresh_from_db()
        done = True
    context = {
        "claim": claim,
        "done": done,
        "head": page_head(_("Do you know this person?"), request),
    }
    return render(request, f"{TEMPLATES}/claim_decide.html", context)
