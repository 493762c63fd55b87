"""What is sent along with something else: a first call for volunteers with its profile.

The one that leads keeps the keys of its companions, each companion the key of its leader
(``Submission.context``). They are checked and sent on the leader's last page; a companion
that is not finished by then stays a draft, and is sent by itself afterwards. What was
declined or withdrawn takes its companions along.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from portal.common.links import Link
from submissions import flow
from submissions.kinds import Answer, Kind, Step, kinds
from submissions.models import Submission

State = Submission.State


@dataclass(frozen=True)
class Companion:
    """One companion as the leader's last page and the page after it show it."""

    submission: Submission
    token: str
    parts: Sequence[tuple[Step, Sequence[Answer]]]
    # Whether something in it is still to be answered.
    unfinished: bool


def of(submission: Submission) -> list[Companion]:
    """Return the companions that have not been sent."""
    return [shown(row) for row in submission.companions().filter(state=State.DRAFT)]


def sent_along(submission: Submission) -> list[Submission]:
    """Return the companions that have been sent."""
    return list(submission.companions().exclude(state=State.DRAFT))


def shown(row: Submission) -> Companion:
    unfinished = row.kind.first_open(row) is not None
    return Companion(row, token_of(row), row.kind.answers(row), unfinished)


def addable(submission: Submission) -> list[Kind]:
    """Return the kinds of which one may be added: of each there is one at most."""
    if not is_open(submission):
        return []
    there = set(submission.companions().values_list("kind_slug", flat=True))
    return [kind for kind in followers(submission) if kind.slug not in there]


def followers(submission: Submission) -> list[Kind]:
    """Return the kinds that go along with what ``submission`` is."""
    return [kind for kind in kinds() if kind.goes_with == submission.kind_slug]


def is_open(submission: Submission) -> bool:
    """Return whether something may go along with it: it is new, and was not sent."""
    return submission.state == State.DRAFT and not submission.changes_entry


@transaction.atomic
def add(submission: Submission, kind: Kind) -> Submission:
    """Return the draft of ``kind`` that goes along: one, however often it is asked for.

    Raises :class:`flow.Moved` once ``submission`` was sent.
    """
    with flow.locked(submission, State.DRAFT) as row:
        if known := row.companions().filter(kind_slug=kind.slug).first():
            return known
        made = flow.start(kind, None, row.language, {"with": row.pk})
        keys = [*row.context.get("companions", ()), made.pk]
        row.context = {**row.context, "companions": keys}
        row.save(update_fields=["context"])
    return made


@transaction.atomic
def leave_out(companion: Submission) -> None:
    """Forget a companion that was not sent; raises :class:`flow.Moved` if it was."""
    with flow.locked(companion, State.DRAFT) as row:
        Link.objects.of(flow.DRAFT, row.pk).revoke()
        row.delete()


def unsent_leader(companion: Submission) -> Submission | None:
    """Return what is to be sent together with it."""
    leader = companion.leader()
    return leader if leader and leader.state == State.DRAFT else None


def is_lost(companion: Submission) -> bool:
    """Return whether it was not sent in time: what it would have gone along with was refused."""
    leader = companion.leader() if companion.state == State.DRAFT else None
    return leader is not None and leader.state in (State.DECLINED, State.WITHDRAWN)


def token_of(row: Submission) -> str:
    """Return the token of the address of its form."""
    return Link.objects.standing(flow.DRAFT, row.pk, flow.DRAFT_DAYS).token
