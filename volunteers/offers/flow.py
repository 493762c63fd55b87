"""How an offer goes from one state to the next, locked, with its mails."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.common.links import Link
from volunteers.flow import (
    begun,
    is_active,
    is_known,
    locked,
    recognised,
)
from volunteers.models import Offer, OfferStep, Proposal
from volunteers.offers import mails
from volunteers.purposes import CONFIRM_DAYS, OFFER_CONFIRM

State, Answer, Who = Offer.State, Proposal.State, OfferStep.Who
# What brokers may bring an offer into, and from where; a slip can be put right.
BY_STAFF: dict[str, tuple[str, ...]] = {
    State.IN_PROGRESS: (State.NEW, State.AGREED, State.ENDED),
    State.AGREED: (*Offer.OPEN, State.ENDED),
    State.ENDED: (*Offer.OPEN, State.AGREED),
    State.WITHDRAWN: (*Offer.OPEN, State.AGREED, State.ENDED),
}


def enter(row: Offer, state: str, who: str, by: Any = None, text: str = "") -> None:
    """Bring a locked row into ``state`` and note that in its history."""
    now = timezone.now()
    row.state = state
    row.waiting_since = now if state in Offer.OPEN else None
    row.done_at = now if state in Offer.DONE else None
    if state in Offer.DONE:
        row.remind_on = row.paused_at = None
        row.proposals.filter(state=Answer.SENT).update(state=Answer.EXPIRED, done_at=now)
    OfferStep.objects.create(offer=row, state=state, who=who, by=by, text=text, at=now)


def dealt_with(row: Offer, by: Any = None) -> None:
    """Note on a locked row that something was done: it begins to wait anew."""
    row.waiting_since = timezone.now()
    row.taken_by = row.taken_by or by


# --- Who offers to help ------------------------------------------------------------------


@transaction.atomic
def send(nonce: str, wishes: dict[str, Any], consent: str, **person: Any) -> Offer:
    """Return the offer that the form with ``nonce`` sent: one, however often it was.

    Who leaves no e-mail is called by the centre; others confirm their address first.
    """
    values = dict(wishes)
    skills = values.pop("skills", ())
    row, new = begun(Offer, nonce, consent, person, **values)
    if not new:
        return row
    row.skills.set(skills)
    if row.volunteer.email:
        mails.confirm(row, Link.objects.standing(OFFER_CONFIRM, row.pk, CONFIRM_DAYS))
    else:
        enter(row, State.NEW, Who.VOLUNTEER)
        row.save()
        mails.to_staff(row, "call")
    return row


def correct(offer: Offer, email: str) -> None:
    """Ask another address to confirm, or the same once more; the older links end."""
    with locked(offer, State.SENT) as row:
        Link.objects.of(OFFER_CONFIRM, row.pk).revoke()
        row.volunteer.email = email
        row.volunteer.save(update_fields=["email"])
        mails.confirm(row, Link.objects.make(OFFER_CONFIRM, row.pk, CONFIRM_DAYS))


def confirm(offer: Offer) -> Offer:
    """The address is right: brokers see it. Return what it has become.

    Done twice, it is done once. Who has an open offer already has put that right: there is
    one offer of one person at a time.
    """
    try:
        return _confirm(offer)
    except IntegrityError:  # the same person confirms something else at this very moment
        return _confirm(offer)


@transaction.atomic
def _confirm(offer: Offer) -> Offer:
    row = Offer.objects.for_update().get(pk=offer.pk)
    if row.state != State.SENT:
        return row
    row.volunteer = recognised(row.volunteer)
    before = row.volunteer.offers.open().exclude(pk=row.pk).first()
    if before:
        change(before, {**wishes_of(row), "paused_at": None})
        row.delete()
        return Offer.objects.get(pk=before.pk)
    enter(row, State.NEW, Who.VOLUNTEER)
    row.version += 1
    row.save()
    mails.received(row)
    mails.to_staff(row, "look")
    return row


def wishes_of(row: Offer) -> dict[str, Any]:
    """Return the wishes of ``row`` as they are kept."""
    wishes = {name: getattr(row, name) for name in (*Offer.WISHES, "text")}
    return {**wishes, "skills": list(row.skills.all())}


def change(offer: Offer, wishes: dict[str, Any]) -> None:
    """Replace what the person would like; brokers look at it anew."""
    values = dict(wishes)
    skills = values.pop("skills", ())
    with locked(offer, *Offer.OPEN) as row:
        for name, value in values.items():
            setattr(row, name, value)
        row.skills.set(skills)
        row.waiting_since = timezone.now()
        # A step with neither state nor words: the wishes have changed.
        OfferStep.objects.create(offer=row, who=Who.VOLUNTEER)
        is_active(row.volunteer)


def pause(offer: Offer, *, paused: bool) -> None:
    """Propose nothing for a while, or again. Done twice, it is done once."""
    with locked(offer, *Offer.OPEN) as row:
        row.paused_at = (row.paused_at or timezone.now()) if paused else None
        row.waiting_since = timezone.now()
        is_active(row.volunteer)


def withdraw(offer: Offer) -> None:
    """The person does not want it any more. Done twice, it is done once."""
    move(offer, State.WITHDRAWN, Who.VOLUNTEER)


# --- Who brokers it ----------------------------------------------------------------------


def move(
    offer: Offer, state: str, who: str, *, by: Any = None, text: str = "", seen: int | None = None
) -> None:
    """Bring it into ``state``; pressed twice, it is done once.

    Raises :class:`Moved` if it cannot come from where it is to there.
    """
    with locked(offer, *BY_STAFF.get(state, ()), state, seen=seen) as row:
        if row.state == state:
            return
        enter(row, state, who, by, text)
        if who == Who.VOLUNTEER:
            is_active(row.volunteer)
        else:
            row.taken_by = row.taken_by or by
            is_known(row.volunteer)


def note(offer: Offer, by: Any, text: str) -> None:
    """Keep a note that only brokers read."""
    with locked(offer) as row:
        OfferStep.objects.create(offer=row, who=Who.STAFF, by=by, text=text, for_staff=True)
        if row.is_open:
            dealt_with(row, by)


def remind(offer: Offer, by: Any, day: Any, seen: int) -> None:
    """Let it come up again on ``day``; ``None`` takes that back."""
    with locked(offer, *Offer.OPEN, seen=seen) as row:
        row.remind_on = day
        dealt_with(row, by)
