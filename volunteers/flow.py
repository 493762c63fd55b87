"""How an interest goes from one state to the next: each step whole or not at all.

Every function locks the row and looks at its state first, so that of two who press at once
the second finds the work done. Mails are queued in the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory import people
from portal.common.links import Link
from volunteers import ages, locks, mails
from volunteers.models import Consent, Interest, Step, Volunteer
from volunteers.models.tally import count
from volunteers.purposes import CONFIRM, CONFIRM_DAYS

State, Who = Interest.State, Step.Who
# What an organisation says became of it; it may put a slip right.
ANSWERS = (State.IN_TOUCH, State.AGREED, State.NOT_NOW, State.NO_ANSWER)
PASSED_ON = (State.PASSED, *ANSWERS)
# From which states whoever may say a state may say it.
FROM: dict[str, tuple[str, ...]] = {
    State.PASSED: (State.NEW,),
    **dict.fromkeys(ANSWERS, PASSED_ON),
    State.WITHDRAWN: (State.NEW, *PASSED_ON),
}
# Brokers may close what was never passed on, too.
BY_STAFF = {
    **FROM,
    State.NOT_NOW: (State.NEW, *PASSED_ON),
    State.NO_ANSWER: (State.NEW, *PASSED_ON),
}


# An interest, an offer or a proposal: rows with a state and a version.
Row = TypeVar("Row", bound=Any)


class Moved(Exception):
    """The row is in another state by now."""


@contextmanager
def locked(known: Row, *states: str, seen: int | None = None) -> Iterator[Row]:
    """Yield the row as it is now, which nobody else changes meanwhile; it is saved in the end.

    Raises :class:`Moved` unless it is in one of ``states``, and in the version ``seen`` by
    whoever acts. ``known`` is brought up to date.
    """
    with transaction.atomic():
        row = type(known).objects.for_update().get(pk=known.pk)
        if (states and row.state not in states) or (seen is not None and row.version != seen):
            raise Moved(row.state)
        yield row
        row.version += 1
        row.save()
    known.refresh_from_db()


def enter(row: Interest, state: str, who: str, by: Any = None, text: str = "") -> None:
    """Bring a locked row into ``state`` and note that in its history and in the numbers."""
    now = timezone.now()
    row.state = state
    row.waiting_since = now if state in Interest.OPEN else None
    row.done_at = now if state in Interest.DONE else None
    if state != State.NOT_NOW:
        row.reason = ""
    Step.objects.create(interest=row, state=state, who=who, by=by, text=text, at=now)
    count(row.opportunity, state)


def is_active(volunteer: Volunteer) -> None:
    """Note that the person has done something: their record begins to wait anew."""
    rows = Volunteer.objects.filter(pk=volunteer.pk)
    rows.update(active_at=timezone.now(), asked_at=None)


def is_known(volunteer: Volunteer) -> None:
    """Note that a broker has spoken with somebody who left a telephone number only."""
    if volunteer.confirmed_at is None:
        Volunteer.objects.filter(pk=volunteer.pk).update(confirmed_at=timezone.now())


# --- Who is interested -------------------------------------------------------------------


@transaction.atomic
def send(nonce: str, call: Opportunity, text: str, consent: str, **person: Any) -> Interest:
    """Return the interest that the form with ``nonce`` sent: one, however often it was.

    Who leaves no e-mail is called by the centre; others confirm their address first.
    """
    row, new = begun(Interest, nonce, consent, person, opportunity=call, text=text)
    if not new:
        return row
    volunteer = row.volunteer
    if volunteer.email:
        mails.confirm(row, Link.objects.standing(CONFIRM, row.pk, CONFIRM_DAYS))
    else:
        enter(row, State.NEW, Who.VOLUNTEER)
        row.save()
        mails.to_staff(row, "call")
    return row


def begun(
    model: type[Row], nonce: str, consent: str, person: dict[str, Any], **values: Any
) -> tuple[Row, bool]:
    """Return the row of ``model`` that the form with ``nonce`` sent, and whether it is new.

    A new one belongs to a person of its own, who agreed to the words of ``consent``.
    """
    known = model.objects.filter(nonce=nonce).first()
    if known:
        return known, False
    volunteer = Volunteer.objects.create(**person)
    row, new = model.objects.get_or_create(nonce=nonce, defaults={"volunteer": volunteer, **values})
    if new:
        Consent.objects.create(volunteer=volunteer, words=consent)
    else:
        volunteer.delete()
    return row, new


def correct(interest: Interest, email: str) -> None:
    """Ask another address to confirm, or the same once more; the older links end."""
    with locked(interest, State.SENT) as row:
        Link.objects.of(CONFIRM, row.pk).revoke()
        Volunteer.objects.filter(pk=row.volunteer_id).update(email=email)
        row.volunteer.email = email
        mails.confirm(row, Link.objects.make(CONFIRM, row.pk, CONFIRM_DAYS))


def confirm(interest: Interest) -> Interest:
    """The address is right: pass it on. Return what it has become.

    Done twice, it is done once. What somebody writes again about the same call is added to what
    they wrote before.
    """
    try:
        return _confirm(interest)
    except IntegrityError:  # the same person confirms something else at this very moment
        return _confirm(interest)


@transaction.atomic
def _confirm(interest: Interest) -> Interest:
    row = Interest.objects.for_update().get(pk=interest.pk)
    if row.state != State.SENT:
        return row
    row.volunteer = recognised(row.volunteer)
    before = row.volunteer.interests.open().filter(opportunity=row.opportunity).first()
    if before:
        write(before, row.text)
        row.delete()
        return Interest.objects.get(pk=before.pk)
    enter(row, State.NEW, Who.VOLUNTEER)
    if goes_by_itself(row):
        hand_on(row, Who.PORTAL)
    else:
        mails.received(row)
        mails.to_staff(row, "look")
    row.version += 1
    row.save()
    return row


def recognised(typed: Volunteer) -> Volunteer:
    """Return the record of whoever confirmed what is ``typed``: theirs from before, if any."""
    now = timezone.now()
    same = Volunteer.objects.confirmed().with_email(typed.email)
    # What they sent before may be changed next: it is locked before the record.
    found = locks.people(list(same.values_list("pk", flat=True)))
    known: Volunteer | None = found.confirmed().with_email(typed.email).first()
    if known is None:
        typed.confirmed_at = typed.active_at = now
        typed.save()
        return typed
    for name in ("name", "phone", "language", "age", "guardian"):
        setattr(known, name, getattr(typed, name) or getattr(known, name))
    known.active_at, known.asked_at = now, None
    known.save()
    typed.consents.update(volunteer=known)
    typed.interests.update(volunteer=known)
    typed.offers.update(volunteer=known)
    typed.delete()
    return known


def goes_by_itself(row: Interest) -> bool:
    """Return whether nobody has to look first: no guardian to speak with, somebody to write to."""
    host = row.opportunity.organisation
    agrees = not ages.needs_guardian(row.volunteer.age, row.opportunity)
    return bool(agrees and host and people.readers(host))


def change(volunteer: Volunteer, **values: Any) -> None:
    """Put right what somebody wrote about themselves."""
    with transaction.atomic():
        row = locks.people([volunteer.pk]).get()
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        is_active(row)
        for interest in row.interests.select_related("opportunity", "volunteer"):
            interest.save(update_fields=["folded"])
        for offer in row.offers.select_related("volunteer"):
            offer.save(update_fields=["folded"])
    volunteer.refresh_from_db()


def write(interest: Interest, text: str, nonce: str | None = None) -> None:
    """Add something the volunteer wants to say; the organisation gets it, or the centre.

    The form with ``nonce`` adds it once, however often it is sent.
    """
    if not text:
        return
    with locked(interest, *Interest.OPEN, State.AGREED) as row:
        if nonce and row.steps.filter(nonce=nonce).exists():
            return
        step = Step.objects.create(interest=row, who=Who.VOLUNTEER, text=text, nonce=nonce)
        is_active(row.volunteer)
        if row.passed_at:
            mails.wrote(row, step)
        else:
            mails.to_staff(row, f"wrote-{step.pk}")


def withdraw(interest: Interest) -> None:
    """The volunteer does not want it any more. Done twice, it is done once."""
    move(interest, State.WITHDRAWN, Who.VOLUNTEER)


def say(interest: Interest, state: str, who: str, **more: Any) -> None:
    """Take what one of both sides says became of it."""
    if state in ANSWERS:
        move(interest, state, who, **more)


# --- Who brokers it ----------------------------------------------------------------------


def hand_on(row: Interest, who: str, by: Any = None) -> None:
    """Bring a locked row to the organisation."""
    enter(row, State.PASSED, who, by)
    row.passed_at = timezone.now()
    mails.passed(row)


def move(
    interest: Interest,
    state: str,
    who: str,
    *,
    by: Any = None,
    reason: str = "",
    text: str = "",
    seen: int | None = None,
) -> None:
    """Bring it into ``state``, and tell whom it concerns; pressed twice, it is done once.

    Raises :class:`Moved` if it cannot come from where it is to there.
    """
    allowed = (BY_STAFF if who == Who.STAFF else FROM).get(state, ())
    with locked(interest, *allowed, state, seen=seen) as row:
        if row.state == state and (row.reason, text) == (reason, ""):
            return
        if state == State.PASSED:
            is_known(row.volunteer)
            hand_on(row, who, by)
        else:
            enter(row, state, who, by, text)
            row.reason = reason
            mails.moved(row, who, text)
        if who == Who.VOLUNTEER:
            is_active(row.volunteer)


def note(interest: Interest, by: Any, text: str) -> Step:
    """Keep a note that only brokers read."""
    return Step.objects.create(interest=interest, who=Who.STAFF, by=by, text=text, for_staff=True)
