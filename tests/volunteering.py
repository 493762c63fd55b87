"""People who want to help, to test with: what they send, and rows in every state."""

import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from opportunities.models import Opportunity
from organisations_directory.models import ContactPerson
from portal.common.links import Link
from portal.common.models import Mail
from tests import factories
from tests.advising import human_post
from tests.people import LINK
from volunteers import flow
from volunteers.models import Interest, Step, Volunteer
from volunteers.purposes import HOST, MINE

State, Who = Interest.State, Step.Who
SENT = {
    "name": "Radka Zelinková",
    "email": "radka@example.org",
    "phone": "",
    "text": "I like dogs and have time on Saturdays.",
    "consent": "on",
}
_numbers = count(1)


def at(name: str, *args: Any, language: str = "en") -> str:
    """Return the address of a page."""
    with translation.override(language):
        return reverse(name, args=args)


def call(**attributes: Any) -> Opportunity:
    """Return a published call of an organisation with one contact person."""
    host = attributes.pop("organisation", None) or factories.organisation(
        name="Útulek Za Vodou", language="en"
    )
    if not host.people.exists():
        ContactPerson.objects.create(
            organisation=host,
            name="Ema",
            email=f"ema-{host.pk}@example.org",
            language="en",
            confirmed_at=timezone.now(),
        )
    values = {"title": "Walk the shelter dogs", "language": "en", "organisation": host}
    return factories.opportunity(**{**values, **attributes})


def contact_of(about: Opportunity) -> ContactPerson:
    """Return the contact person of the organisation whose call it is."""
    return ContactPerson.objects.get(organisation=about.organisation)


def ask(client: Client, about: Opportunity, language: str = "en", **changes: Any) -> Any:
    """Return the answer to the form on ``about``."""
    return human_post(client, at("interest", about.pk, language=language), **{**SENT, **changes})


def interest(state: str = State.PASSED, about: Opportunity | None = None, **person: Any) -> Any:
    """Return an interest that came into ``state`` as it does for people."""
    number = next(_numbers)
    values = {"name": f"Radka {number}", "email": f"radka-{number}@example.org", "language": "en"}
    row = flow.send(
        f"nonce-{number}", about or call(), "I like dogs.", "You may.", **{**values, **person}
    )
    if state == State.SENT:
        return row
    if row.state == State.SENT:
        row = flow.confirm(row)
    if state not in (State.NEW, State.PASSED):
        who = Who.VOLUNTEER if state == State.WITHDRAWN else Who.ORGANISATION
        flow.move(row, state, who)
    row.refresh_from_db()
    return row


def my_page(who: Volunteer, name: str = "volunteer_page", *args: Any) -> str:
    """Return the address of the private page of ``who``, or of one below it."""
    return at(name, Link.objects.standing(MINE, who.pk, 30).token, *args)


def host_page(row: Interest, name: str = "interest_host") -> str:
    return at(name, Link.objects.standing(HOST, row.pk, 30).token)


def link_in(mail: Mail) -> str:
    """Return the path of the last private page in ``mail``."""
    return str([path for path in LINK.findall(mail.text) if len(path) > 20][-1])


def mails(*parts: str) -> list[Mail]:
    """Return the mails whose event has each of ``parts`` in it, in order."""
    rows = Mail.objects.order_by("pk")
    for part in parts:
        rows = rows.filter(event__contains=part)
    return list(rows)


def travel(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let it be ``text``, in Prague, from now on."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Prague"))
    monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))
