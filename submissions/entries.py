"""From the answers of a submission to the entry: a draft, a change, a check in Wagtail's workflow.

Called by ``flow.py``, with the submission locked.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from wagtail.log_actions import log

from portal.common import hiding
from portal.common.models import Entry
from submissions.kinds import Kind
from submissions.models import Submission

State = Submission.State
# What the history of an entry calls facts that went live without a check.
FACTS = "submissions.facts"
# What no form asks for; a revision keeps times with fewer digits than the database.
KEPT = frozenset(
    {
        *("latest_revision", "live_revision", "has_unpublished_changes", "folded"),
        *("created_at", "updated_at", "checked_on"),
    }
)


def write_entry(row: Submission) -> bool:
    """Put the answers on the entry, new or known; return whether staff have to check it."""
    kind, (cleaned, lost) = row.kind, row.kind.given(row)
    if lost != row.context.get("lost", []):
        row.context = {**row.context, "lost": lost}
    with translation.override(row.language):
        if row.entry is None:
            row.entry = known = kind.known(row)
            row.entry = known or new_entry(row, kind, cleaned)
            row.save()
            if known is None:
                return True
        if row.changes_entry and row.state == State.SENT:
            return change_live(row, kind, cleaned)
        draft = row.entry.get_latest_revision_as_object()
        kind.put(draft, cleaned, row)
        draft.save_revision(changed=True)
        return True


def new_entry(row: Submission, kind: Kind, cleaned: Mapping[str, Any]) -> Entry:
    """Return a saved draft with a revision."""
    entry = kind.new(row)
    entry.live, entry.has_unpublished_changes = False, True
    kind.put(entry, cleaned, row)
    entry.save()
    entry.save_revision()
    log(entry, "wagtail.create", data={"reference": row.reference})
    return entry


def change_live(row: Submission, kind: Kind, cleaned: Mapping[str, Any]) -> bool:
    """Let facts of contact go live now; the rest becomes a draft that waits for a check.

    Only what the author changed: what an editor has in the draft meanwhile stays there.
    """
    before, wanted, live = (kind.model._default_manager.get(pk=row.entry_id) for _ in range(3))
    before = before.get_latest_revision_as_object()
    wanted = wanted.get_latest_revision_as_object()
    kind.put(wanted, cleaned, row)
    names = differing(before, wanted)
    facts = [name for name in names if live.live and name in kind.at_once]
    if facts:
        # Not by Wagtail's "publish": that would end a check that waits for staff.
        hiding.stamp(live, **{name: getattr(wanted, name) for name in facts})
        log(live, FACTS, data={"reference": row.reference})
    row.context = {**row.context, "facts": facts}
    if rest := [name for name in names if name not in facts]:
        wanted.save_revision(changed=True, log_action=True)
    return bool(rest)


def differing(one: Entry, other: Entry) -> list[str]:
    """Return the names of the fields of content that differ."""
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
