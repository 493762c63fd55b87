"""From an editor's draft to the public site: submitted, checked, published or sent back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import Workflow

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Entry
from tests import factories
from tests.admin import (
    KINDS,
    PUBLISH,
    SUBMIT,
    address,
    client_of,
    opportunity_form,
    organisation_form,
)

pytestmark = pytest.mark.django_db


def form_of(entry: Entry, **changes: str) -> dict[str, object]:
    if isinstance(entry, Organisation):
        return organisation_form(name=entry.name, **changes)
    assert isinstance(entry, Opportunity)
    return opportunity_form(
        organisation=entry.organisation_id,
        fields=[field.pk for field in entry.fields.all()],
        places=[place.pk for place in entry.places.all()],
        **changes,
    )


def make(kind: type[Entry], *, live: bool) -> Entry:
    return (factories.organisation if kind is Organisation else factories.opportunity)(live=live)


@pytest.fixture
def editor() -> Client:
    return client_of("Editors")


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


@pytest.fixture(params=KINDS)
def waiting(request: pytest.FixtureRequest, editor: Client) -> Entry:
    """An entry of each kind that an editor has submitted."""
    draft = make(request.param, live=False)
    response = editor.post(address("edit", draft), {**form_of(draft), **SUBMIT})
    assert response.status_code == 302
    submitted: Entry = type(draft).objects.get(pk=draft.pk)
    return submitted


def act(client: Client, entry: Entry, action: str, comment: str = "") -> None:
    state = entry.current_workflow_task_state
    client.post(address("workflow_action", entry, action, state.pk), {"comment": comment})
    entry.refresh_from_db()


def latest(entry: Entry) -> Entry:
    """Return the latest draft of ``entry``."""
    latest_one: Entry = type(entry).objects.get(pk=entry.pk).get_latest_revision().as_object()
    return latest_one


def history_of(client: Client, entry: Entry) -> list[str]:
    """Return what the history page of ``entry`` tells, the oldest first."""
    logged = client.get(address("history", entry)).context["object_list"]
    return [log.action for log in logged][::-1]


def test_approved_entry_is_published_and_its_history_tells(
    waiting: Entry, moderator: Client
) -> None:
    act(moderator, waiting, "approve")
    assert waiting.live
    assert not waiting.workflow_in_progress
    assert history_of(moderator, waiting)[-4:] == [
        "wagtail.edit",
        "wagtail.workflow.start",
        "wagtail.workflow.approve",
        "wagtail.publish",
    ]


def test_refused_entry_stays_a_draft_and_says_why(waiting: Entry, moderator: Client) -> None:
    act(moderator, waiting, "reject", comment="Where is it?")
    assert not waiting.live
    assert waiting.current_workflow_state.status == "needs_changes"
    url = address("workflow_history", waiting)
    assert "Check by the centre" in moderator.get(url).content.decode()
    comments = [state.comment for state in waiting.current_workflow_state.task_states.all()]
    assert comments == ["Where is it?"]


def test_refused_entry_can_be_submitted_again(
    waiting: Entry, editor: Client, moderator: Client
) -> None:
    act(moderator, waiting, "reject")
    editor.post(address("edit", waiting), {**form_of(waiting), **SUBMIT})
    waiting = type(waiting).objects.get(pk=waiting.pk)
    act(moderator, waiting, "approve")
    assert waiting.live


def test_waiting_entry_is_locked_for_editors_and_open_to_moderators(
    waiting: Entry, editor: Client, moderator: Client
) -> None:
    before = waiting.latest_revision_id
    editor.post(address("edit", waiting), form_of(waiting, summary="Changed"))
    waiting.refresh_from_db()
    assert waiting.latest_revision_id == before
    moderator.post(address("edit", waiting), form_of(waiting, summary="Corrected"))
    assert latest(waiting).summary == "Corrected"


def test_waiting_entries_are_found_by_their_status(waiting: Entry, moderator: Client) -> None:
    other = make(type(waiting), live=False)
    page = moderator.get(address("list", type(waiting)), {"status": "waiting"})
    listed = [row.pk for row in page.context["object_list"]]
    assert waiting.pk in listed
    assert other.pk not in listed
    assert str(waiting) in moderator.get(reverse("wagtailadmin_home")).content.decode()


def test_approving_from_outside_the_form_checks_the_entry(
    editor: Client, moderator: Client
) -> None:
    draft = factories.opportunity(live=False)
    editor.post(address("edit", draft), {**form_of(draft), **SUBMIT})
    draft = Opportunity.objects.get(pk=draft.pk)
    moderator.post(address("edit", draft), {**form_of(draft), "places": []})
    state = draft.current_workflow_task_state
    response = moderator.post(address("workflow_action", draft, "approve", state.pk), follow=True)
    draft.refresh_from_db()
    assert not draft.live
    *_others, told = [str(message) for message in response.context["messages"]]
    places = Opportunity._meta.get_field("places")
    with translation.override("cs"):
        assert f"{capfirst(places.verbose_name)}: " in told


def test_change_of_a_live_entry_is_checked_while_the_live_version_stays(
    editor: Client, moderator: Client
) -> None:
    entry = factories.opportunity(summary="As it is")
    editor.post(address("edit", entry), {**form_of(entry, summary="As it will be"), **SUBMIT})
    entry = Opportunity.objects.get(pk=entry.pk)
    assert (entry.live, entry.summary) == (True, "As it is")
    act(moderator, entry, "approve")
    assert (entry.live, entry.summary) == (True, "As it will be")


@pytest.mark.parametrize("kind", KINDS)
def test_locked_entry_is_changed_by_nobody_else(
    kind: type[Entry], editor: Client, moderator: Client
) -> None:
    entry = make(kind, live=True)
    moderator.post(address("lock", entry))
    entry.refresh_from_db()
    assert entry.locked
    editor.post(address("edit", entry), form_of(entry, summary="Changed"))
    entry.refresh_from_db()
    assert entry.latest_revision is None
    moderator.post(address("unlock", entry))
    editor.post(address("edit", entry), form_of(entry, summary="Changed"))
    assert latest(entry).summary == "Changed"


@pytest.mark.parametrize("kind", KINDS)
def test_editors_cannot_lock(kind: type[Entry], editor: Client) -> None:
    entry = make(kind, live=True)
    editor.post(address("lock", entry))
    entry.refresh_from_db()
    assert not entry.locked


@pytest.mark.parametrize("kind", KINDS)
def test_unpublished_entry_stays_with_its_history(kind: type[Entry], moderator: Client) -> None:
    entry = make(kind, live=False)
    moderator.post(address("edit", entry), {**form_of(entry), **PUBLISH})
    moderator.post(address("unpublish", entry))
    entry.refresh_from_db()
    assert not entry.live
    assert entry.first_published_at is not None
    assert history_of(moderator, entry)[-1] == "wagtail.unpublish"


def test_both_kinds_are_checked_by_one_workflow() -> None:
    workflow = Workflow.objects.get(name="Check by the centre")
    assert {kind.get_default_workflow() for kind in KINDS} == {workflow}
