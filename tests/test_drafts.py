"""A draft may be incomplete; what is published may not, and the form says why."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from tests import factories
from tests.admin import PUBLISH, SUBMIT, address, client_of, opportunity_form, organisation_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def complete_form(**changes: Any) -> dict[str, Any]:
    organisation, place = factories.organisation(), factories.place()
    facts = {
        "organisation": organisation.pk,
        "places": [place.pk],
        "fields": [factories.field().pk],
    }
    return opportunity_form(**{**facts, **changes})


def errors_of(client: Client, form: dict[str, Any]) -> dict[str, list[str]]:
    """Return what the form says is wrong, by field, when one tries to publish it."""
    response = client.post(address("add", Opportunity), {**form, **PUBLISH})
    assert response.status_code == 200
    errors: dict[str, list[str]] = response.context["form"].errors
    for name in errors:
        assert f"{name}-errors".encode() in response.content, f"no error beside {name}"
    return dict(errors)


def test_draft_of_opportunity_needs_a_title_only(moderator: Client) -> None:
    form = opportunity_form(summary="", description=rich_text(""), mode=None, commitment=None)
    response = moderator.post(
        address("add", Opportunity), {**form, "mode": "on_site", "commitment": "regular"}
    )
    draft = Opportunity.objects.get()
    assert response.status_code == 302
    assert (draft.title, draft.live, draft.organisation) == ("Walk the shelter dogs", False, None)


def test_draft_without_a_title_is_refused_beside_the_title(moderator: Client) -> None:
    response = moderator.post(address("add", Opportunity), opportunity_form(title=""))
    assert set(response.context["form"].errors) == {"title"}
    assert not Opportunity.objects.exists()


def test_draft_of_organisation_needs_a_name_only(moderator: Client) -> None:
    moderator.post(address("add", Organisation), organisation_form(summary=""))
    draft = Organisation.objects.get()
    assert (draft.name, draft.live) == ("Dog shelter", False)


def test_complete_opportunity_is_published(moderator: Client) -> None:
    response = moderator.post(address("add", Opportunity), {**complete_form(), **PUBLISH})
    assert response.status_code == 302
    published = Opportunity.objects.published().get()
    assert [str(place) for place in published.places.all()] == ["Liberec"]


@pytest.mark.parametrize("field", ["organisation", "summary", "description"])
def test_published_opportunity_needs(moderator: Client, field: str) -> None:
    empty = rich_text("") if field == "description" else ""
    assert set(errors_of(moderator, complete_form(**{field: empty}))) == {field}


def test_published_opportunity_needs_one_to_three_fields(moderator: Client) -> None:
    four = [factories.field(slug).pk for slug in ("animals", "sport", "culture", "nature")]
    assert set(errors_of(moderator, complete_form(fields=[]))) == {"fields"}
    assert set(errors_of(moderator, complete_form(fields=four))) == {"fields"}
    form = {**complete_form(fields=four[:3]), **PUBLISH}
    assert moderator.post(address("add", Opportunity), form).status_code == 302


def test_published_opportunity_needs_a_town_unless_it_is_done_from_home(moderator: Client) -> None:
    assert set(errors_of(moderator, complete_form(places=[]))) == {"places"}
    assert set(errors_of(moderator, complete_form(places=[], mode="both"))) == {"places"}
    form = {**complete_form(places=[], mode="remote"), **PUBLISH}
    assert moderator.post(address("add", Opportunity), form).status_code == 302


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"start_on": "2030-05-02", "end_on": "2030-05-01"}, "end_on"),
        ({"end_on": "2030-05-01", "deadline": "2030-05-02"}, "deadline"),
        ({"deadline": "2030-05-02", "expires_on": "2030-05-01"}, "expires_on"),
        ({"hours": "2"}, "hours_per"),
        ({"hours_per": "week"}, "hours"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(
    moderator: Client, dates: dict[str, str], field: str
) -> None:
    assert set(errors_of(moderator, complete_form(**dates))) == {field}


def test_errors_speak_the_language_of_the_admin() -> None:
    client, user = Client(), factories.user("Moderators")
    client.force_login(user)
    UserProfile.objects.create(user=user, preferred_language="cs")
    with translation.override("cs"):
        required = translation.gettext("This field is required.")
    assert required != "This field is required."
    assert errors_of(client, complete_form(summary=""))["summary"] == [required]


def test_submitting_for_moderation_checks_the_same() -> None:
    editor = client_of("Editors")
    form = {**complete_form(places=[]), **SUBMIT}
    response = editor.post(address("add", Opportunity), form)
    assert set(response.context["form"].errors) == {"places"}


def test_editing_a_published_entry_leaves_the_published_version(moderator: Client) -> None:
    moderator.post(address("add", Opportunity), {**complete_form(title="As it is"), **PUBLISH})
    entry = Opportunity.objects.get()
    moderator.post(address("edit", entry), complete_form(title="As it will be", places=[]))
    entry.refresh_from_db()
    assert (entry.title, entry.live, entry.has_unpublished_changes) == ("As it is", True, True)
    assert entry.places.count() == 1
    assert entry.get_latest_revision_as_object().title == "As it will be"


def test_drafts_are_saved_only_when_somebody_saves(moderator: Client) -> None:
    response = moderator.get(address("add", Opportunity))
    assert response.context["autosave_enabled"] is False


def test_incomplete_draft_can_be_shown_and_edited(moderator: Client) -> None:
    moderator.post(address("add", Opportunity), opportunity_form(summary=""))
    draft = Opportunity.objects.get()
    for action in ("edit", "history", "inspect"):
        assert moderator.get(address(action, draft)).status_code == 200
    assert moderator.get(address("list", Opportunity)).status_code == 200
