"""What staff are told by mail: once on each working day, how much waits at the desk.

Wagtail would write to every moderator about every single thing that people send, from within
the request that confirms their address: a mail server that is away would refuse the author.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import signal_handlers as theirs
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from portal.common import jobs, mails
from portal.common.heads import absolute
from portal.common.working_days import DAY, working_days
from submissions.desk.home import overdue
from submissions.models import Submission

logger = logging.getLogger(__name__)

MORNING = 7  # o'clock


def register() -> None:
    """Hand it to the worker; stand in for Wagtail's letters, which are connected after us."""
    jobs.register("tell staff what waits", tell, every=60 * 10)
    letters: list[tuple[Signal, type[Any], str, Any]] = [
        (
            task_submitted,
            TaskState,
            "group_approval_task_submitted",
            theirs.task_submission_email_notifier,
        ),
        (
            workflow_submitted,
            WorkflowState,
            "workflow_state_submitted",
            theirs.workflow_submission_email_notifier,
        ),
        (
            workflow_approved,
            WorkflowState,
            "workflow_state_approved",
            theirs.workflow_approval_email_notifier,
        ),
        (
            workflow_rejected,
            WorkflowState,
            "workflow_state_rejected",
            theirs.workflow_rejection_email_notifier,
        ),
    ]
    for signal, sender, name, notifier in letters:
        # Of two receivers with one name, Django keeps the first.
        uid = f"{name}_email_notification"
        signal.connect(among_staff(notifier), sender=sender, weak=False, dispatch_uid=uid)


def among_staff(notifier: Any) -> Callable[..., None]:
    """Return ``notifier`` for what colleagues submit; trouble with mails stops nobody's work."""

    def notify(instance: Any, **kwargs: Any) -> None:
        state: WorkflowState = getattr(instance, "workflow_state", instance)
        if state.requested_by_id is None:
            return
        try:
            notifier(instance=instance, **kwargs)
        except OSError:
            logger.exception("Nobody was told by mail of %s.", state)

    return notify


def tell() -> None:
    """Write to the centre how much waits, if anything does: in the morning, once a day."""
    now = timezone.localtime()
    today = now.date()
    if now.hour < MORNING or not working_days(today - DAY, today):
        return
    if waiting := Submission.objects.waiting().count():
        mails.to_centre(
            "submissions/waiting",
            event=f"waiting-{today}",
            context={
                "waiting": waiting,
                "overdue": overdue().count(),
                "url": absolute(reverse("desk")),
            },
        )
