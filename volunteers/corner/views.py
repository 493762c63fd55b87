"""What people of an organisation do about those who are interested: in the corner, or by a link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisations_directory.corner.session import member
from organisations_directory.models import ContactPerson
from portal.common import hiding
from portal.common.hiding import Reason
from submissions.views.access import Ended, behind, page_head
from volunteers import flow, mails
from volunteers.corner.people import shown
from volunteers.forms import AnswerForm
from volunteers.models import Interest, Step
from volunteers.purposes import HOST
from volunteers.views import interest_behind

Who = Step.Who


def answer(request: HttpRequest, row: Interest) -> None:
    """Take what the button says; what cannot be any more is left as it is."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            flow.say(row, who=Who.ORGANISATION, **form.cleaned_data)
        except flow.Moved:
            row.refresh_from_db()


@member
@require_POST
def in_corner(request: HttpRequest, person: ContactPerson, key: int) -> HttpResponse:
    """Take the answer of somebody who is in the corner."""
    row = Interest.objects.seen_by(person.organisation).filter(pk=key).first()
    if row is None:
        raise Http404
    answer(request, row)
    link = f"#interest-{row.pk}"
    response = redirect("corner")
    response["Location"] += link
    return response


def interest_of_host(purpose: str, token: str) -> Interest:
    """Return what a link of a letter leads to, while the organisation may see it."""
    row: Interest = interest_behind(purpose, token)
    if not Interest.objects.seen().filter(pk=row.pk).exists():
        raise Ended
    return row


by_link = behind(HOST, interest_of_host)


@by_link
@require_http_methods(["GET", "POST"])
def host(request: HttpRequest, row: Interest, token: str) -> HttpResponseBase:
    """Show who is interested, and the buttons; pressing one is the answer."""
    if request.method == "POST":
        answer(request, row)
        return redirect("interest_host", token)
    call = row.opportunity
    context = {
        "one": shown(row),
        "token": token,
        "call": call,
        "reasons": Interest.Reason.choices,
        "full": mails.is_full(row),
        "head": page_head(_("Somebody is interested"), request),
    }
    return render(request, "volunteers/corner/host.html", context)


@by_link
@require_POST
def close(request: HttpRequest, row: Interest, token: str) -> HttpResponseBase:
    """Close the call: as many have agreed as were wanted."""
    if mails.is_full(row):
        hiding.hide(row.opportunity, Reason.FOUND, row.opportunity.people_wanted)
    return redirect("interest_host", token)
