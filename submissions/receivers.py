"""What Wagtail's workflow decides, carried over to the submission and told to the author.

So it makes no difference whether staff decide at the desk or in Wagtail's own editor.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone, translation
from wagtail.models import Revision, WorkflowState
from wagtail.signals import (
    published,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from portal.common import hiding, sites
from portal.common.models import Entry
from submissions import mails
from submissions.desk import holding
from submissions.models import Event, Message, Submission

State = Submission.State


def open_about(entry: Any, *states: str) -> Submission | None:
    """Return the submission about ``entry`` that is in one of ``states``, locked, or ``None``."""
    if not isinstance(entry, Entry):
        return None
    found = Submission.objects.of_entry(entry).filter(state__in=states)
    return found.for_update().order_by("-pk").first()


@receiver(workflow_approved, sender=WorkflowState)
def approved(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """The workflow has published the entry."""
    if row := open_about(instance.content_object, State.WAITING):
        accept(row, user)


@receiver(workflow_cancelled, sender=WorkflowState)
def published_past_the_workflow(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Somebody pressed "publish" in Wagtail's editor, which ends the workflow."""
    entry = instance.content_object
    if isinstance(entry, Entry) and user and is_all_public(entry):
        accept_if_open(entry, user)


@receiver(published)
def published_without_workflow(instance: Any, revision: Revision, **kwargs: Any) -> None:
    """Somebody had ended the workflow before, and published it now."""
    if not isinstance(instance, Entry) or not is_all_public(instance):
        return
    if not instance.current_workflow_state and not was_approved(instance, revision):
        accept_if_open(instance, revision.user)


def is_all_public(entry: Entry) -> bool:
    """Return whether the latest version is the one that visitors see."""
    return bool(entry.live and not entry.has_unpublished_changes)


def was_approved(entry: Entry, revision: Revision) -> bool:
    """Return whether the workflow is just publishing ``revision``, and will tell us itself."""
    states = WorkflowState.objects.for_instance(entry).filter(status=WorkflowState.STATUS_APPROVED)
    return bool(states.filter(current_task_state__revision=revision).exists())


def accept_if_open(entry: Entry, user: Any) -> None:
    """Close what was sent about ``entry``, if staff had not yet or had asked for changes."""
    if row := open_about(entry, State.WAITING, State.CHANGES):
        accept(row, user)


def accept(row: Submission, user: Any) -> None:
    """Note that its entry was published, and tell the author."""
    row.state, row.decided_at = State.PUBLISHED, timezone.now()
    row.save()
    row.note(user)
    entry = row.entry
    assert entry is not None
    hiding.stamp(entry, checked_on=timezone.localdate())
    row.kind.accepted(row, entry)
    with translation.override(row.language), sites.of(row.site_id):
        mails.published(row, entry.url_in(row.language))


@receiver(workflow_rejected, sender=WorkflowState)
def changes_asked_for(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Somebody asked for changes, at the desk with a letter or with Wagtail's comment."""
    if row := open_about(instance.content_object, State.WAITING):
        row.state = State.CHANGES
        row.save()
        row.note(user)
        mails.changes(row, letter_of(row, instance, user))


def letter_of(row: Submission, state: WorkflowState, user: Any) -> Message:
    """Return the words that belong to the decision."""
    task = state.current_task_state
    text = task.comment if task else ""
    since = row.waiting_since or row.created_at
    said = row.messages.filter(from_staff=True, text=text, at__gte=since).last()
    return said or Message.objects.create(submission=row, by=user, from_staff=True, text=text)


@receiver(post_save, sender=Event)
def let_go(instance: Event, created: bool, **kwargs: Any) -> None:
    """Nobody has it open any more once it is decided, wherever that was done."""
    if created and instance.state not in (State.SENT, State.WAITING):
        holding.release(instance.submission)
