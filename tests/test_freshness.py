"""What staff do shows in the lists at once: the index and the page cache follow."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from opportunities.models import Opportunity
from opportunities.upkeep import Midnight
from organisations_directory.models import Organisation
from search import queue
from tests import factories
from tests.cards import titles
from tests.sites import Portal

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """Return a block whose end is a commit: what waits for one is done then."""

    def block() -> Any:
        # The transaction around the test has not committed what came before.
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return block


@pytest.fixture
def call(portal: Portal, client: Client) -> Opportunity:
    """A call in an index that is up to date; the list was looked at, so it is in the cache."""
    call = factories.opportunity([factories.field("animals")], title="Venčení psů")
    portal.rebuild()
    assert listed(client, portal) == ["Venčení psů"]
    return call


def listed(client: Client, portal: Portal, query: str = "") -> list[str]:
    """Return the titles in the Czech list."""
    return titles(client.get(portal.opportunities["cs"] + query))


def looking(client: Client, portal: Portal) -> list[str]:
    """Return the organisations that are said to look for volunteers."""
    return titles(client.get(portal.organisations["cs"] + "?open=yes"))


def test_new_call_is_listed(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        factories.opportunity(title="Krmení koček")
    assert sorted(listed(client, portal)) == ["Krmení koček", "Venčení psů"]


def test_published_draft_replaces_the_old_text(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    call.title = "Venčení fen"
    with commit():
        revision = call.save_revision()
    assert listed(client, portal) == ["Venčení psů"]
    with commit():
        revision.publish()
    assert listed(client, portal, "?q=feny") == ["Venčení fen"]


def test_unpublished_call_leaves_the_list(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        call.unpublish()
    assert listed(client, portal) == []


def test_deleted_call_leaves_the_list(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        call.delete()
    assert listed(client, portal) == []


def test_hidden_organisation_takes_its_calls_along(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        Organisation.objects.get(pk=call.organisation_id).unpublish()
    assert listed(client, portal) == []


def test_renamed_organisation_is_found_by_its_new_name(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    host = Organisation.objects.get(pk=call.organisation_id)
    host.name = "Zátoka"
    with commit():
        host.save()
    assert listed(client, portal, "?q=zatoka") == ["Venčení psů"]


def test_changed_fields_and_places_change_the_facets(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    call.fields = [factories.field("seniors")]
    call.places = [factories.place("Brno", region=factories.region("CZ-64"))]
    with commit():
        call.save()
    assert listed(client, portal, "?field=seniors&region=CZ-64") == ["Venčení psů"]
    assert listed(client, portal, "?field=animals") == []


def test_renamed_slug_of_a_field_is_the_value_of_the_facet(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    field = factories.field("animals")
    field.slug = "beasts"
    with commit():
        field.save()
    assert listed(client, portal, "?field=beasts") == ["Venčení psů"]


def test_deleted_field_is_no_value_of_the_facet(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        factories.field("animals").delete()
    assert listed(client, portal) == ["Venčení psů"]
    assert 'value="animals"' not in client.get(portal.opportunities["cs"]).text


def test_renamed_town_is_found_by_its_new_name(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    town = call.places.get()
    town.name = "Reichenberg"
    with commit():
        town.save()
    assert listed(client, portal, "?q=reichenberg") == ["Venčení psů"]


def test_new_tag_is_found(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    call.tags.add("procházky")
    with commit():
        call.save()
    assert listed(client, portal, "?q=prochazky") == ["Venčení psů"]


def test_new_translation_takes_the_place_of_the_source(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    with commit():
        factories.translation(call, "en", title="Walk the dogs")
    text = client.get(portal.opportunities["en"]).text
    assert "Walk the dogs" in text
    assert "Venčení psů" not in text


def test_expired_call_needs_nobody_to_save_it(
    client: Client, portal: Portal, call: Opportunity
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    call.expires_on = yesterday
    call.save()
    portal.rebuild()
    assert listed(client, portal) == []


def test_organisation_looks_for_volunteers_while_a_call_is_open(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    assert len(looking(client, portal)) == 1
    with commit():
        call.unpublish()
    assert looking(client, portal) == []


def test_call_that_moves_takes_looking_along(
    client: Client, portal: Portal, call: Opportunity, commit: Commit
) -> None:
    call.organisation = factories.organisation(name="Kočičí komora")
    with commit():
        call.save()
    assert looking(client, portal) == ["Kočičí komora"]


def test_at_midnight_the_directory_learns_of_expired_calls(
    client: Client, portal: Portal, call: Opportunity
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Opportunity.objects.update(expires_on=yesterday)
    Midnight().tell_the_directory()
    queue.apply()
    assert looking(client, portal) == []


def test_worker_looks_for_expired_calls_once_a_day(portal: Portal, call: Opportunity) -> None:
    Opportunity.objects.update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
    midnight = Midnight()
    midnight.tell_the_directory()
    assert queue.pending()
    queue.apply()
    midnight.tell_the_directory()
    assert not queue.pending()


def test_change_that_is_rolled_back_is_not_indexed(
    client: Client, portal: Portal, call: Opportunity
) -> None:
    call.title = "Never said"
    with transaction.atomic():
        call.save()
        transaction.set_rollback(True)
    assert not queue.pending()
