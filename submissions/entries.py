"""From the answers of a submission to the entry: a draft, a change, a check in Wagtail's workflow.

Called by ``flow.py``, with the submission locked.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from wagtail.log_actions import log
from wagtail.models import Locale

from portal.common.models import Entry
from submissions.kinds import Kind
from submissions.models import Submission

State = Submission.State
# What no form asks for; a revision keeps times with fewer digits than the database.
KEPT = frozenset(
    {
        *("latest_revision", "live_revision", "has_unpublished_changes", "folded"),
        *("created_at", "updated_at", "checked_on"),
    }
)


def write_entry(row: Submission) -> bool:
    """Put the answers on the entry, new or known; return whether staff have to check it."""
    kind, cleaned = row.kind, row.kind.cleaned(row)
    with translation.override(row.language):
        if row.entry is None:
            row.entry = new_entry(row, kind, cleaned)
            row.save()
            return True
        if row.changes_entry and row.state == State.SENT:
            return change_live(row, kind, cleaned)
        draft = row.entry.get_latest_revision_as_object()
        kind.put(draft, cleaned, row)
        draft.save_revision(changed=True)
        return True


def new_entry(row: Submission, kind: Kind, cleaned: Mapping[str, Any]) -> Entry:
    """Return a saved draft with a revision."""
    locale = Locale.objects.get(language_code=row.language)
    entry = kind.model(locale=locale, live=False)
    entry.has_unpublished_changes = True
    kind.put(entry, cleaned, row)
    entry.save()
    entry.save_revision()
    log(entry, "wagtail.create", data={"reference": row.reference})
    return entry


def change_live(row: Submission, kind: Kind, cleaned: Mapping[str, Any]) -> bool:
    """Let facts of contact go live now; the rest becomes a draft that waits for a check."""
    assert row.entry is not None
    wanted = row.entry.get_latest_revision_as_object()
    # Another object: without unpublished changes, Wagtail gives the live one itself.
    live = kind.model._default_manager.get(pk=row.entry_id)
    kind.put(wanted, cleaned, row)
    names = differing(kind, live, wanted)
    facts = [name for name in names if name in kind.at_once]
    if facts and live.live:
        for name in facts:
            setattr(live, name, getattr(wanted, name))
        live.save_revision(log_action=True).publish(log_action=True)
    if rest := [name for name in names if name not in facts or not live.live]:
        wanted.save_revision(changed=True, log_action=True)
    row.context = {**row.context, "facts": facts}
    return bool(rest)


def differing(kind: Kind, one: Entry, other: Entry) -> list[str]:
    """Return the names of the fields that the form asks for and that differ."""
    before, after = comparable(one), comparable(other)
    return [name for name in after if name not in KEPT and before.get(name) != after[name]]


def comparable(entry: Entry) -> dict[str, Any]:
    """Return the content of ``entry``; the order of what was chosen means nothing."""
    data: dict[str, Any] = entry.serializable_data()
    return {name: sorted(v) if is_keys(v) else v for name, v in data.items()}


def is_keys(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(key, int) for key in value)


def give_up_entry(row: Submission, user: Any = None) -> None:
    """End the check; a live entry loses the changes that were asked for.

    A draft that never was public stays a draft, until it is cleaned up (retention.py).
    """
    entry = row.entry
    if entry is None:
        return
    if state := entry.current_workflow_state:
        state.cancel(user=user)
    if entry.first_published_at is None:
        return
    live = type(entry).objects.get(pk=entry.pk)
    live.save_revision(user=user)
    live.has_unpublished_changes = False
    live.save(update_fields=["has_unpublished_changes"])


def start_workflow(entry: Entry | None) -> None:
    """Let the moderators check the entry, or go on checking it."""
    assert entry is not None
    if state := entry.current_workflow_state:
        if state.status == state.STATUS_NEEDS_CHANGES:
            state.resume(user=None)
        return
    workflow = entry.get_workflow()
    assert workflow is not None, "The workflow of entries comes with a migration."
    workflow.start(entry, user=None)


def act(entry: Entry | None, user: Any, action: str, comment: str) -> None:
    """Let the member of staff approve or reject in Wagtail's workflow."""
    assert entry is not None
    state = entry.current_workflow_task_state
    if state is None:
        start_workflow(entry)
        state = entry.current_workflow_task_state
    assert state is not None
    state.task.specific.on_action(state, user=user, action_name=action, comment=comment)
