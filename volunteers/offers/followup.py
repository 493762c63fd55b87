"""What becomes of a proposal that nobody answers: one more letter, then it expires."""

import datetime
from functools import partial

from django.db.models import Q
from django.utils import timezone

from portal.common import jobs
from volunteers.followup import Followup, look_after
from volunteers.models import Proposal
from volunteers.offers import mails

# Days after the letter; from the second letter on as many as between both.
REMIND_AFTER, EXPIRE_AFTER = 7, 14


def days_ago(days: int) -> datetime.datetime:
    """Return the moment ``days`` ago."""
    return timezone.now() - datetime.timedelta(days=days)


def waits_for_reminder() -> Q:
    """Return those that may be answered still, and were not for a week."""
    waits = Q(state=Proposal.State.SENT, sent_at__lt=days_ago(REMIND_AFTER), reminded_at=None)
    return waits & Q(opportunity__live=True, offer__paused_at=None)


def was_asked_in_vain() -> Q:
    """Return what is two weeks old; who was reminded late has as long as others."""
    late = Q(reminded_at__gt=days_ago(EXPIRE_AFTER - REMIND_AFTER))
    return Q(state=Proposal.State.SENT, sent_at__lt=days_ago(EXPIRE_AFTER)) & ~late


def expire(row: Proposal) -> None:
    """Wait no longer; who says yes all the same is welcome while the call is open."""
    row.state = Proposal.State.EXPIRED


FOLLOWUPS = (
    Followup("reminded_at", waits_for_reminder, mails.remind, Proposal),
    Followup("done_at", was_asked_in_vain, expire, Proposal),
)


def register() -> None:
    """Hand it to the worker."""
    jobs.register("follow up proposals", partial(look_after, FOLLOWUPS), every=60 * 10)
