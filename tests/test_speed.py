"""What makes pages fast: few queries, whatever the size, and nothing kept too long."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from opportunities.cards import cards, known_cards
from opportunities.models import Opportunity
from portal.common import versions
from search.models import Place
from tests import factories
from tests.sites import Portal

pytestmark = pytest.mark.django_db
# The bar of docs/speed.md, the content version included.
MOST_QUERIES = 10
ENTRIES = 6


@pytest.fixture
def remembering(settings: Any) -> None:
    """Let the content version be read as rarely as on a real site."""
    settings.CONTENT_VERSION_SECONDS = 60


def queries(client: Client, path: str) -> int:
    """Return the queries of a page that no cache has, in a process that has been asked before."""
    client.get(f"{path}&unseen=1")
    known_cards().clear()
    versions.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{path}&unseen=2").status_code == 200
    return len(captured)


def calls(number: int) -> list[Opportunity]:
    """Return new calls of the same field in two towns each, every one translated."""
    towns = [factories.place(f"Town {n}") for n in range(2)]
    made = [
        factories.opportunity([factories.field("animals")], places=towns) for _ in range(number)
    ]
    for call in made:
        factories.translation(call, "pl", title="Words")
    return made


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("asked", ["?", "?field=animals", "?q=call&near=Liberec"])
def test_list_takes_the_same_few_queries_at_any_size(
    client: Client, portal: Portal, asked: str
) -> None:
    factories.place("Liberec")
    taken = []
    for _twice in range(2):
        calls(ENTRIES)
        portal.rebuild()
        taken.append(queries(client, portal.opportunities["pl"] + asked))
    assert taken[0] == taken[1] <= MOST_QUERIES


@pytest.mark.usefixtures("remembering")
def test_entry_takes_few_queries(client: Client, portal: Portal) -> None:
    call = calls(ENTRIES)[0]
    portal.rebuild()
    assert queries(client, f"{call.url_in('cs')}?") <= MOST_QUERIES + 2


def test_unpublished_page_is_gone_though_it_was_at_hand(client: Client, portal: Portal) -> None:
    page = StandardPage.objects.get(locale__language_code="cs")
    assert client.get(page.url).status_code == 200
    path = page.url
    page.unpublish()
    assert client.get(path).status_code == 404


def test_page_moves_with_its_slug(client: Client, portal: Portal) -> None:
    page = StandardPage.objects.get(locale__language_code="cs")
    old = page.url
    client.get(old)
    page.slug = "elsewhere"
    page.save_revision().publish()
    moved = Page.objects.get(pk=page.pk).url
    assert client.get(moved).status_code == 200
    assert client.get(old).status_code in (301, 404)


def test_page_below_a_plain_page_is_found(client: Client, portal: Portal) -> None:
    above = StandardPage.objects.get(locale__language_code="cs")
    below = above.add_child(instance=StandardPage(title="Below", slug="below", locale=above.locale))
    assert "<h1>Below</h1>" in client.get(below.url).text


def test_page_hidden_from_visitors_asks_who_they_are(client: Client, portal: Portal) -> None:
    page = StandardPage.objects.get(locale__language_code="cs")
    assert client.get(page.url).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(page.url).status_code == 302


def test_changed_call_has_a_new_card(portal: Portal) -> None:
    call = factories.opportunity(title="Old words")
    assert [card.title for card in cards([call.pk], "cs", "/")] == ["Old words"]
    call.title = "New words"
    call.save()
    assert [card.title for card in cards([call.pk], "cs", "/")] == ["New words"]


def test_one_readers_distance_is_not_anothers(portal: Portal) -> None:
    town: Place = factories.place("Liberec")
    call = factories.opportunity(places=[town])
    shown: list[Any] = [cards([call.pk], "cs", "/", {town.pk: km})[0].km for km in (3.2, 7.9)]
    shown.append(cards([call.pk], "cs", "/")[0].km)
    assert shown == [3, 8, None]
