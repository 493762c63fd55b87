"""Publishing, unpublishing and deleting many entries at once."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from opportunities.models import Opportunity
from portal.common.models import Entry
from tests import factories
from tests.admin import KINDS, address, client_of
from tests.test_admin_lists import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def act(client: Client, action: str, kind: type[Entry], ids: list[Any], narrowed: str = "") -> Any:
    """Do ``action`` to the entries ``ids`` (or ["all"] of the list ``?narrowed``)."""
    meta = kind._meta
    url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, action])
    asked = {"id": ids, "next": f"{address('list', kind)}?{narrowed}"}
    assert client.get(url, asked).status_code == 200
    return client.post(f"{url}?{urlencode(asked, doseq=True)}", follow=True)


def told(response: Any) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


@pytest.mark.parametrize("kind", KINDS)
def test_drafts_are_published_in_their_latest_version(kind: type[Entry], moderator: Client) -> None:
    drafts = [make(kind, live=False) for _number in range(2)]
    drafts[0].summary = "The latest"
    drafts[0].save_revision()
    act(moderator, "publish", kind, [draft.pk for draft in drafts])
    rows = kind.objects.in_bulk([draft.pk for draft in drafts])
    assert all(row.live for row in rows.values())
    assert rows[drafts[0].pk].summary == "The latest"


def test_incomplete_drafts_are_left_out_and_the_reason_is_told(moderator: Client) -> None:
    whole = factories.opportunity(live=False)
    nowhere = factories.opportunity(live=False, title="Nowhere", places=[])
    nothing = factories.opportunity(live=False, title="Nothing", fields=[], description="")
    response = act(moderator, "publish", Opportunity, [whole.pk, nowhere.pk, nothing.pk])
    assert set(Opportunity.objects.live()) == {whole}
    published, *left_out = told(response)
    assert "1" in published
    assert len(left_out) == 2
    assert all(any(name in text for text in left_out) for name in ("Nowhere", "Nothing"))


def test_entry_locked_by_somebody_else_is_left_out(moderator: Client) -> None:
    locked = factories.opportunity(live=False)
    client_of("Moderators").post(address("lock", locked))
    act(moderator, "publish", Opportunity, [locked.pk])
    assert not Opportunity.objects.live().exists()


@pytest.mark.parametrize("kind", KINDS)
def test_published_entries_are_unpublished(kind: type[Entry], moderator: Client) -> None:
    live, draft = make(kind), make(kind, live=False)
    response = act(moderator, "unpublish", kind, [live.pk, draft.pk])
    assert not kind.objects.filter(pk__in=[live.pk, draft.pk]).live().exists()
    assert len(told(response)) == 2


def test_all_means_all_of_the_narrowed_list(moderator: Client) -> None:
    wanted = factories.opportunity(live=False, title="Žirafy")
    other = factories.opportunity(live=False, title="Sloni")
    act(moderator, "publish", Opportunity, ["all"], narrowed="q=zirafy")
    assert set(Opportunity.objects.live()) == {wanted}
    act(moderator, "delete", Opportunity, ["all"], narrowed="status=live")
    assert set(Opportunity.objects.all()) == {other}


def test_editors_can_do_nothing_to_many() -> None:
    draft, live = factories.opportunity(live=False), factories.opportunity()
    editor = client_of("Editors")
    for action in ("publish", "unpublish", "delete"):
        act(editor, action, Opportunity, [draft.pk, live.pk])
    assert set(Opportunity.objects.live()) == {live}
    assert Opportunity.objects.count() == 2
