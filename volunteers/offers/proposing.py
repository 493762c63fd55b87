"""What brokers propose to somebody, and what comes of it: locked, with its mails."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from opportunities.models import Opportunity
from volunteers.flow import Moved, goes_by_itself, hand_on, is_active, is_known, locked
from volunteers.flow import enter as enter_interest
from volunteers.mails import received, to_staff
from volunteers.models import Consent, Interest, Offer, OfferStep, Proposal
from volunteers.offers import mails
from volunteers.offers.flow import dealt_with, enter

State, Answer, Who = Offer.State, Proposal.State, OfferStep.Who


def propose(
    offer: Offer, call: Opportunity, why: str, by: Any, seen: int | None = None
) -> Proposal:
    """Write to the person about ``call``, which is never proposed to them twice.

    Raises :class:`Moved` if they want no proposals now, or have had this one.
    """
    with locked(offer, *Offer.OPEN, seen=seen) as row:
        made = begin_proposal(row, call, why, by)
        mails.propose(made)
    return made


def begin_proposal(row: Offer, call: Opportunity, why: str, by: Any) -> Proposal:
    """Return a new proposal for a locked row, on which somebody works from now on."""
    if row.paused_at or not call.live:
        raise Moved(row.state)
    made, new = Proposal.objects.get_or_create(
        offer=row, opportunity=call, defaults={"why": why, "by": by, "sent_at": timezone.now()}
    )
    if not new:
        raise Moved(made.state)
    if row.state == State.NEW:
        enter(row, State.IN_PROGRESS, Who.STAFF, by)
    dealt_with(row, by)
    return made


def said_yes(offer: Offer, call: Opportunity, why: str, by: Any, seen: int | None = None) -> None:
    """Take the yes that somebody gave a broker on the telephone."""
    with locked(offer, *Offer.OPEN, seen=seen) as row:
        is_known(row.volunteer)
        row.volunteer.refresh_from_db()
        made = begin_proposal(row, call, why, by)
        made.interest = interested(made, row.text, Who.STAFF, by)
        settle(made, Answer.YES)
        made.save()


# --- What comes of a proposal ------------------------------------------------------------


@contextmanager
def answering(proposal: Proposal, *states: str) -> Iterator[Proposal]:
    """Yield the locked row, and note on its offer that the person has done something.

    The offer is locked first, as by all who lock both: else two could wait for each other.
    """
    with locked(proposal.offer) as offer, locked(proposal, *states) as row:
        yield row
        is_active(offer.volunteer)
        if offer.is_open:
            dealt_with(offer)


def accept(proposal: Proposal, text: str, consent: str) -> None:
    """The person says yes: it becomes an interest in that call. Done twice, it is done once.

    Raises :class:`Moved` if the call has ended meanwhile, or they said something else.
    """
    with answering(proposal, Answer.SENT, Answer.EXPIRED, Answer.YES) as row:
        if row.state == Answer.YES:
            return
        if not row.opportunity.live:
            raise Moved(row.state)
        Consent.objects.create(volunteer=row.offer.volunteer, words=consent)
        row.interest = interested(row, text, Who.VOLUNTEER)
        settle(row, Answer.YES)


def decline(proposal: Proposal, reason: str, text: str) -> None:
    """The person says no, perhaps why. Done twice, it is done once."""
    with answering(proposal, Answer.SENT, Answer.EXPIRED, Answer.NO) as row:
        if row.state == Answer.NO:
            return
        row.reason, row.text = reason, text
        settle(row, Answer.NO)


def settle(row: Proposal, state: str) -> None:
    """Bring a locked proposal into ``state``."""
    row.state, row.done_at = state, timezone.now()


def interested(row: Proposal, text: str, who: str, by: Any = None) -> Interest:
    """Return the interest that a yes becomes; the one there is, if they wrote by themselves.

    It is passed on at once, unless somebody has to be spoken with first.
    """
    person, call = row.offer.volunteer, row.opportunity
    known: Interest | None = person.interests.open().filter(opportunity=call).first()
    if known:
        return known
    made = Interest(volunteer=person, opportunity=call, text=text, site_id=row.offer.site_id)
    made.save()
    enter_interest(made, Interest.State.NEW, who, by)
    if goes_by_itself(made):
        hand_on(made, Who.PORTAL)
    else:
        received(made)
        to_staff(made, "look")
    made.save()
    return made
