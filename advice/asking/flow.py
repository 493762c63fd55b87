"""How a private question goes from one state to the next: each step whole or not at all.

Every function locks the row and looks at its state first, so that of two who press at once
the second finds the work done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from advice.asking import mails
from advice.models import Asked, Letter, Note, Question
from portal.common.links import Link

State = Asked.State
# Days that an address may wait to be confirmed, and that the private page can be reached.
CONFIRM_DAYS, STATUS_DAYS = 14, 400
# Private addresses by what they are for: the page after sending belongs to whoever typed, not
# yet to the address.
SENT, CONFIRM, STATUS = "ask-sent", "ask-confirm", "ask-status"
PURPOSES = (SENT, CONFIRM, STATUS)


class Moved(Exception):
    """The question is in another state by now."""


@contextmanager
def locked(asked: Asked, *states: str, seen: str = "") -> Iterator[Asked]:
    """Yield the row as it is now, which nobody else changes meanwhile.

    Raises :class:`Moved` unless it is in one of ``states``, and still as it was ``seen`` by
    whoever acts (:attr:`Asked.version`). ``asked`` is brought up to date.
    """
    with transaction.atomic():
        row = Asked.objects.for_update().get(pk=asked.pk)
        if (states and row.state not in states) or (seen and row.version != seen):
            raise Moved(row.state)
        yield row
    asked.refresh_from_db()


# --- Who asks ----------------------------------------------------------------------------


@transaction.atomic
def send(nonce: str, **values: Any) -> Asked:
    """Return the question that the form with ``nonce`` sent: one, however often it was."""
    asked, new = Asked.objects.get_or_create(nonce=nonce, defaults=values)
    if new:
        mails.confirm(asked, Link.objects.standing(CONFIRM, asked.pk, CONFIRM_DAYS))
    return asked


def correct(asked: Asked, email: str) -> None:
    """Ask another address to confirm, or the same once more; the older links end."""
    with locked(asked, State.SENT) as row:
        Link.objects.of(CONFIRM, row.pk).revoke()
        row.email = email
        row.save(update_fields=["email", "folded"])
        mails.confirm(row, Link.objects.make(CONFIRM, row.pk, CONFIRM_DAYS))


def confirm(asked: Asked) -> None:
    """The address is right: experts may read it. Done twice, it is done once."""
    try:
        with locked(asked, State.SENT) as row:
            row.state, row.waiting_since = State.NEW, timezone.now()
            row.save()
            mails.received(row)
    except Moved:
        asked.refresh_from_db()


def ask_back(asked: Asked, text: str) -> None:
    """The asker asks once more; raises :class:`Moved` if that was done before."""
    with locked(asked, State.ANSWERED) as row:
        if not row.may_ask_back:
            raise Moved(row.state)
        row.state = State.ASKED_BACK
        row.asked_back_at = row.waiting_since = timezone.now()
        row.save()
        Letter.objects.create(asked=row, from_staff=False, text=text)


def say_whether_it_helped(asked: Asked, helped: bool) -> None:
    with locked(asked, State.ANSWERED, State.CLOSED) as row:
        row.helped = helped
        row.save(update_fields=["helped"])


def delete(asked: Asked) -> None:
    """The asker wants all of it gone, now."""
    with transaction.atomic():
        Link.objects.filter(purpose__in=PURPOSES, subject=asked.pk).delete()
        Asked.objects.filter(pk=asked.pk).delete()


# --- Experts -----------------------------------------------------------------------------


def assign(asked: Asked, user: Any, seen: str = "") -> None:
    """Let ``user`` answer it."""
    with locked(asked, *Asked.WAITING, seen=seen) as row:
        row.assigned_to = user
        if row.state == State.NEW:
            row.state = State.ASSIGNED
        row.save()


def note(asked: Asked, by: Any, text: str) -> Note:
    """Keep a note that only experts read."""
    return Note.objects.create(asked=asked, by=by, text=text)


def keep_draft(asked: Asked, text: str, seen: str = "") -> None:
    """Keep the answer as far as it is written."""
    with locked(asked, *Asked.WAITING, seen=seen) as row:
        row.draft = text
        row.save(update_fields=["draft"])


def answer(asked: Asked, by: Any, text: str, seen: str = "") -> None:
    """Send the answer; after the second one nothing more is asked."""
    with locked(asked, *Asked.WAITING, seen=seen) as row:
        letter = Letter.objects.create(asked=row, by=by, text=text)
        finish(row, by)
        mails.answered(row, letter)


def point_to(asked: Asked, by: Any, question: Question, text: str = "", seen: str = "") -> None:
    """Answer with a published question, and perhaps a sentence of one's own."""
    with locked(asked, *Asked.WAITING, seen=seen) as row:
        letter = Letter.objects.create(asked=row, by=by, text=text, question=question)
        row.duplicate_of = question
        finish(row, by)
        mails.answered(row, letter)


def close(asked: Asked, by: Any, seen: str = "") -> None:
    """Put it away without an answer: it was none, or it was answered on the telephone."""
    with locked(asked, *Asked.WAITING, seen=seen) as row:
        row.state, row.done_at = State.CLOSED, row.done_at or timezone.now()
        row.assigned_to = row.assigned_to or by
        row.save()


def reopen(asked: Asked, by: Any) -> None:
    """Let it wait once more: it was closed by mistake, or the answer has to be put right."""
    with locked(asked, State.ANSWERED, State.CLOSED) as row:
        row.state = State.ASKED_BACK if row.asked_back_at else State.ASSIGNED
        row.assigned_to, row.waiting_since = row.assigned_to or by, timezone.now()
        if not row.letters.filter(from_staff=True).exists():
            row.done_at = None
        row.save()


def finish(row: Asked, by: Any) -> None:
    """Bring a locked row to where it is answered."""
    row.state = State.CLOSED if row.state == State.ASKED_BACK else State.ANSWERED
    row.done_at, row.draft = timezone.now(), ""
    row.assigned_to = row.assigned_to or by
    row.save()
