"""What is decided in Wagtail's own editor, past the desk."""

from typing import Any

import pytest
from django.test import Client

from portal.common.models import Mail
from submissions import flow
from submissions.models import Submission
from tests import factories
from tests.admin import PUBLISH, organisation_form
from tests.admin import address as entry_address
from tests.desk import opened
from tests.sending import entry_of, waiting

pytestmark = pytest.mark.django_db
State = Submission.State


def form_of(row: Submission, **changes: Any) -> dict[str, Any]:
    draft: Any = entry_of(row).get_latest_revision_as_object()
    facts = {
        "name": draft.name,
        "legal_form": draft.legal_form,
        "place": draft.place_id,
        "fields": [field.pk for field in draft.fields.all()],
    }
    return organisation_form(**facts | changes)


def mails_of_publication(row: Submission) -> int:
    return Mail.objects.filter(event__startswith=f"submission-{row.pk}-published-").count()


def test_corrected_and_approved_in_wagtail_it_is_published(moderator: Client) -> None:
    row = waiting()
    opened(moderator, row)
    url = entry_address("edit", entry_of(row))
    moderator.post(url, form_of(row, summary="Corrected."))
    row.refresh_from_db()
    assert row.state == State.WAITING
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    moderator.post(url, {**form_of(row, summary="Corrected again."), **approve})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    entry: Any = entry_of(row)
    assert (entry.live, entry.locked, entry.summary) == (True, False, "Corrected again.")
    assert mails_of_publication(row) == 1


@pytest.mark.parametrize("asked", [False, True])
def test_published_past_the_workflow_it_is_published(moderator: Client, asked: bool) -> None:
    row = waiting()
    if asked:
        flow.ask_for_changes(row, factories.user("Moderators"), "Please.")
    url = entry_address("edit", entry_of(row))
    moderator.post(url, {**form_of(row, summary="By hand."), **PUBLISH})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert row.events.last().by.first_name == "Jitka"  # type: ignore[union-attr]
    assert mails_of_publication(row) == 1
    moderator.post(url, {**form_of(row, summary="Once more."), **PUBLISH})
    assert mails_of_publication(row) == 1


def test_published_after_the_workflow_was_ended_it_is_published(moderator: Client) -> None:
    row = waiting()
    entry_of(row).current_workflow_state.cancel(user=factories.user("Moderators"))
    row.refresh_from_db()
    assert row.state == State.WAITING
    url = entry_address("edit", entry_of(row))
    moderator.post(url, {**form_of(row), **PUBLISH})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert mails_of_publication(row) == 1


def test_sent_back_in_wagtail_its_author_is_told(moderator: Client) -> None:
    row = waiting()
    entry = entry_of(row)
    state = entry.current_workflow_task_state
    url = entry_address("workflow_action", entry, "reject", state.pk)
    moderator.post(url, {"comment": "Where is it?"})
    row.refresh_from_db()
    assert row.state == State.CHANGES
    assert row.messages.get().text == "Where is it?"
