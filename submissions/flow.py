"""How a submission goes from one state to the next: each step whole or not at all.

Every function locks the submission first and looks at its state, so that of two who press
at once the second finds the work done. What staff decide runs through Wagtail's workflow
(``receivers.py``): approving in the desk or in Wagtail's own editor is the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal.common import hiding
from portal.common.links import Link
from portal.common.models import Entry
from submissions import mails
from submissions.entries import act, give_up_entry, start_workflow, write_entry
from submissions.kinds import Kind
from submissions.models import Message, Submission

State = Submission.State
# Days that an unsent draft is kept, and that an address may wait to be confirmed.
DRAFT_DAYS = 30
CONFIRM_DAYS = 14
STATUS_DAYS = 400
# Private addresses by what they are for.
DRAFT, CONFIRM, STATUS = "draft", "confirm", "status"
OPEN = (State.SENT, State.WAITING, State.CHANGES)
UNDECIDED = (State.DRAFT, *OPEN)


class Moved(Exception):
    """The submission is in another state by now."""


@contextmanager
def locked(submission: Submission, *states: str) -> Iterator[Submission]:
    """Yield the row as it is now, which nobody else changes meanwhile.

    Raises :class:`Moved` unless it is in one of ``states``.
    """
    with transaction.atomic():
        row = Submission.objects.for_update().get(pk=submission.pk)
        if states and row.state not in states:
            raise Moved(row.state)
        yield row


def move(row: Submission, state: str, by: Any = None) -> None:
    """Bring a locked row to ``state`` and write that down."""
    row.state = state
    row.save()
    row.note(by)


# --- The author ------------------------------------------------------------------------


def start(
    kind: Kind, nonce: str | None, language: str, context: Any = None, email: str = ""
) -> Submission:
    """Return the draft that the form with ``nonce`` began: one, however often it was sent."""
    values = {"kind_slug": kind.slug, "language": language, "context": context or {}}
    values["email"] = email
    if nonce is None:
        return Submission.objects.create(**values)
    draft, _new = Submission.objects.get_or_create(nonce=nonce, defaults=values)
    return draft


@transaction.atomic
def change(kind: Kind, entry: Entry, email: str, context: Any = None) -> Submission:
    """Return a draft that changes ``entry``: the one that is open, or a new one."""
    hiding.locked(entry)  # of two who press at once, the second finds the draft of the first
    open_one = Submission.objects.of_entry(entry).filter(state__in=UNDECIDED, kind_slug=kind.slug)
    if known := open_one.order_by("-pk").first():
        return known
    latest = entry.get_latest_revision_as_object()
    return Submission.objects.create(
        kind_slug=kind.slug,
        language=entry.locale.language_code,
        email=email,
        context=context or {},
        data=dict(kind.typed(latest)),
        entry=entry,
        changes_entry=True,
    )


def keep(submission: Submission, step: str, typed: Mapping[str, list[str]]) -> None:
    """Keep what was typed on one page, right or wrong."""
    with locked(submission, State.DRAFT, State.CHANGES) as row:
        row.data = {**row.data, step: dict(typed)}
        if row.state == State.DRAFT and not row.changes_entry:
            chosen = row.kind.language(row)
            row.language = chosen if chosen in dict(settings.LANGUAGES) else row.language
        row.save(update_fields=["data", "language", "saved_at"])
    submission.refresh_from_db()


def note_context(submission: Submission, **facts: Any) -> None:
    """Keep what the author decided besides the questions of the form."""
    with locked(submission, State.DRAFT, State.CHANGES) as row:
        row.context = {**row.context, **facts}
        row.save(update_fields=["context"])
    submission.refresh_from_db()


def send(submission: Submission) -> Submission:
    """Hand in a draft whose steps are all answered; pressed again, nothing more happens.

    The author still has to confirm the address, unless it is known to be theirs. What goes
    along with something else is confirmed with that.
    """
    try:
        with locked_leader(submission) as leader, locked(submission, State.DRAFT) as row:
            row.email = row.email or row.kind.email(row)
            row.sent_at = timezone.now()
            move(row, State.SENT)
            confirmed = row.changes_entry or row.context.get("confirmed")
            if confirmed or (leader and leader.waiting_since):
                hand_over(row)
            elif not leader:
                ask_to_confirm(row)
            send_companions(row)
    except Moved:
        submission.refresh_from_db()
        return submission
    return row


@contextmanager
def locked_leader(submission: Submission) -> Iterator[Submission | None]:
    """Yield what ``submission`` goes along with, locked first: nobody confirms it meanwhile."""
    with transaction.atomic():
        key = submission.context.get("with")
        yield Submission.objects.for_update().filter(pk=key).first()


def send_companions(row: Submission) -> None:
    """Send what goes along with it and is all answered; the rest stays a draft."""
    for companion in row.companions().filter(state=State.DRAFT):
        if companion.kind.first_open(companion) is None:
            send(companion)


def hand_over_companions(row: Submission) -> None:
    """Hand over what was sent along with it; the address is the one that was confirmed."""
    for companion in row.companions().filter(state=State.SENT).for_update():
        companion.email = row.email
        hand_over(companion)


def open_companions(row: Submission) -> list[Submission]:
    """Return what was sent along with it and is not decided, locked."""
    return list(row.companions().filter(state__in=OPEN).for_update())


def ask_to_confirm(row: Submission) -> None:
    """Write to the address; only who has it can go on."""
    link = Link.objects.standing(CONFIRM, row.pk, CONFIRM_DAYS)
    mails.confirm(row, link)


def confirm(submission: Submission) -> Submission:
    """The address is right: staff may see it. Done twice, it is done once."""
    try:
        with locked(submission, State.SENT) as row:
            hand_over(row)
            hand_over_companions(row)
    except Moved:
        submission.refresh_from_db()
        return submission
    return row


def hand_over(row: Submission) -> None:
    """Make the draft entry and let staff check it; what needs no check goes live at once."""
    changed = write_entry(row)
    if changed:
        row.waiting_since = timezone.now()
        move(row, State.WAITING)
        start_workflow(row.entry)
        mails.received(row)
    else:
        row.decided_at = timezone.now()
        move(row, State.PUBLISHED)
        mails.changed_at_once(row)


def correct(submission: Submission) -> Submission:
    """Hand in again what staff asked to be changed."""
    try:
        with locked(submission, State.CHANGES) as row:
            write_entry(row)
            row.waiting_since = timezone.now()
            move(row, State.WAITING)
            start_workflow(row.entry)
            mails.received_again(row)
    except Moved:
        submission.refresh_from_db()
        return submission
    return row


def withdraw(submission: Submission) -> None:
    """The author takes it back, with what goes along. A live entry stays as it is."""
    with locked(submission, *UNDECIDED) as row:
        along = open_companions(row)
        for each in (row, *along):
            move(each, State.WITHDRAWN)
            give_up_entry(each)
        mails.withdrawn(row, along)
    submission.refresh_from_db()


# --- The staff -------------------------------------------------------------------------


def ask_for_changes(
    submission: Submission,
    user: Any,
    text: str,
    reasons: Sequence[str] = (),
    remarks: Mapping[str, str] | None = None,
) -> None:
    """Let the author correct it; ``remarks`` stand beside the fields they name."""
    with locked(submission, State.WAITING) as row:
        tell(row, user, text, reasons, remarks)
        take_over_corrections(row)
        # The receiver finds the letter there, moves the submission and writes to the author.
        act(row.entry, user, "reject", text)


def take_over_corrections(row: Submission) -> None:
    """Let the author go on with what staff have put right themselves in Wagtail's editor."""
    revision = row.entry.latest_revision if row.entry else None
    if revision is None or revision.user_id is None:
        return
    answers = row.kind.typed(revision.as_object())
    row.data = {step: {**row.data.get(step, {}), **given} for step, given in answers.items()}
    row.save(update_fields=["data"])


def publish(submission: Submission, user: Any) -> None:
    """Publish it; raises ``ValidationError`` while the entry is not complete."""
    with locked(submission, State.WAITING) as row:
        draft = row.draft()
        assert draft is not None
        draft.check_complete()
        act(row.entry, user, "approve", "")


def decline(submission: Submission, user: Any, text: str, reasons: Sequence[str]) -> None:
    """Refuse it with reasons. A live entry stays as it is; a new one never becomes public.

    What goes along is refused with it: nobody could publish it alone. Who saw it waiting
    does not decline what somebody else has just sent back for changes.
    """
    open_states = {State.WAITING, State.CHANGES}
    with locked(submission, *({submission.state} & open_states or open_states)) as row:
        along = open_companions(row)
        for each in (row, *along):
            refuse(each, user, text, reasons)
        mails.declined(row, along)


def refuse(row: Submission, user: Any, text: str, reasons: Sequence[str]) -> None:
    """Decline a locked row; its author is told by the caller."""
    tell(row, user, text, reasons)
    row.decided_at = timezone.now()
    move(row, State.DECLINED, user)
    if row.entry:
        log(row.entry, "submissions.decline", user=user, data={"reference": row.reference})
    give_up_entry(row, user)


def tell(
    row: Submission,
    user: Any,
    text: str,
    reasons: Sequence[str],
    remarks: Mapping[str, str] | None = None,
) -> Message:
    """Add the words of a decision to the thread."""
    return Message.objects.create(
        submission=row,
        by=user,
        from_staff=True,
        text=text,
        reasons=list(reasons),
        remarks=dict(remarks or {}),
    )
