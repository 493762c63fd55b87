"""Pages for those who are interested. What stands behind a link is private."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opportunities.models import Opportunity
from portal.common.links import Link
from portal.common.private import private
from search import reach
from submissions.views.access import Ended, behind, page_head
from volunteers import erasing, flow
from volunteers.forms import AddressForm, ChangeForm, InterestForm, MessageForm
from volunteers.models import Interest, Step, Volunteer
from volunteers.offers.page import offers_of
from volunteers.purposes import (
    CONFIRM,
    CONFIRM_DAYS,
    MINE,
    MINE_DAYS,
    SENT,
    WORKED,
)

State, Who = Interest.State, Step.Who


# --- From a link to what is behind it ----------------------------------------------------


def row_behind(rows: QuerySet[Any]) -> Callable[[str, str], Any]:
    """Return what finds the one of ``rows`` that a link leads to; it raises :class:`Ended`."""

    def read(purpose: str, token: str) -> Any:
        link = Link.objects.read(purpose, token)
        row = rows.filter(pk=link.subject).first() if link else None
        if row is None:
            raise Ended
        return row

    return read


INTERESTS = Interest.objects.select_related("volunteer", "opportunity__organisation")
interest_behind = row_behind(INTERESTS)
volunteer_behind = row_behind(Volunteer.objects.confirmed())
mine = behind(MINE, volunteer_behind)


# --- Writing -----------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def interest(request: HttpRequest, key: int) -> HttpResponseBase:
    """Take that somebody is interested in a published call."""
    call = reach.shown_here(Opportunity.objects.published()).filter(pk=key).first()
    if call is None:
        raise Http404
    form = InterestForm(request.POST or None, request=request, call=call)
    if request.method == "POST" and form.is_valid():
        row = form.send(get_language() or settings.LANGUAGE_CODE)
        return redirect("interest_sent", Link.objects.standing(SENT, row.pk, CONFIRM_DAYS).token)
    language = get_language() or ""
    shown = call.version_in(language)
    context = {
        "call": shown,
        "url": shown.url_in(language),
        "organisation": call.organisation,
        "form": form,
        "head": page_head(_("I am interested"), request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "volunteers/interest.html", context, status=status)


@behind(SENT, interest_behind)
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, row: Interest, token: str) -> HttpResponse:
    return has_arrived(request, row, flow.correct, "volunteers/sent.html")


def has_arrived(
    request: HttpRequest, row: Any, correct: Callable[[Any, str], None], template: str
) -> HttpResponse:
    """Say that it has arrived, and what is to be done; take an address put right."""
    waits, who = row.state == State.SENT, row.volunteer
    form = AddressForm(request.POST or None, request=request, initial={"email": who.email})
    valid = request.method == "POST" and waits and form.is_valid()
    again = valid and form.send_again(row, correct)
    if again:
        who.refresh_from_db()
    context = {
        "row": row,
        "waits": waits,
        "to_call": not who.email,
        "form": form,
        "again": again,
        "days": CONFIRM_DAYS,
        "target": settings.PASS_ON_WITHIN_DAYS,
        "head": page_head(_("Thank you, it has arrived"), request),
    }
    return render(request, template, context)


@behind(CONFIRM, interest_behind)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, row: Interest, token: str) -> HttpResponseBase:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    if request.method == "POST":
        row = flow.confirm(row)
    if row.state != State.SENT:
        return to_page(row.volunteer)
    context = {
        "interest": row,
        "call": row.opportunity.version_in(get_language() or ""),
        "head": page_head(_("Confirm your address"), request),
    }
    return render(request, "volunteers/confirm.html", context)


def to_page(volunteer: Volunteer) -> HttpResponse:
    """Lead to the private page of ``volunteer``."""
    link = Link.objects.standing(MINE, volunteer.pk, MINE_DAYS)
    return redirect("volunteer_page", link.token)


# --- The private page --------------------------------------------------------------------


@mine
@require_GET
def page(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Show all that the volunteer wrote, where it stands, and what can be done."""
    return shown(request, volunteer, token, MessageForm(request=request))


def shown(
    request: HttpRequest, volunteer: Volunteer, token: str, form: MessageForm, key: int = 0
) -> HttpResponse:
    """Return the page; ``form`` is what was typed about the interest with ``key``."""
    language = get_language() or ""
    rows = volunteer.interests.confirmed().select_related("opportunity__organisation")
    found = [
        {
            "row": row,
            "call": row.opportunity.version_in(language),
            "url": reach.url_here(row.opportunity, language),
            "steps": row.steps.filter(for_staff=False),
            "form": form if row.pk == key else MessageForm(request=request, prefix=f"i{row.pk}"),
        }
        for row in rows.order_by("-pk")
    ]
    context = {
        "volunteer": volunteer,
        "token": token,
        "interests": found,
        "offers": offers_of(volunteer, language),
        "target": settings.PASS_ON_WITHIN_DAYS,
        "head": page_head(_("Your page"), request),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "volunteers/page.html", context, status=status)


def own(volunteer: Volunteer, key: int) -> Interest:
    """Return one of the interests of ``volunteer``; those of others are not found."""
    row: Interest | None = volunteer.interests.confirmed().filter(pk=key).first()
    if row is None:
        raise Http404
    return row


@mine
@require_POST
def write(request: HttpRequest, volunteer: Volunteer, token: str, key: int) -> HttpResponse:
    """Take something more; when it is over there is nobody to tell."""
    row = own(volunteer, key)
    form = MessageForm(request.POST, request=request, prefix=f"i{key}")
    if not form.is_valid():
        return shown(request, volunteer, token, form, key)
    given = form.cleaned_data
    with suppress(flow.Moved):
        flow.write(row, given["text"], given["nonce"])
    return redirect("volunteer_page", token)


@mine
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, volunteer: Volunteer, token: str, key: int) -> HttpResponse:
    """Ask once more, then take it back."""
    row = own(volunteer, key)
    if request.method == "POST":
        with suppress(flow.Moved):
            flow.withdraw(row)
        return redirect("volunteer_page", token)
    context = {"row": row, "token": token, "head": page_head(_("Take this back?"), request)}
    return render(request, "volunteers/withdraw.html", context)


@mine
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Put right what is known about the volunteer."""
    form = ChangeForm(request.POST or None, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        flow.change(volunteer, **form.values)
        return redirect("volunteer_page", token)
    context = {"form": form, "token": token, "head": page_head(_("Change my details"), request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "volunteers/change.html", context, status=status)


@mine
@require_GET
def data(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Hand out everything that is kept about the volunteer, as JSON."""
    response = JsonResponse(
        erasing.everything(volunteer), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="volunteer.json"'
    return response


@mine
@require_POST
def keep(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Keep the record: the volunteer is still there."""
    flow.is_active(volunteer)
    return redirect("volunteer_page", token)


@mine
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Ask once more, then erase all of it."""
    if request.method == "POST":
        erasing.erase(volunteer)
        head = page_head(_("All of it is deleted"), request)
        return render(request, "volunteers/erased.html", {"head": head})
    context = {"token": token, "head": page_head(_("Erase everything?"), request)}
    return render(request, "volunteers/erase.html", context)


# --- Did it work out? --------------------------------------------------------------------


@behind(WORKED, interest_behind)
@require_http_methods(["GET", "POST"])
def worked(request: HttpRequest, row: Interest, token: str) -> HttpResponse:
    """Show the buttons; pressing one is the answer."""
    if request.method == "POST":
        try:
            flow.say(row, request.POST.get("state", ""), Who.VOLUNTEER)
        except flow.Moved:
            row.refresh_from_db()
    context = {
        "row": row,
        "call": row.opportunity.version_in(get_language() or ""),
        "answered": row.state in Interest.DONE,
        "head": page_head(_("Did it work out?"), request),
    }
    return render(request, "volunteers/worked.html", context)
