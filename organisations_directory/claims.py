"""“Is this you?” – “Yes”: whoever says so may take care of the entry once somebody agrees.

Either the people on file do, or the staff. What is on file is never shown, and what the
claimant reads is the same whatever it is.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organisations_directory import mails, people
from organisations_directory.models import Claim, Organisation
from portal.common.furniture import language_of
from portal.common.links import Link
from portal.common.watches import Reader
from submissions.models import Submission
from submissions.retention import Rule

State = Claim.State
# Purposes of links whose subject is a claim: its author confirms, the people on file decide.
CONFIRM, DECIDE = "claim", "claim-decide"
CONFIRM_DAYS = DECIDE_DAYS = 14
KEPT_DAYS = 365


class Moved(Exception):
    """Somebody has decided, or the address is confirmed, by now."""


@contextmanager
def locked(claim: Claim, state: str) -> Iterator[Claim]:
    """Yield the row as it is now; raises :class:`Moved` unless it is in ``state``."""
    with transaction.atomic():
        row = Claim.objects.select_for_update().get(pk=claim.pk)
        if row.state != state:
            raise Moved(row.state)
        yield row


def known(organisation: Organisation, submission: Submission) -> Claim | None:
    """Return the claim that was made from this form, if one was."""
    return Claim.objects.filter(organisation=organisation, submission_id=submission.pk).first()


@transaction.atomic
def ask(organisation: Organisation, submission: Submission, answers: dict[str, str]) -> Claim:
    """Return the claim, made now if the button is pressed for the first time."""
    claim, new = Claim.objects.get_or_create(
        organisation=organisation,
        submission_id=submission.pk,
        defaults={**answers, "language": submission.language},
    )
    if new:
        link = Link.objects.make(CONFIRM, claim.pk, CONFIRM_DAYS)
        mails.claim_confirm(claim, link, CONFIRM_DAYS)
    return claim


def confirm(claim: Claim) -> None:
    """The address is right: ask those on file, and tell the staff. Done twice, it is done once."""
    try:
        with locked(claim, State.ASKED) as row:
            row.state = State.OPEN
            row.save()
            link = Link.objects.make(DECIDE, row.pk, DECIDE_DAYS)
            mails.claim_ask(row, on_file(row.organisation), link, DECIDE_DAYS)
            mails.claim_staff(row)
    except Moved:
        return


def on_file(organisation: Organisation) -> list[Reader]:
    """Return who may say whether somebody belongs to ``organisation``."""
    private = list(people.readers(organisation))
    public = [Reader(organisation.email, language_of(organisation))] if organisation.email else []
    return private or public


def decide(claim: Claim, accepted: bool, by: Any = None) -> None:
    """Let the claimant in, or not; ``by`` is the member of staff. Raises :class:`Moved`."""
    with locked(claim, State.OPEN) as row:
        row.state = State.ACCEPTED if accepted else State.DECLINED
        row.decided_at, row.decided_by = timezone.now(), by
        row.save()
        Link.objects.of(DECIDE, row.pk).revoke()
        if not accepted:
            mails.claim_declined(row)
            return
        person = people.add(
            row.organisation, row.name, row.email, row.phone, row.language, confirmed=True
        )
        mails.claim_accepted(row, person)


def behind(purpose: str, token: str) -> Claim | None:
    """Return the claim that the link leads to."""
    link = Link.objects.read(purpose, token)
    rows = Claim.objects.select_related("organisation")
    return rows.filter(pk=link.subject).first() if link else None


def rules() -> list[Rule]:
    """Return how long claims are kept."""
    return [
        Rule("claims whose address was not confirmed", CONFIRM_DAYS, forget_unconfirmed),
        Rule("claims that were accepted or declined", KEPT_DAYS, forget_decided),
    ]


def forget_unconfirmed(before: datetime.datetime) -> None:
    Claim.objects.filter(state=State.ASKED, created_at__lt=before).delete()


def forget_decided(before: datetime.datetime) -> None:
    done = Q(state__in=(State.ACCEPTED, State.DECLINED))
    Claim.objects.filter(done, decided_at__lt=before).delete()
