"""What people of an organisation do with its calls."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opportunities.corner.forms import FoundForm
from opportunities.corner.room import calls
from opportunities.models import Opportunity
from opportunities.submissions import copied
from organisations_directory.corner.session import member
from organisations_directory.corner.views import to_form, to_version
from organisations_directory.models import ContactPerson
from portal.common import freshness, hiding
from portal.common.furniture import language_of
from portal.common.hiding import Reason
from portal.common.last_day import LastDayForm
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from submissions.views.access import page_head

View = Callable[..., HttpResponseBase]
NONCE_LENGTH = 64


def own_call(view: View) -> View:
    """Decorate a view about one call; those of other organisations are not found."""

    @member
    @wraps(view)
    def wrapped(
        request: HttpRequest, person: ContactPerson, key: int, **more: str
    ) -> HttpResponseBase:
        call = calls(person.organisation).filter(pk=key).first()
        if call is None:
            raise Http404
        return view(request, person, call, **more)

    return wrapped


def begin(person: ContactPerson, language: str, nonce: str | None, data: Any = None) -> Submission:
    """Return the draft of a new call; whose it is and who writes it are known."""
    context = {"organisation": person.organisation_id, "confirmed": True}
    with transaction.atomic():
        draft = flow.start(kind_called("opportunity"), nonce, language, context)
        new = {"email": person.email, **({"data": data} if data else {})}
        if not draft.email:
            Submission.objects.filter(pk=draft.pk).update(**new)
    draft.refresh_from_db()
    return draft


def nonce_of(request: HttpRequest, person: ContactPerson, what: str) -> str | None:
    """Return what makes one draft of one page shown, however often its button is pressed."""
    nonce = request.POST.get("nonce", "")
    return f"{what}-{person.pk}-{nonce}"[:NONCE_LENGTH] if nonce else None


@member
@require_POST
def new(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """Begin a call."""
    draft = begin(person, language_of(person.organisation), nonce_of(request, person, "new"))
    return to_form(draft)


@own_call
@require_POST
def copy(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Begin a call with the words of an older one."""
    nonce = nonce_of(request, person, f"copy{call.pk}")
    return to_form(begin(person, language_of(call), nonce, dict(copied(call))))


@own_call
@require_POST
def edit(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Open the form of the call."""
    context = {"organisation": person.organisation_id, "confirmed": True}
    return to_form(flow.change(kind_called("opportunity"), call, person.email, context))


@own_call
@require_POST
def version(
    request: HttpRequest, person: ContactPerson, call: Opportunity, language: str
) -> HttpResponse:
    """Open the form of the call in one more language."""
    return to_version(person, call, language)


@own_call
@require_POST
def valid(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """All of it is true today."""
    freshness.confirm(call)
    return redirect("corner")


@own_call
@require_POST
def pause(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Hide it for a while."""
    hiding.hide(call, Reason.PAUSED)
    return redirect("corner")


@own_call
@require_POST
def resume(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Show it again as it was."""
    hiding.show_again(call, checked_on=timezone.localdate())
    return redirect("corner")


@own_call
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Ask how many people came; the call is done."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hiding.hide(call, Reason.FOUND, form.cleaned_data["people"])
        return redirect("corner")
    return page(request, "found", _("We found our people"), call, form)


@own_call
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Ask once more, then close it."""
    if request.method == "POST":
        hiding.hide(call, Reason.CLOSED)
        return redirect("corner")
    return page(request, "close", _("Close this call?"), call)


@own_call
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, person: ContactPerson, call: Opportunity) -> HttpResponse:
    """Ask for a new last day; what was hidden is shown until then."""
    form = LastDayForm(request.POST or None, entry=call, name="expires_on")
    if request.method == "POST" and form.is_valid():
        facts = {"checked_on": timezone.localdate(), **form.facts}
        if not hiding.show_again(call, **facts) and call.live:
            hiding.stamp(call, **facts)
        return redirect("corner")
    return page(request, "extend", _("Show it longer"), call, form)


def page(
    request: HttpRequest, name: str, title: str, call: Opportunity, form: Any = None
) -> HttpResponse:
    """Return one of the small pages about a call."""
    context = {"call": call, "form": form, "head": page_head(title, request)}
    status = 422 if request.method == "POST" else 200
    return render(request, f"opportunities/corner/{name}.html", context, status=status)
