"""The corner: how people of an organisation get in and out, and what they find there."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisations_directory import mails, people
from organisations_directory.corner import rooms, session
from organisations_directory.corner.cards import Action, cards, other_languages
from organisations_directory.corner.forms import PersonForm
from organisations_directory.corner.session import member
from organisations_directory.models import ContactPerson, Organisation
from portal.common import freshness, humans, watches
from portal.common.hiding import Hiding
from portal.common.links import Link
from portal.common.private import private
from submissions import flow, versions
from submissions.forms import EmailForm
from submissions.kinds import kind_called
from submissions.models import Submission
from submissions.views.access import page_head

State = Submission.State
TEMPLATES = "organisations_directory/corner"
# Submissions on the page; older ones have nothing to say any more.
MOST_SENT = 20


# --- In and out ------------------------------------------------------------------------


@private
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Send the link to whoever has a corner; say the same whoever asks."""
    form = EmailForm(request.POST or None, request=request)
    asked = request.method == "POST" and form.is_valid()
    if asked and humans.may_mail(request, form.cleaned_data["email"]):
        mails.corner(form.cleaned_data["email"])
    context = {"form": form, "asked": asked, "head": page_head(_("Open your corner"), request)}
    status = 422 if request.method == "POST" and not asked else 200
    return render(request, f"{TEMPLATES}/door.html", context, status=status)


@private
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show one button; pressing it begins a session."""
    return let_in(request, people.CORNER, token)


@private
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same for somebody who was invited: the button says that the address is theirs."""
    return let_in(request, people.INVITE, token)


def let_in(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    link = Link.objects.read(purpose, token)
    person = session.person_behind(link) if link else None
    if person is None:
        return ended(request)
    if request.method == "POST":
        person.confirm()
        return entered(request, person)
    context = {"person": person, "days": people.SESSION_DAYS}
    context["head"] = page_head(_("Open your corner"), request)
    return render(request, f"{TEMPLATES}/enter.html", context)


def entered(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """Begin a session and lead to the corner."""
    response = redirect("corner")
    session.begin(request, response, person)
    return response


def ended(request: HttpRequest) -> HttpResponse:
    """Say that a link leads nowhere any more, and where to ask for another."""
    head = page_head(_("This link does not work any more"), request)
    return render(request, f"{TEMPLATES}/ended.html", {"head": head}, status=410)


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Log out on this device."""
    response = redirect("corner_open")
    session.end(request, response)
    return response


@member
@require_POST
def leave_everywhere(request: HttpRequest, person: ContactPerson) -> HttpResponseBase:
    """End the sessions of this person on all devices."""
    people.end_everywhere(person)
    return leave(request)


@member
@require_POST
def switch(request: HttpRequest, person: ContactPerson, key: int) -> HttpResponse:
    """Go to another organisation of the same person."""
    other = others(person).filter(pk=key).first()
    if other is None:
        raise Http404
    return entered(request, other)


def others(person: ContactPerson) -> Any:
    """Return the same person in other organisations: the address is theirs there, too."""
    same = ContactPerson.objects.confirmed().with_email(person.email).exclude(pk=person.pk)
    return same.select_related("organisation")


# --- The page --------------------------------------------------------------------------


@member
@require_GET
def corner(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """Show the profile, what belongs to it, letters and people."""
    organisation = person.organisation
    context = {
        "person": person,
        "organisation": organisation,
        "profile": cards([organisation], "organisation", actions, version_url)[0],
        "checked": watches.checked_on(organisation),
        "sections": rooms.sections(organisation),
        "sent": sent(organisation),
        "people": organisation.people.all(),
        "others": others(person),
        # A new draft for each time the page was shown, not for each time a button is pressed.
        "nonce": secrets.token_urlsafe(16),
        "head": page_head(organisation.heading, request),
    }
    return render(request, f"{TEMPLATES}/corner.html", context)


def actions(organisation: Organisation, hidden: Hiding | None) -> list[Action]:
    """Return what can be done with the profile now."""
    change = Action(_("Change the profile"), reverse("corner_profile_edit"))
    valid = reverse("corner_profile_valid")
    if organisation.live:
        return [change, Action(_("All of it is still true"), valid)]
    return [Action(_("Show it again"), valid), change] if hidden else [change]


def version_url(organisation: Organisation, language: str) -> str:
    return reverse("corner_profile_version", args=[language])


def sent(organisation: Organisation) -> list[Submission]:
    """Return what was sent about it, each with its last letter."""
    rows = rooms.sent_about(organisation).prefetch_related("messages")
    found = list(rows[:MOST_SENT])
    for row in found:
        row.letter = list(row.messages.all())[-1:]
    return found


@member
@require_POST
def edit_profile(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """Open the form of the profile."""
    organisation = person.organisation
    draft = flow.change(kind_called("organisation"), organisation, person.email)
    return to_form(draft)


@member
@require_POST
def profile_version(request: HttpRequest, person: ContactPerson, language: str) -> HttpResponse:
    """Open the form of the profile in one more language."""
    return to_version(person, person.organisation, language)


def to_version(person: ContactPerson, entry: Any, language: str) -> HttpResponse:
    """Lead to the form of ``entry`` in ``language``; raises ``Http404`` unless there may be one."""
    if language not in dict(other_languages(entry)):
        raise Http404
    # Whoever writes another language need not be the one who reads our letters in it.
    facts = {"confirmed": True, "letters": person.language}
    context = {"organisation": person.organisation_id, **facts}
    return to_form(versions.begin(entry, language, person.email, context))


@member
@require_POST
def profile_valid(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """All of the profile is true today; if it was hidden for want of that, it is back."""
    freshness.confirm(person.organisation)
    return redirect("corner")


@member
@require_POST
def open_sent(request: HttpRequest, person: ContactPerson, key: int) -> HttpResponse:
    """Lead to a form or to the page that says where it stands."""
    row = rooms.sent_about(person.organisation).filter(pk=key).first()
    if row is None:
        raise Http404
    return to_form(row)


def to_form(row: Submission) -> HttpResponse:
    """Lead to the form while it can be written, or else to where it stands."""
    if row.state == State.DRAFT:
        link = Link.objects.standing(flow.DRAFT, row.pk, flow.DRAFT_DAYS)
        return redirect("submission_draft", link.token)
    link = Link.objects.standing(flow.STATUS, row.pk, flow.STATUS_DAYS)
    return redirect("submission_status", link.token)


# --- People ----------------------------------------------------------------------------


@member
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, person: ContactPerson) -> HttpResponse:
    """Invite somebody; only from their own mailbox do they get in."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if humans.may_mail(request, form.cleaned_data["email"]):
            new = people.add(person.organisation, **form.cleaned_data, confirmed=False)
            if new.confirmed_at is None:
                mails.invite(new, person)
            return redirect("corner")
        form.add_error(None, humans.TOO_MANY)
    context = {"form": form, "head": page_head(_("Add a person"), request)}
    status = 422 if request.method == "POST" else 200
    return render(request, f"{TEMPLATES}/add_person.html", context, status=status)


@member
@require_http_methods(["GET", "POST"])
def remove_person(request: HttpRequest, person: ContactPerson, key: int) -> HttpResponse:
    """Ask once more, then take somebody out."""
    leaving = person.organisation.people.filter(pk=key).first()
    if leaving is None:
        return redirect("corner")
    last = False
    if request.method == "POST":
        try:
            people.remove(leaving)
        except people.LastOne:
            last = True
        else:
            return redirect("corner")
    context = {"leaving": leaving, "last": last, "head": page_head(_("Remove a person"), request)}
    return render(request, f"{TEMPLATES}/remove_person.html", context, status=409 if last else 200)
