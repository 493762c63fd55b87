"""Changes of what is public already, while staff have a draft of their own in the workflow."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import hiding
from portal.common.models import Entry
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.admin import SUBMIT, address, client_of, organisation_form
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def entry(portal: Portal) -> Organisation:
    """A profile that visitors see, complete enough for its form."""
    region = factories.region("CZ-513")
    return factories.organisation(
        [factories.field("animals")],
        [region],
        name="Spolek",
        legal_form="informal",
        place=factories.place("Liberec", region=region),
        phone="+420 485 000 111",
        contact_name="Ema",
        contact_email="ema@example.org",
    )


@pytest.fixture
def checked(entry: Organisation) -> Organisation:
    """The same, with an editor's new sentence that waits in the workflow."""
    given = {name: getattr(entry, name) for name in ("name", "legal_form", "phone")}
    form = organisation_form(
        **given,
        place=entry.place_id,
        fields=[field.pk for field in entry.fields.all()],
        regions=[region.pk for region in entry.regions.all()],
        contact_name="Ema",
        contact_email="ema@example.org",
        summary="What the editor wrote.",
    )
    answer = client_of("Editors", permissions=PRIVATE).post(
        address("edit", entry), {**form, **SUBMIT}
    )
    assert answer.status_code == 302
    return fresh(entry)


PRIVATE = ["organisations_directory.view_private_contact"]


def fresh(entry: Organisation) -> Organisation:
    found: Organisation = Organisation.objects.get(pk=entry.pk)
    return found


def changed(entry: Entry, slug: str, **answers: dict[str, list[str]]) -> Submission:
    """Hand in a change of ``entry``: step → field → what is typed."""
    row = flow.change(kind_called(slug), entry, "ema@example.org")
    for step, typed in answers.items():
        flow.keep(row, step, {**row.data[step], **typed})
    assert row.kind.first_open(row) is None
    row = flow.send(row)
    row.refresh_from_db()
    return row


PHONE = {"contact": {"phone": ["+420 485 111 222"]}}


def in_check(entry: Any) -> bool:
    return bool(entry.workflow_in_progress)


def test_telephone_goes_live_and_the_editors_draft_goes_on_waiting(checked: Organisation) -> None:
    assert in_check(checked)
    row = changed(checked, "organisation", **PHONE)
    assert row.state == State.PUBLISHED
    entry = fresh(checked)
    assert entry.phone == "+420 485 111 222"
    assert entry.summary == checked.summary
    assert in_check(entry)
    assert entry.has_unpublished_changes


def test_editors_draft_is_published_with_the_new_telephone(checked: Organisation) -> None:
    changed(checked, "organisation", **PHONE)
    state = fresh(checked).current_workflow_task_state
    client_of("Moderators", permissions=PRIVATE).post(
        address("workflow_action", checked, "approve", state.pk), {"comment": ""}
    )
    entry = fresh(checked)
    assert (entry.summary, entry.phone) == ("What the editor wrote.", "+420 485 111 222")
    assert not in_check(entry)


def test_text_of_the_author_joins_the_check_that_is_going_on(checked: Organisation) -> None:
    row = changed(checked, "organisation", what={"about": ["New words."]}, **PHONE)
    assert (row.state, row.context["facts"]) == (State.WAITING, ["phone"])
    entry = fresh(checked)
    assert (entry.phone, entry.about) == ("+420 485 111 222", "")
    assert in_check(entry)
    flow.publish(row, factories.user("Moderators"))
    entry = fresh(checked)
    assert (entry.about, entry.summary) == ("<p>New words.</p>", "What the editor wrote.")
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_telephone_alone_does_not_publish_what_an_editor_left_unfinished(
    entry: Organisation,
) -> None:
    draft: Any = entry.get_latest_revision_as_object()
    draft.phone, draft.summary = "+420 000 000 000", "Half a sentence"
    draft.save_revision(changed=True)
    row = changed(fresh(entry), "organisation", contact={"website": ["https://spolek.example/"]})
    assert row.state == State.PUBLISHED
    now = fresh(entry)
    assert (now.website, now.phone) == ("https://spolek.example/", "+420 485 000 111")
    latest: Any = now.get_latest_revision_as_object()
    assert (latest.summary, latest.website) == ("Half a sentence", "https://spolek.example/")


def test_change_of_facts_stands_in_the_history_and_in_later_drafts(
    entry: Organisation, client: Client
) -> None:
    entry.save_revision().publish()
    changed(entry, "organisation", **PHONE)
    moderator = client_of("Moderators")
    told = moderator.get(address("history", entry)).context["object_list"]
    assert "submissions.facts" in [line.action for line in told]
    assert fresh(entry).latest_revision.as_object().phone == "+420 485 111 222"


def test_facts_of_every_kind_are_kept_as_a_revision_keeps_them(portal: Portal) -> None:
    call = factories.opportunity()
    call.save_revision().publish()
    day = datetime.date(2027, 1, 7)
    facts = {"hours": Decimal("1.5"), "times": ["weekend"], "end_on": day, "contact_name": "Eva"}
    hiding.stamp(call, **facts)
    call = Opportunity.objects.get(pk=call.pk)
    draft = call.latest_revision.as_object()
    for name, value in facts.items():
        assert getattr(call, name) == getattr(draft, name) == value
