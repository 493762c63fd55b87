"""Pages for those who offer help. What stands behind a link is private."""

from contextlib import suppress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opportunities.answers import Answers
from portal.common.links import Link
from portal.common.private import private
from search import reach
from submissions.views.access import behind, page_head
from volunteers.flow import Moved
from volunteers.models import Offer, Proposal, Volunteer
from volunteers.offers import flow, proposing
from volunteers.offers.forms import ChangeOfferForm, NoForm, OfferForm, YesForm, answered
from volunteers.offers.wording import wishes_of
from volunteers.purposes import CONFIRM_DAYS, OFFER_CONFIRM, OFFER_SENT, PROPOSAL
from volunteers.views import has_arrived, mine, row_behind, to_page

State, Answer = Offer.State, Proposal.State


offer_behind = row_behind(Offer.objects.select_related("volunteer", "place"))
proposal_behind = row_behind(
    Proposal.objects.select_related("offer__volunteer", "opportunity__organisation")
)


# --- Writing -----------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponseBase:
    """Take what somebody would like to do; what they answered in the guide stands in it."""
    initial = answered(Answers.from_get(request.GET))
    form = OfferForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.send(get_language() or settings.LANGUAGE_CODE)
        token = Link.objects.standing(OFFER_SENT, row.pk, CONFIRM_DAYS).token
        return redirect("offer_sent", token)
    context = {
        "form": form,
        "target": settings.PASS_ON_WITHIN_DAYS,
        "head": page_head(_("I can help"), request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "volunteers/offers/offer.html", context, status=status)


@behind(OFFER_SENT, offer_behind)
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, row: Offer, token: str) -> HttpResponse:
    return has_arrived(request, row, flow.correct, "volunteers/offers/sent.html")


@behind(OFFER_CONFIRM, offer_behind)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, row: Offer, token: str) -> HttpResponseBase:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    if request.method == "POST":
        row = flow.confirm(row)
    if row.state != State.SENT:
        return to_page(row.volunteer)
    context = {
        "wishes": wishes_of(row),
        "text": row.text,
        "head": page_head(_("Confirm your address"), request),
    }
    return render(request, "volunteers/offers/confirm.html", context)


# --- On the volunteer's own page ---------------------------------------------------------


def own(volunteer: Volunteer, key: int) -> Offer:
    """Return one of the open offers of ``volunteer``; those of others are not found."""
    row: Offer | None = volunteer.offers.open().filter(pk=key).first()
    if row is None:
        raise Http404
    return row


@mine
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, volunteer: Volunteer, token: str, key: int) -> HttpResponse:
    """Take what somebody would like by now."""
    row = own(volunteer, key)
    form = ChangeOfferForm(request.POST or None, offer=row)
    if request.method == "POST" and form.is_valid():
        with suppress(Moved):
            flow.change(row, form.wishes)
        return redirect("volunteer_page", token)
    head = page_head(_("Change what you offer"), request)
    context = {"form": form, "token": token, "head": head}
    status = 422 if request.method == "POST" else 200
    return render(request, "volunteers/offers/change.html", context, status=status)


@mine
@require_POST
def pause(request: HttpRequest, volunteer: Volunteer, token: str, key: int) -> HttpResponse:
    """Propose nothing for a while, or again."""
    with suppress(Moved):
        flow.pause(own(volunteer, key), paused="pause" in request.POST)
    return redirect("volunteer_page", token)


@mine
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, volunteer: Volunteer, token: str, key: int) -> HttpResponse:
    """Ask once more, then take it back."""
    row = own(volunteer, key)
    if request.method == "POST":
        with suppress(Moved):
            flow.withdraw(row)
        return redirect("volunteer_page", token)
    context = {"row": row, "token": token, "head": page_head(_("Take this back?"), request)}
    return render(request, "volunteers/offers/withdraw.html", context)


# --- A proposal --------------------------------------------------------------------------


@behind(PROPOSAL, proposal_behind)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, row: Proposal, token: str) -> HttpResponse:
    """Show the call and two buttons; only pressing one is an answer."""
    pressed = request.POST.get("answer", "") if request.method == "POST" else ""
    data = {pressed: request.POST}
    yes = YesForm(data.get("yes"), prefix="yes", initial={"text": row.offer.text})
    no = NoForm(data.get("no"), prefix="no")
    words = consent_words(row)
    with suppress(Moved):
        if pressed == "yes" and yes.is_valid():
            proposing.accept(row, yes.cleaned_data["text"], words)
        elif pressed == "no" and no.is_valid():
            proposing.decline(row, no.cleaned_data["reason"], no.cleaned_data["text"])
    language = get_language() or ""
    wrong = bool(yes.errors or no.errors)
    context = {
        "row": row,
        "call": row.opportunity.version_in(language),
        "url": reach.url_here(row.opportunity, language),
        "organisation": row.opportunity.organisation,
        "can_answer": row.opportunity.live and row.state in (Answer.SENT, Answer.EXPIRED),
        "yes": yes,
        "no": no,
        "words": words,
        "head": page_head(_("Would this be something for you?"), request),
    }
    status = 422 if wrong else 200
    return render(request, "volunteers/offers/proposal.html", context, status=status)


def consent_words(row: Proposal) -> str:
    """Return what somebody agrees to with a yes, as they read it."""
    host = row.opportunity.organisation
    words = _("With a yes, “%(organisation)s” gets your name, how to reach you, and these words.")
    return words % {"organisation": host.heading if host else _("the organisation")}
