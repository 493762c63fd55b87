"""One field for the whole site: what is found of each kind, how it is understood and shown."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home import setting_up
from home.models import HomePage, SearchPage, StandardPage
from portal.common import versions
from portal.common.furniture import furniture
from search import service
from tests import advising, factories
from tests import rooms as made
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def everywhere(rooms: Portal) -> Portal:
    """Return the whole portal with search pages and an empty index."""
    setting_up.add_search(HomePage.objects.all())
    versions.bump()
    service._away.clear()
    rooms.rebuild()
    return rooms


@pytest.fixture
def library(everywhere: Portal) -> Portal:
    """Return it with something about libraries of nearly every kind."""
    town = factories.place()
    host = factories.organisation(language="en", name="City library", place=town)
    for number in range(5):
        factories.opportunity(
            language="en",
            title=f"Reading in the library {number}",
            organisation=host,
            places=[town],
            description="<p>Children listen, you read. Nobody is graded.</p>",
        )
    advising.question("en", title="May a library insure its readers?")
    advising.guide("en", title="Libraries and insurance")
    made.news("en", title="The library is open again")
    made.story("cs", title="Jana čte v knihovně", summary="The library is her second home.")
    made.event("en", title="An evening", summary="We meet in the library.")
    everywhere.rebuild()
    return everywhere


def page(client: Client, asked: str = "", language: str = "en", status: int = 200) -> BeautifulSoup:
    """Return the search page in ``language``."""
    answer = client.get(furniture(language).roles["search"].url + asked)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def texts(soup: Any, selector: str) -> list[str]:
    return [" ".join(each.get_text(" ", strip=True).split()) for each in soup.select(selector)]


# --- Where it is --------------------------------------------------------------------------


def test_set_up_makes_a_search_page_in_each_language() -> None:
    call_command("setup_site")
    slugs = {p.locale.language_code: p.slug for p in SearchPage.objects.select_related("locale")}
    assert slugs == {"cs": "hledat", "pl": "szukaj", "sl": "iskanje", "en": "search"}
    assert len(set(SearchPage.objects.values_list("translation_key", flat=True))) == 1


def test_site_that_was_there_before_gets_what_is_missing_and_keeps_its_words() -> None:
    call_command("setup_site")
    english = SearchPage.objects.get(locale=factories.locale("en"))
    english.heading = "Look around"
    english.save_revision().publish()
    SearchPage.objects.get(locale=factories.locale("pl")).delete()
    call_command("setup_site")
    found = SearchPage.objects.get(locale=factories.locale("pl"))
    assert found.translation_key == english.translation_key
    assert SearchPage.objects.get(pk=english.pk).heading == "Look around"


def test_address_that_is_taken_is_left_to_whom_has_it(rooms: Portal) -> None:
    home = HomePage.objects.get(locale=factories.locale("en"))
    taken = StandardPage(title="Search", slug="search", summary="Lost?", locale=home.locale)
    home.add_child(instance=taken)
    setting_up.add_search([home])
    assert SearchPage.objects.get(locale=home.locale).slug == "search-2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_the_search(everywhere: Portal, client: Client, language: str) -> None:
    url = furniture(language).roles["search"].url
    soup = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")
    assert soup.select_one(".to-search")["href"] == url  # type: ignore[index]
    assert client.get(url).status_code == 200


# --- What is found ------------------------------------------------------------------------


def test_all_kinds_are_found_the_most_useful_first(library: Portal, client: Client) -> None:
    soup = page(client, "?q=library")
    assert texts(soup, ".groups h2 > span:first-of-type") == [
        "Opportunities",
        "Organisations",
        "Questions and answers",
        "Guides",
        "News",
        "Events",
        "Stories",
    ]
    assert texts(soup, ".ways-row a")[:3] == ["All 11", "Opportunities 5", "Organisations 1"]
    assert len(soup.select("section[aria-labelledby=k-opportunity] .hit")) == 3


def test_titles_and_passages_are_marked(library: Portal, client: Client) -> None:
    soup = page(client, "?q=libraries+graded")
    (hit, *_rest) = soup.select("section[aria-labelledby=k-opportunity] .hit")
    assert texts(hit, "h3 mark") == ["library"]
    assert texts(hit, "p mark") == ["graded"]
    assert "City library · Liberec" in texts(hit, ".soft")[0]


def test_all_of_a_kind_are_in_its_own_list_with_the_same_words(
    library: Portal, client: Client
) -> None:
    soup = page(client, "?q=library")
    link = soup.find("a", string=re.compile("Show all 5"))
    assert link["href"] == f"{library.opportunities['en']}?q=library"  # type: ignore[index]
    assert "5 opportunities" in client.get(link["href"]).text  # type: ignore[index]


def test_kind_without_a_list_of_its_own_has_pages_here(everywhere: Portal, client: Client) -> None:
    for number in range(23):
        made.news("en", title=f"Orchard {number}")
    everywhere.rebuild()
    url = furniture("en").roles["search"].url
    soup = page(client, "?q=orchard")
    assert soup.find("a", string=re.compile("Show all 23"))["href"] == (  # type: ignore[index]
        f"{url}?q=orchard&type=news"
    )
    assert len(page(client, "?q=orchard&type=news").select(".hit")) == 20
    second = page(client, "?q=orchard&type=news&page=2")
    assert len(second.select(".hit")) == 3
    assert texts(second, ".ways-row [aria-current]") == ["News 23"]
    page(client, "?q=orchard&type=news&page=3", status=404)


def test_what_is_in_another_language_says_so(library: Portal, client: Client) -> None:
    soup = page(client, "?q=knihovna", "en")
    hit = soup.select_one("section[aria-labelledby=k-story] .hit")
    assert hit
    assert hit.h3.a["lang"] == "cs"  # type: ignore[index,union-attr]
    assert "In Čeština" in hit.get_text(" ", strip=True)


# --- How it is understood -----------------------------------------------------------------


def test_mistyped_word_is_corrected_and_can_be_insisted_on(library: Portal, client: Client) -> None:
    soup = page(client, "?q=librray")
    assert texts(soup, ".notice") == ["Showing results for library . Search for “librray” instead"]
    instead = soup.select_one(".notice a")["href"]  # type: ignore[index]
    assert instead.endswith("?q=librray&exact=1")  # type: ignore[union-attr]
    assert "Nothing found for “librray”" in client.get(instead).text  # type: ignore[arg-type]


def test_most_of_the_words_are_better_than_nothing(library: Portal, client: Client) -> None:
    soup = page(client, "?q=library+children+zeppelin")
    assert texts(soup, ".notice") == ["Nothing has all of these words. These have most of them."]
    assert soup.select(".hit")


def test_where_nothing_is_found_there_are_ways_on(library: Portal, client: Client) -> None:
    soup = page(client, "?q=zxqvwk")
    text = soup.main.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "Nothing found for “zxqvwk”" in text
    links = {a["href"] for a in soup.main.select("a")}  # type: ignore[union-attr]
    assert f"{library.opportunities['en']}?field=animals" in links
    assert f"{library.opportunities['en']}?region=CZ-51" in links
    assert "/en/ask/" in links


def test_without_words_there_are_ways_in(library: Portal, client: Client) -> None:
    soup = page(client)
    assert f"{library.opportunities['en']}?field=animals" in {a["href"] for a in soup.select("a")}
    assert not soup.select(".hit, .notice, .empty")


@pytest.mark.parametrize(
    "asked",
    ["?q=%00", f"?q={'a' * 10_000}", "?q=%22%28%5B*", "?q=library&type=junk&page=x&exact=2",
     f"?q={quote('♥ ' * 50)}", "?q=%FF%FE", "?type=news", "?page=9"],
)  # fmt: skip
def test_junk_is_answered(library: Portal, client: Client, asked: str) -> None:
    assert page(client, asked).h1


def test_robots_are_kept_out_and_the_title_names_the_words(library: Portal, client: Client) -> None:
    soup = page(client, "?q=library&type=news")
    assert soup.title.string.startswith("Search: “library”: News – ")  # type: ignore[union-attr]
    assert soup.select_one("meta[name=robots]")["content"] == "noindex, follow"  # type: ignore[index]
    canonical = soup.select_one("link[rel=canonical]")["href"]  # type: ignore[index]
    assert canonical.endswith("/search/?q=library&type=news")  # type: ignore[union-attr]
    assert "/search/" not in client.get("/sitemap-pages.xml").text


def test_without_an_engine_it_finds_by_the_database(
    library: Portal, client: Client, settings: Any
) -> None:
    settings.SEARCH_URL = "database:"
    soup = page(client, "?q=library")
    assert "taking a break" in soup.get_text()
    assert len(soup.select(".groups section")) >= 6


def test_queries_are_few_however_much_is_found(
    library: Portal, client: Client, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    page(client, "?q=read")
    for asked in ("?q=library", "?q=librray", "?q=zxqvwk", "?q=library&type=opportunity"):
        with CaptureQueriesContext(connection) as captured:
            page(client, asked)
        assert len(captured) <= 15, [one["sql"] for one in captured]


# --- The lists ----------------------------------------------------------------------------


def test_lists_mark_what_was_asked_for(library: Portal, client: Client) -> None:
    roles = furniture("en").roles
    for role in ("opportunities", "organisations", "questions"):
        soup = BeautifulSoup(client.get(f"{roles[role].url}?q=library").content, "html.parser")
        assert texts(soup, "#listing h3 mark")[0].lower() == "library", role
        plain = BeautifulSoup(client.get(roles[role].url).content, "html.parser")
        assert not plain.select("mark")


def test_list_says_how_words_were_understood(library: Portal, client: Client) -> None:
    url = library.opportunities["en"]
    soup = BeautifulSoup(client.get(f"{url}?q=librray&field=animals").content, "html.parser")
    assert texts(soup, ".notice strong") == ["library"]
    instead = f"{url}?q=librray&exact=1&field=animals"
    assert f"{url}{soup.select_one('.notice a')['href']}" == instead  # type: ignore[index]
    exact = BeautifulSoup(client.get(instead).content, "html.parser")
    assert "only as typed , remove this filter" in texts(exact, ".active a")
    assert exact.select_one("#find input[name=exact]")


def test_list_without_results_says_what_one_choice_costs(library: Portal, client: Client) -> None:
    url = library.opportunities["en"]
    factories.field("sport")
    factories.opportunity(language="en", title="Football", fields=[factories.field("sport")])
    library.rebuild()
    soup = BeautifulSoup(client.get(f"{url}?q=library&field=sport").content, "html.parser")
    link = soup.find("a", string=re.compile("5 more without “Sport”"))
    assert link
    assert link["href"] == "?q=library"
