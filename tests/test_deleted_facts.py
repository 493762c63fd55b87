"""A field or a town that staff delete while something is on its way: nothing crashes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from search.models import Field, Place
from submissions import flow
from submissions.desk import looking
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.admin import client_of
from tests.calls import call_steps, fill_in, new_call
from tests.sending import entry_of, sent, waiting
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def moderator() -> Client:
    client = client_of("Moderators")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def page_of(client: Client, row: Submission) -> str:
    answer = client.get(reverse("desk_submission", args=[row.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("reach", ["around", "region", "country"])
def test_profile_lacks_the_town_and_the_desk_says_so(
    portal: Portal, moderator: Client, reach: str
) -> None:
    row = sent(reach=reach)
    Place.objects.all().delete()
    flow.confirm(row)
    entry = entry_of(row)
    assert isinstance(entry, Organisation)
    assert (entry.place, list(entry.regions.all())) == (None, [])
    text = page_of(moderator, row)
    assert "Town of the seat: the answer could not be taken over whole: Liberec." in text


def test_profile_lacks_the_field_and_keeps_the_others(portal: Portal, moderator: Client) -> None:
    row = sent()
    factories.field("sport")
    row.data["what"]["fields_of_work"] = ["animals", "sport"]
    row.save()
    Field.objects.get(slug="animals").delete()
    flow.confirm(row)
    entry = entry_of(row)
    assert isinstance(entry, Organisation)
    assert [field.slug for field in entry.fields.all()] == ["sport"]
    assert "Fields of volunteering: the answer could not be taken over" in page_of(moderator, row)


def test_whole_profile_says_nothing_of_the_kind(portal: Portal) -> None:
    row = waiting()
    assert "lost" not in row.context
    assert not looking.of_lost(row)


@pytest.fixture
def call(portal: Portal) -> Submission:
    """A call on its way: it names two towns and two fields."""
    towns = factories.place("Liberec"), factories.place("Ptuj")
    fields = factories.field("animals"), factories.field("sport")
    draft = new_call(factories.organisation())
    fill_in(Client(), draft, call_steps(fields, towns))
    return draft


def test_call_keeps_the_towns_and_fields_that_are_left(call: Submission, moderator: Client) -> None:
    Place.objects.get(name="Ptuj").delete()
    Field.objects.get(slug="animals").delete()
    # As if they had been deleted after the last page was checked.
    flow.send(call)
    call.refresh_from_db()
    entry = entry_of(call)
    assert isinstance(entry, Opportunity)
    assert [place.name for place in entry.places.all()] == ["Liberec"]
    assert [field.slug for field in entry.fields.all()] == ["sport"]
    codes = [finding.code for finding in looking.look(call, entry)]
    assert codes.count("lost") == 2


def test_call_without_any_field_waits_and_cannot_be_published(
    call: Submission, moderator: Client
) -> None:
    Field.objects.all().delete()
    flow.send(call)
    with pytest.raises(ValidationError):
        flow.publish(call, factories.user("Moderators"))
    assert "Fields of volunteering: the answer could not be taken over" in page_of(moderator, call)


def test_author_puts_it_right_and_the_finding_goes(call: Submission, moderator: Client) -> None:
    Field.objects.get(slug="animals").delete()
    flow.send(call)
    flow.ask_for_changes(call, factories.user("Moderators"), "Choose another field.")
    call.refresh_from_db()
    typed = {**call_steps((factories.field("sport"),))["job"]}
    flow.keep(call, "job", {**call.data["job"], "fields_of_work": typed["fields_of_work"]})
    flow.correct(call)
    call.refresh_from_db()
    assert not looking.of_lost(call)


def test_change_of_a_live_profile_survives_the_deletion_of_its_new_town(
    portal: Portal, moderator: Client
) -> None:
    old, new = factories.place("Ptuj"), factories.place("Brno")
    entry = factories.organisation([factories.field()], place=old)
    row = flow.change(kind_called("organisation"), entry, "ema@example.org")
    draft: Any = entry.get_latest_revision_as_object()
    draft.place = new
    draft.save_revision(changed=True)
    Submission.objects.filter(pk=row.pk).update(state=State.WAITING)
    row.refresh_from_db()
    new.delete()
    assert "No town: nobody finds it by place." in page_of(moderator, row)
    entry.refresh_from_db()
    assert entry.place == old
