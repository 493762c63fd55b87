"""What the portal does by itself until it is known what came of an interest: kindly, and little.

Each step is a moment noted on the row, in the transaction that queues its mails, so the job may
run twice, late, or in two workers at once. A late run does not send two letters to the same
people on the same day: each step waits for the one before it.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.common import jobs
from portal.common.working_days import DAY, working_days
from submissions.desk.days import overdue_before
from submissions.retention import keys_of
from volunteers import flow, mails
from volunteers.models import Interest, Step

State = Interest.State
MORNING, EVENING = 7, 20  # o'clock
# Working days of silence after which an organisation is reminded, and staff are told.
REMIND_AFTER, TELL_AFTER = 5, 10
# Days after passing on until both are asked, and from then until nobody is waited for.
ASK_AFTER = GIVE_UP_AFTER = 21


@dataclass(frozen=True, slots=True)
class Followup:
    """``act`` is done once for each row of ``model`` that is ``due``; ``field`` notes when."""

    field: str
    due: Callable[[], Q]
    act: Callable[[Any], None]
    model: Any = Interest


def waits_for_reminder() -> Q:
    return Q(state=State.PASSED, reminded_at=None, passed_at__lt=overdue_before(REMIND_AFTER - 1))


def stays_silent() -> Q:
    """Return what was passed on so long ago, and reminded of long enough."""
    reminded = Q(reminded_at__lt=overdue_before(TELL_AFTER - REMIND_AFTER - 1))
    passed = Q(passed_at__lt=overdue_before(TELL_AFTER - 1))
    return Q(state=State.PASSED, told_at=None) & reminded & passed


def waits_for_question() -> Q:
    """Return what should have an outcome by now; who was reminded just now has time to answer."""
    reminded = Q(reminded_at__lt=overdue_before(REMIND_AFTER - 1))
    old = Q(passed_at__lt=timezone.now() - datetime.timedelta(days=ASK_AFTER))
    return old & Q(asked_at=None) & (Q(state=State.IN_TOUCH) | (Q(state=State.PASSED) & reminded))


def was_asked_in_vain() -> Q:
    old = timezone.now() - datetime.timedelta(days=GIVE_UP_AFTER)
    return Q(state__in=Interest.WITH_HOST, asked_at__lt=old)


def give_up(row: Interest) -> None:
    """Nobody has said anything: that is an outcome, too, and nobody is written to."""
    flow.enter(row, State.NO_ANSWER, Step.Who.PORTAL)


FOLLOWUPS = (
    Followup("reminded_at", waits_for_reminder, mails.remind),
    Followup("told_at", stays_silent, lambda row: mails.to_staff(row, "silent")),
    Followup("asked_at", waits_for_question, mails.ask),
    Followup("done_at", was_asked_in_vain, give_up),
)


def register() -> None:
    """Hand it to the worker."""
    jobs.register("follow up interests", look_after, every=60 * 10)


def look_after(followups: Iterable[Followup] = FOLLOWUPS) -> None:
    """Do what is due, on working days by daylight: nobody gets a letter at night."""
    if is_office_time(timezone.localtime()):
        do_what_is_due(followups)


def do_what_is_due(followups: Iterable[Followup] = FOLLOWUPS) -> None:
    """Go through all of it once; raises :class:`jobs.Stopped` as soon as the worker is to end."""
    for followup in followups:
        for key in keys_of(followup.model.objects.filter(followup.due())):
            if jobs.stopping.is_set():
                raise jobs.Stopped
            carry_out(followup, key)


def is_office_time(now: datetime.datetime) -> bool:
    """Return whether people are written to at ``now``."""
    today = now.date()
    return MORNING <= now.hour < EVENING and working_days(today - DAY, today) == 1


@transaction.atomic
def carry_out(followup: Followup, key: int) -> None:
    """Do it for one row, if it is still due."""
    row = followup.model.objects.for_update().filter(followup.due(), pk=key).first()
    if row:
        setattr(row, followup.field, timezone.now())
        row.version += 1
        followup.act(row)
        row.save()
