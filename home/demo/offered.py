"""Who offers help in the demo: somebody in every state, made by the very steps people take."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import translation

from home.demo.reading import Row, read_editorial
from opportunities.models import Opportunity
from portal.common.models import Mail
from search.models import Place
from volunteers.models import Interest, Offer, OfferStep, Proposal, Skill, Volunteer
from volunteers.offers import flow, mails, proposing, suggestions

# By which the demo knows its own again.
NONCE = "demo-offer-"
State, Who = Offer.State, OfferStep.Who
WISHES = ("fields", "words", "times", "commitments", "remote", "languages", "avoided", "text")
PERSON = ("name", "email", "phone", "language", "age")
# What was proposed to them, and what they say to it.
ASKED = ("asked", "yes", "no")


def make() -> int:
    """Make what is missing; return how many that were."""
    rows = list(enumerate(read_editorial("interested").get("offers", [])))
    known = set(mine().values_list("nonce", flat=True))
    missing = [(number, row) for number, row in rows if f"{NONCE}{number}" not in known]
    for number, row in missing:
        offer = sent(number, row)
        bring_to(offer, row)
        date_back(offer, row["days"])
        # Nobody is to be written to.
        written = Mail.objects.filter(event__startswith=mails.prefix(offer))
        (written | Mail.objects.filter(event__in=of_interests(offer))).delete()
    return len(missing)


def mine() -> Any:
    return Offer.objects.filter(nonce__startswith=NONCE)


def sent(number: int, row: Row) -> Offer:
    """Return what somebody of the demo offers."""
    wishes = {name: row[name] for name in WISHES if name in row}
    wishes.setdefault("languages", [row["language"]])
    wishes["skills"] = list(Skill.objects.filter(slug__in=row.get("skills", [])))
    if "place" in row:
        wishes["place"] = Place.objects.from_input(row["place"])
    person = {name: row[name] for name in PERSON if name in row}
    return flow.send(f"{NONCE}{number}", wishes, "Invented, like the person.", **person)


def bring_to(offer: Offer, row: Row) -> None:
    """Bring it into its state, as people do."""
    state = row["state"]
    if state == State.SENT:
        return
    if offer.state == State.SENT:
        flow.confirm(offer)
        offer.refresh_from_db()
    by = broker()
    if state == "paused":
        flow.pause(offer, paused=True)
    elif state in ASKED:
        answer(propose(offer, row, by), state)
    elif state != State.NEW:
        who = Who.VOLUNTEER if state == State.WITHDRAWN else Who.STAFF
        flow.move(offer, state, who, by=None if who == Who.VOLUNTEER else by)
    if "note" in row:
        flow.note(offer, by, row["note"])


def propose(offer: Offer, row: Row, by: Any) -> Proposal:
    """Propose a call of the first field that they like, one that fits if there is any."""
    calls = Opportunity.objects.published().filter(fields__slug=row["fields"][0]).order_by("pk")
    with translation.override(row["language"]):
        reasons = {call: suggestions.why(offer, call) for call in calls}
    call = next((call for call, why in reasons.items() if why), calls[0])
    why = reasons[call]
    return proposing.propose(offer, call, why, by)


def broker() -> Any:
    """Return who works on it."""
    return get_user_model().objects.filter(username="broker").first()


def answer(proposal: Proposal, state: str) -> None:
    """Let them say yes or no, or nothing yet."""
    if state == "yes":
        proposing.accept(proposal, proposal.offer.text, "Invented, like the person.")
    elif state == "no":
        proposing.decline(proposal, Proposal.Reason.PLACE, "")


def of_interests(offer: Offer) -> list[str]:
    """Return the events of the mails about what a yes became."""
    keys = Interest.objects.filter(volunteer=offer.volunteer_id).values_list("pk", flat=True)
    events = Mail.objects.values_list("event", flat=True)
    return [each for key in keys for each in events.filter(event__startswith=f"interest-{key}-")]


def date_back(offer: Offer, days: int) -> None:
    """Let it have happened some days ago; what became of it, half as long."""
    ago, later = datetime.timedelta(days=days), datetime.timedelta(days=days / 2)
    rows = Offer.objects.filter(pk=offer.pk)
    rows.update(
        sent_at=F("sent_at") - ago,
        waiting_since=F("waiting_since") - later,
        done_at=F("done_at") - later,
    )
    offer.steps.filter(state=State.NEW).update(at=F("at") - ago)
    offer.steps.exclude(state=State.NEW).update(at=F("at") - later)
    who = Volunteer.objects.filter(pk=offer.volunteer_id)
    who.update(created_at=F("created_at") - ago, confirmed_at=F("confirmed_at") - ago)


def remove() -> None:
    """Delete all of it."""
    Volunteer.objects.filter(offers__in=mine()).delete()
