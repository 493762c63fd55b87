"""Pages for those who ask. What stands behind a link is private."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advice import topics
from advice.asking import flow
from advice.asking.forms import AddressForm, AskBackForm, AskForm, FeedbackForm
from advice.models import Asked, Feedback, GuideIndexPage, GuidePage
from advice.similar import Similar, similar
from portal.common import limits
from portal.common.links import Link
from portal.common.network import network
from portal.common.private import private
from submissions.views import access
from submissions.views.access import Ended, View, page_head

READ_ONLY = ("topic", "country")
# How often one network may look for what is like half a question, in an hour.
MOST_LOOKS = 600


# --- Asking ------------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """Take a question; before it is sent, offer what has been answered already."""
    if request.method == "GET":
        known = {name: request.GET.get(name, "")[:40] for name in READ_ONLY}
        return asking(request, AskForm(request=request, initial=known))
    looked = AskForm(request.POST, request=request, sends=False)
    if not looked.is_valid():
        return asking(request, looked, status=422)
    if not request.POST.get("seen") and (found := similar_to(looked)):
        return asking(request, looked, found=found)
    email = looked.cleaned_data["email"]
    form = AskForm(request.POST, request=request, writes_to=email)
    if not form.is_valid():
        return asking(request, form, status=422)
    link = Link.objects.standing(flow.SENT, send(form).pk, flow.CONFIRM_DAYS)
    return redirect("ask_sent", link.token)


def asking(
    request: HttpRequest, form: AskForm, found: Similar | None = None, status: int = 200
) -> HttpResponse:
    """Return the form, with ``found`` above it."""
    context = {
        "form": form,
        "found": found,
        "seen": found is None and request.POST.get("seen"),
        "target": settings.ANSWER_WITHIN_DAYS,
        "head": page_head(_("Is your answer here?") if found else _("Ask a question"), request),
    }
    return render(request, "advice/ask.html", context, status=status)


def similar_to(form: AskForm) -> Similar:
    """Return what has been published on the question."""
    given = form.cleaned_data
    return similar(given["text"], get_language() or "", given["country"])


def send(form: AskForm) -> Asked:
    given = form.cleaned_data
    return flow.send(
        given["nonce"],
        language=get_language() or settings.LANGUAGE_CODE,
        email=given["email"],
        text=given["text"],
        topic=topics.by_slug().get(given["topic"]),
        country=given["country"],
        consent=given["consent"],
    )


@private
@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """Return what is like the question that somebody is typing, for the script of the form.

    By POST, so that half a question stands in no log.
    """
    text = request.POST.get("text", "")[: 2 * 1000]
    country = request.POST.get("country", "")
    known = country if country in settings.PORTAL_COUNTRIES else ""
    may_look = limits.take("similar", network(request), MOST_LOOKS, limits.HOUR)
    found = similar(text, get_language() or "", known) if may_look else None
    return render(request, "advice/similar.html", {"found": found, "typing": True})


# --- The private page --------------------------------------------------------------------


def asked_behind(purpose: str, token: str) -> Asked:
    """Return the question that the link leads to; raises :class:`Ended`."""
    link = Link.objects.read(purpose, token)
    rows = Asked.objects.select_related("duplicate_of", "published", "topic")
    asked = rows.filter(pk=link.subject).first() if link else None
    if asked is None:
        raise Ended
    return asked


def behind(purpose: str) -> Callable[[View], View]:
    """Return what decorates a view behind a link for ``purpose``."""
    return access.behind(purpose, asked_behind)


@behind(flow.SENT)
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """Say that it has arrived, and what is to be done; take an address put right."""
    waits = asked.state == Asked.State.SENT
    form = AddressForm(request.POST or None, request=request, initial={"email": asked.email})
    again = request.method == "POST" and waits and form.is_valid() and form.send_again(asked)
    context = {
        "asked": asked,
        "waits": waits,
        "form": form,
        "again": again,
        "days": flow.CONFIRM_DAYS,
        "target": settings.ANSWER_WITHIN_DAYS,
        "head": page_head(_("Thank you, it has arrived"), request),
    }
    return render(request, "advice/sent.html", context)


@behind(flow.CONFIRM)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, asked: Asked, token: str) -> HttpResponseBase:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    if request.method == "POST":
        flow.confirm(asked)
    if asked.state != Asked.State.SENT:
        link = Link.objects.standing(flow.STATUS, asked.pk, flow.STATUS_DAYS)
        return redirect("asked", link.token)
    head = page_head(_("Confirm your address"), request)
    context = {"asked": asked, "head": head, "target": settings.ANSWER_WITHIN_DAYS}
    return render(request, "advice/confirm.html", context)


@behind(flow.STATUS)
def status(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """Show the question, the answer, and what can be done."""
    return shown(request, asked, token, AskBackForm(request=request))


def shown(request: HttpRequest, asked: Asked, token: str, form: AskBackForm) -> HttpResponse:
    language = get_language() or ""
    letters = asked.letters.select_related("by", "question__locale")
    done = asked.state in (Asked.State.ANSWERED, Asked.State.CLOSED)
    context = {
        "asked": asked,
        "token": token,
        "letters": [(one, address_of(one.question, language)) for one in letters],
        "published": address_of(asked.published, language),
        "form": form,
        "target": settings.ANSWER_WITHIN_DAYS,
        "done": done,
        "answered": done and any(one.from_staff for one in letters),
        "head": page_head(asked.title, request),
    }
    code = 422 if form.is_bound and form.errors else 200
    return render(request, "advice/asked.html", context, status=code)


def address_of(question: Any, language: str) -> tuple[str, str] | None:
    """Return title and address of a published question in ``language``."""
    if question is None or not question.live:
        return None
    version = question.facts.version_in(language)
    return version.title, version.url_in(language)


@behind(flow.STATUS)
@require_POST
def ask_back(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """Take one more question; a second time there is nothing to take."""
    form = AskBackForm(request.POST, request=request)
    if not form.is_valid():
        return shown(request, asked, token, form)
    try:
        flow.ask_back(asked, form.cleaned_data["text"])
    except flow.Moved:
        asked.refresh_from_db()
    return redirect("asked", token)


@behind(flow.STATUS)
@require_POST
def helped(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """Keep whether the answer helped; it may be changed."""
    try:
        flow.say_whether_it_helped(asked, request.POST.get("helped") == "yes")
    except flow.Moved:
        asked.refresh_from_db()
    return redirect("asked", token)


@behind(flow.STATUS)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """Ask once more, then delete all of it."""
    if request.method == "POST":
        flow.delete(asked)
        head = page_head(_("All of it is deleted"), request)
        return render(request, "submissions/deleted.html", {"head": head})
    context = {"asked": asked, "token": token, "head": page_head(_("Delete this?"), request)}
    return render(request, "advice/delete.html", context)


# --- Guides ------------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    """Take whether a guide was useful; who said so is not kept."""
    guide = get_object_or_404(GuidePage.objects.live().public(), pk=pk)
    said = request.GET.get("helped", "")[:3]
    form = FeedbackForm(request.POST or None, request=request, initial={"helped": said})
    taken = request.method == "POST" and form.is_valid()
    if taken:
        keep(guide, form)
    context = {
        "guide": guide,
        "url": url_of(guide),
        "form": form,
        "taken": taken,
        "head": page_head(_("Was this guide useful?"), request),
    }
    status = 422 if request.method == "POST" and not taken else 200
    return render(request, "advice/useful.html", context, status=status)


def keep(guide: GuidePage, form: FeedbackForm) -> Feedback:
    """Store what was said; the same form sent twice is one."""
    given = form.cleaned_data
    values = {"guide": guide, "helped": given["helped"], "text": given["text"]}
    return Feedback.objects.get_or_create(nonce=given["nonce"], defaults=values)[0]


def url_of(guide: GuidePage) -> str:
    """Return the address of ``guide`` in the reader's language, or in the frame of that."""
    frame = GuideIndexPage.in_language(get_language() or "")
    shown = frame.items().filter(translation_key=guide.translation_key).first() if frame else None
    return frame.teaser(shown).url if frame and shown else guide.url or ""
