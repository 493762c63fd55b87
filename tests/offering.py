"""People who offer help, to test with: what they send, and offers in every state."""

from itertools import count
from typing import Any

from django.test import Client

from portal.common.links import Link
from tests import factories
from tests.advising import human_post
from tests.volunteering import at, call
from volunteers.models import Offer, OfferStep, Proposal
from volunteers.offers import flow, proposing
from volunteers.purposes import PROPOSAL

State, Answer, Who = Offer.State, Proposal.State, OfferStep.Who
SENT: dict[str, Any] = {
    "fields_wished": ["animals"],
    "name": "Radka Zelinková",
    "email": "radka@example.org",
    "phone": "",
    "age": "18",
    "text": "I grew up with dogs.",
    "consent": "on",
}
_numbers = count(1)


def tell(client: Client, language: str = "en", query: str = "", **changes: Any) -> Any:
    """Return the answer to the form "I can help"."""
    path = at("offer", language=language) + query
    return human_post(client, path, **{**SENT, **changes})


def offer(state: str = State.NEW, wishes: dict[str, Any] | None = None, **person: Any) -> Offer:
    """Return an offer that came into ``state`` as it does for people."""
    number = next(_numbers)
    values = {"name": f"Olda {number}", "email": f"olda-{number}@example.org", "language": "en"}
    wanted = {"fields": ["animals"], "text": "I like dogs.", **(wishes or {})}
    row = flow.send(f"offer-{number}", wanted, "You may.", **{**values, **person})
    if state != State.SENT and row.state == State.SENT:
        row = flow.confirm(row)
    if state not in (State.SENT, State.NEW):
        who = Who.VOLUNTEER if state == State.WITHDRAWN else Who.STAFF
        flow.move(row, state, who)
    row.refresh_from_db()
    return row


def dogs(**attributes: Any) -> Any:
    """Return a published call with animals, of an organisation with a contact person."""
    field = factories.field("animals")
    return call(**{"fields": [field], **attributes})


def proposal(row: Offer | None = None, **attributes: Any) -> Proposal:
    """Return a proposal that waits for an answer."""
    return proposing.propose(row or offer(), dogs(**attributes), "Animals", None)


def answer_page(row: Proposal) -> str:
    return at("offer_proposal", Link.objects.standing(PROPOSAL, row.pk, 30).token)
