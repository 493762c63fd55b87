"""Pages for those who keep searches. What stands behind a link is private."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from alerts import flow
from alerts.forms import KeepForm, OftenForm
from alerts.mails import page_link
from alerts.models import Alert, Reader
from alerts.questions import address_of, canonical, listing_of, meant, question_for, words_of
from portal.common import humans
from portal.common.links import Link
from portal.common.private import private
from search.listing import Listing
from search.pages import list_of
from search.params import Params
from submissions.views.access import Ended, behind, ended, page_head

# --- Keeping -----------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Show in words what would be kept, and ask for an address."""
    listing = listing_asked(request, kind)
    form = KeepForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if humans.may_mail(request, email := form.cleaned_data["email"]):
            question = question_for(kind, listing.language, listing.params)
            flow.keep(email, question, form.cleaned_data["often"])
            return redirect("alert_sent")
        form.add_error(None, str(humans.TOO_MANY_MAILS))
    context = {
        "form": form,
        "listing": listing,
        "words": words_of(listing),
        "back": address_of(listing),
        "head": page_head(_("Keep this search"), request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "alerts/keep.html", context, status=status)


def listing_asked(request: HttpRequest, kind: str) -> Listing:
    """Return the list that the address asks for; raises ``Http404`` for one that is not."""
    model, language = list_of(kind), get_language() or settings.LANGUAGE_CODE
    page = model.in_language(language) if model else None
    if model is None or page is None:
        raise Http404
    params = canonical(Params.from_get(request.GET, model.facets))
    return Listing(page, params, language)


@private
@require_http_methods(["GET"])
def sent(request: HttpRequest) -> HttpResponse:
    """Say what is to be done now: the same to everybody, whether an address is known or not."""
    head = page_head(_("Now look into your mailbox"), request)
    return render(request, "alerts/sent.html", {"head": head, "days": flow.CONFIRM_DAYS})


# --- Behind links ------------------------------------------------------------------------


def row_behind(purpose: str, token: str) -> Alert | Reader:
    """Return the alert or the reader that the link leads to; raises :class:`Ended`."""
    link = Link.objects.read(purpose, token)
    rows: Any = Reader.objects.all()
    if purpose in flow.OF_ALERT:
        rows = Alert.objects.select_related("reader", "question")
    row: Alert | Reader | None = rows.filter(pk=link.subject).first() if link else None
    if row is None:
        raise Ended
    return row


class Shown(NamedTuple):
    """One kept search as its reader sees it, in the words of its own list."""

    alert: Alert
    title: str
    words: list[str]
    url: str
    form: OftenForm | None = None


def shown(alert: Alert, form: OftenForm | None = None) -> Shown:
    with meant(alert.question):
        listing = listing_of(alert.question)
        if listing is None:
            return Shown(alert, alert.question.kind, [], "", form)
        return Shown(alert, listing.page.title, words_of(listing), address_of(listing), form)


@behind(flow.CONFIRM, row_behind)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, alert: Alert, token: str) -> HttpResponseBase:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    if request.method == "POST":
        flow.confirm(alert)
    if alert.confirmed_at:
        return redirect("alerts", page_link(alert.reader).token)
    context = {"kept": shown(alert), "head": page_head(_("Confirm your address"), request)}
    return render(request, "alerts/confirm.html", context)


@behind(flow.PAGE, row_behind)
@require_http_methods(["GET"])
def kept(request: HttpRequest, reader: Reader, token: str) -> HttpResponse:
    """Show all that the reader keeps, and what can be done."""
    rows = reader.alerts.confirmed().select_related("question").order_by("pk")
    context = {
        "reader": reader,
        "token": token,
        "kept": [shown(row, OftenForm(request=request, alert=row)) for row in rows],
        "head": page_head(_("Searches you keep"), request),
    }
    return render(request, "alerts/kept.html", context)


@behind(flow.PAGE, row_behind)
@require_POST
def change(request: HttpRequest, reader: Reader, token: str, pk: int) -> HttpResponse:
    """Change how often, or delete one; after the last one there is no page any more."""
    alert = get_object_or_404(reader.alerts.confirmed().select_related("reader"), pk=pk)
    form = OftenForm(request.POST, request=request, alert=alert)
    if "delete" in request.POST:
        flow.stop(alert)
        if not Reader.objects.filter(pk=reader.pk).exists():
            return gone(request)
    elif form.is_valid():
        flow.change(alert, form.cleaned_data["often"])
    return redirect("alerts", token)


@behind(flow.PAGE, row_behind)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, reader: Reader, token: str) -> HttpResponse:
    """Ask once more, then delete all of it."""
    if request.method == "POST":
        flow.forget(reader)
        return gone(request)
    context = {"token": token, "head": page_head(_("Delete all of it?"), request)}
    return render(request, "alerts/delete.html", context)


def gone(request: HttpRequest) -> HttpResponse:
    head = page_head(_("All of it is deleted"), request)
    return render(request, "submissions/deleted.html", {"head": head})


@behind(flow.STILL, row_behind)
@require_http_methods(["GET", "POST"])
def still(request: HttpRequest, reader: Reader, token: str) -> HttpResponseBase:
    """Take that the mails are still wanted: one button."""
    if request.method == "POST":
        flow.still_wanted(reader)
        return redirect("alerts", page_link(reader).token)
    head = page_head(_("Do you still want these e-mails?"), request)
    return render(request, "alerts/still.html", {"head": head})


@csrf_exempt
@private
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """End one search: by the button on the page, or by a mail program, which posts without one.

    The mail program brings no cookie; the token alone says who may (RFC 8058). Ended before,
    it is ended.
    """
    link = Link.objects.read(flow.STOP, token)
    if link is None:
        return ended(request)
    rows = Alert.objects.select_related("reader", "question")
    alert = rows.filter(pk=link.subject).first()
    if alert and request.method == "POST":
        flow.stop(alert)
    elif alert:
        context = {"kept": shown(alert), "head": page_head(_("End these e-mails?"), request)}
        return render(request, "alerts/stop.html", context)
    context = {"head": page_head(_("You get no more of these e-mails"), request)}
    return render(request, "alerts/stopped.html", context)
