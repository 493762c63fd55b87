"""The lists as a visitor gets them: counts, addresses, languages, and few queries."""

import re
import shutil
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.models import Field, Place
from tests import factories
from tests.cards import titles
from tests.sites import Portal

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
QUESTIONS = ["", "?field=animals", "?region=CZ-51&time=weekend", "?q=dogs", "?near=Liberec"]


def offered(response: Any) -> dict[str, int]:
    """Return the counts beside the boxes, by ``facet=value``."""
    pattern = r'name="(\w+)" value="([\w-]+)"[^>]*>.*?<span class="n">\((\d+)\)'
    return {f"{name}={value}": int(n) for name, value, n in re.findall(pattern, response.text)}


def total(response: Any) -> int:
    found = re.search(r'id="count"[^>]*>\s*(\d+)', response.text)
    assert found
    return int(found[1])


def fill(count: int, animals: Field, liberec: Place) -> None:
    for _ in range(count):
        factories.opportunity(
            [animals], [liberec], title="Walk the dogs", language="en", times=["weekend"]
        )


@pytest.mark.parametrize("kind", ["opportunities", "organisations"])
@pytest.mark.parametrize("target", ["", "listing"])
def test_list_needs_as_few_queries_for_many_entries(
    client: Client, portal: Portal, settings: Any, kind: str, target: str
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60  # as often as in a running process: next to never
    animals, liberec = factories.field("animals"), factories.place("Liberec")
    headers = {"HX-Target": target} if target else {}
    url = getattr(portal, kind)["en"]
    rounds: list[list[tuple[str, int]]] = []
    # The first round is there for what a process reads only once.
    for _ in range(3):
        fill(12, animals, liberec)
        portal.rebuild()
        client.get(f"{url}?q=warm")
        rounds.append([])
        for question in QUESTIONS:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url + question, headers=headers)
            assert response.status_code == 200
            rounds[-1].append((question, len(queries)))
    _once, counts, more_entries = rounds
    assert counts == more_entries
    # A place that was typed is looked up besides.
    assert max(n for question, n in counts if "near" not in question) <= MOST_QUERIES
    assert max(n for _question, n in counts) <= MOST_QUERIES + 1


def test_each_number_is_what_a_click_finds(client: Client, portal: Portal) -> None:
    animals, seniors = factories.field("animals"), factories.field("seniors")
    liberec = factories.place("Liberec")
    for n in range(6):
        factories.opportunity(
            [animals, seniors][n % 2 : 2],
            [liberec] if n % 3 else [],
            mode="on_site" if n % 3 else "remote",
            times=["weekend"] if n < 4 else [],
        )
    portal.rebuild()
    url = portal.opportunities["cs"]
    counts = offered(client.get(url))
    assert counts["field=animals"] == 3
    for value, count in counts.items():
        assert total(client.get(f"{url}?{value}")) == count, value


def test_chosen_value_does_not_take_the_others_away(client: Client, portal: Portal) -> None:
    factories.opportunity([factories.field("animals")])
    factories.opportunity([factories.field("seniors")])
    portal.rebuild()
    counts = offered(client.get(portal.opportunities["cs"] + "?field=animals"))
    assert (counts["field=animals"], counts["field=seniors"]) == (1, 1)


def test_districts_appear_once_their_region_is_chosen(client: Client, portal: Portal) -> None:
    district = factories.region("CZ-513")
    factories.opportunity(places=[factories.place("Liberec", region=district)])
    portal.rebuild()
    url = portal.opportunities["cs"]
    assert "region=CZ-513" not in offered(client.get(url))
    assert offered(client.get(f"{url}?region=CZ-51"))["region=CZ-513"] == 1
    assert total(client.get(f"{url}?region=CZ-513")) == 1


def test_entry_in_several_languages_is_one_result(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title="Venčení psů")
    factories.translation(call, "en", title="Walk the dogs")
    portal.rebuild()
    assert titles(client.get(portal.opportunities["en"])) == ["Walk the dogs"]
    assert titles(client.get(portal.opportunities["cs"])) == ["Venčení psů"]
    polish = client.get(portal.opportunities["pl"])
    assert titles(polish) == ["Venčení psů"]
    assert 'lang="cs" hreflang="cs">Venčení psů' in polish.text


def test_htmx_gets_the_results_and_a_clean_address(client: Client, portal: Portal) -> None:
    factories.opportunity([factories.field("animals")])
    portal.rebuild()
    url = portal.opportunities["cs"]
    asked = f"{url}?q=&near=&radius=&sort=newest&field=animals"
    response = client.get(asked, headers={"HX-Target": "listing"})
    assert response.headers["HX-Push-Url"] == f"{url}?field=animals&sort=newest"
    assert "<h1" not in response.text
    assert 'hx-swap-oob="innerHTML"' in response.text


def test_page_that_cannot_exist_is_not_found(client: Client, portal: Portal) -> None:
    factories.opportunity()
    portal.rebuild()
    url = portal.opportunities["cs"]
    assert client.get(f"{url}?page=2").status_code == 404
    assert client.get(f"{url}?page=-1").status_code == 200


def test_pages_lead_to_one_another(client: Client, portal: Portal) -> None:
    animals, liberec = factories.field("animals"), factories.place("Liberec")
    fill(21, animals, liberec)
    portal.rebuild()
    url = portal.opportunities["en"]
    first, second = client.get(url), client.get(f"{url}?page=2")
    assert '<link rel="next" href="?page=2">' in first.text
    assert 'rel="prev"' in second.text
    assert (len(titles(first)), len(titles(second))) == (20, 1)


def test_robots_leave_lists_alone_that_are_narrowed_twice(client: Client, portal: Portal) -> None:
    factories.opportunity([factories.field("animals")], times=["weekend"])
    portal.rebuild()
    url = portal.opportunities["cs"]
    once, twice = (
        client.get(f"{url}?field=animals"),
        client.get(f"{url}?field=animals&time=weekend"),
    )
    assert "noindex" not in once.text
    assert '<meta name="robots" content="noindex, follow">' in twice.text


def test_unknown_place_is_said_and_offers_what_may_be_meant(client: Client, portal: Portal) -> None:
    factories.opportunity(places=[factories.place("Liberec")])
    portal.rebuild()
    response = client.get(portal.opportunities["en"] + "?near=Atlantis")
    assert "We know no place called “Atlantis”" in response.text
    assert total(response) == 1


def test_without_an_index_the_database_answers_with_a_notice(
    client: Client, portal: Portal
) -> None:
    factories.opportunity([factories.field("animals")], title="Walk the dogs", language="en")
    portal.rebuild()
    url = portal.opportunities["en"]
    assert titles(client.get(f"{url}?q=dogs")) == ["Walk the dogs"]
    shutil.rmtree(portal.folder)
    response = client.get(f"{url}?q=dogs&field=animals")
    assert response.status_code == 200
    assert titles(response) == ["Walk the dogs"]
    assert "The search is taking a break" in response.text
    assert offered(response) == {}
    portal.rebuild()
    assert offered(client.get(f"{url}?q=dogs&sort=newest"))["field=animals"] == 1


def test_nothing_found_offers_three_ways_on(client: Client, portal: Portal) -> None:
    factories.opportunity()
    portal.rebuild()
    response = client.get(portal.opportunities["en"] + "?q=xylophone&time=weekend")
    assert total(response) == 0
    assert response.text.count("Take one filter away") == 1
    assert "See everything there is" in response.text
    assert "tel:+420123456789" in response.text
