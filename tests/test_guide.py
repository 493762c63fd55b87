"""The guide "What fits me": five questions, and a result that stands in its address."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from opportunities.answers import Answers
from opportunities.guide import SLUGS
from opportunities.models import OpportunityIndexPage
from tests import factories
from tests.cards import titles
from tests.running import NewPage
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
PHONE = {"width": 390, "height": 844, "has_touch": True, "java_script_enabled": False}
MOST_QUERIES = 14


@pytest.fixture
def guides(portal: Portal) -> dict[str, str]:
    """Paths of the guide by language, in a portal with a few calls."""
    animals, seniors = factories.field("animals"), factories.field("seniors")
    liberec = factories.place("Liberec")
    frydlant = factories.place("Frýdlant", latitude=50.921, longitude=15.08)
    weekend = {"times": ["weekend"], "commitment": "one_off"}
    factories.opportunity(
        [animals], [frydlant], title="Feed the owls", language="en", languages=["en"], **weekend
    )
    factories.opportunity([animals], [liberec], title="Walk the dogs", language="en", **weekend)
    factories.opportunity(
        [seniors], mode="remote", title="Call somebody", language="en", welcomes=["minors"]
    )
    portal.rebuild()
    cache.clear()
    return {code: OpportunityIndexPage.guide_in(code) for code in LANGUAGES}


def fits(response: Any) -> list[str]:
    """Return why each card fits."""
    found = re.findall(r'card__fits">.*?</span>([^<]*)</span>', response.text)
    return [words.strip().replace("\u00a0", " ") for words in found]


# --- addresses -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_stands_below_the_list_in_words_of_its_language(
    client: Client, guides: dict[str, str], portal: Portal, language: str
) -> None:
    assert guides[language] == f"{portal.opportunities[language]}{SLUGS[language]}/"
    response = client.get(guides[language])
    assert response.status_code == 200
    assert response.text.count("<fieldset") >= 5
    assert f'href="{portal.opportunities[language]}"' in response.text  # the trail
    assert "noindex" not in response.text


def test_words_of_another_language_lead_on_with_the_answers(
    client: Client, guides: dict[str, str], portal: Portal
) -> None:
    wrong = f"{portal.opportunities['en']}{SLUGS['cs']}/?field=animals&utm_source=x"
    response = client.get(wrong)
    assert (response.status_code, response["Location"]) == (301, guides["en"] + "?field=animals")


def test_answers_go_along_to_other_languages_but_not_to_robots(
    client: Client, guides: dict[str, str]
) -> None:
    answers = "?field=animals&near=Liberec&not=seniors"
    response = client.get(guides["en"] + answers)
    assert '<meta name="robots" content="noindex, follow">' in response.text
    escaped = answers.replace("&", "&amp;")
    for code in LANGUAGES:
        assert f'href="{guides[code]}{escaped}" lang="{code}"' in response.text
    urls = {code: url + answers for code, url in guides.items()}
    assert response.context["head"].alternates == urls


def test_what_was_left_empty_goes_out_of_the_address(
    client: Client, guides: dict[str, str]
) -> None:
    response = client.get(guides["en"] + "?field=animals&q=&near=&radius=&not=seniors")
    assert response.status_code == 302
    assert response["Location"] == guides["en"] + "?field=animals&not=seniors"
    response = client.get(guides["en"] + "?q=&near=&radius=")
    assert (response.status_code, response["Location"]) == (302, guides["en"])


@pytest.mark.parametrize(
    "junk", ["field=zoo", "not=zoo&radius=x", "mode=on_site", "language=xx&time=never", "x=1"]
)
def test_junk_is_no_answer(client: Client, guides: dict[str, str], junk: str) -> None:
    response = client.get(f"{guides['en']}?{junk}")
    assert response.status_code == 200
    assert 'id="count"' not in response.text


def test_address_says_the_same_however_it_was_put(guides: dict[str, str]) -> None:
    asked = "not=seniors&time=weekend&field=animals&near=Liberec&radius=10&mode=remote&q=dog"
    answers = Answers.from_get(QueryDict(asked))
    again = Answers.from_get(QueryDict(answers.querystring[1:]))
    assert again == answers
    assert again.wishes == answers.wishes
    assert {*answers.querystring[1:].split("&")} == {*asked.split("&")}


# --- what fits -----------------------------------------------------------------------


def test_what_fits_with_its_reasons(client: Client, guides: dict[str, str]) -> None:
    asked = "?field=animals&time=weekend&near=Liberec"
    response = client.get(guides["en"] + asked)
    assert titles(response) == ["Walk the dogs", "Feed the owls"]
    assert fits(response) == ["Animals · weekends · close by", "Animals · weekends · 17 km away"]
    response = client.get(guides["en"] + "?field=animals&language=en")
    assert fits(response) == ["Animals · English"]
    response = client.get(guides["en"] + "?mode=remote&audience=minors")
    assert fits(response) == ["Under 18 with consent · from home"]


def test_what_should_be_left_out(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?not=animals")
    assert titles(response) == ["Call somebody"]


def test_answers_are_ticked_and_can_be_taken_away(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?field=animals&near=Liberec&not=seniors&mode=remote")
    ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', response.text)
    assert ticked == [("field", "animals"), ("mode", "remote"), ("not", "seniors")]
    assert 'value="Liberec"' in response.text
    active = response.text.split('class="active"')[1].split("</ul>")[0]
    links = re.findall(r'<a [^>]*href="([^"]*)"', active)
    assert "?field=animals&amp;mode=remote&amp;near=Liberec" in links  # without “not”
    assert len(links) == 5
    assert links[-1] == guides["en"]


def test_list_is_narrowed_by_the_same(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?field=animals&time=weekend&near=Liberec&mode=remote")
    listed = response.context["guide"].list_url
    assert listed.endswith("/?field=animals&time=weekend&near=Liberec")
    assert sorted(titles(client.get(listed))) == ["Feed the owls", "Walk the dogs"]


def test_unknown_place_is_told(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?near=Xqzwv&field=animals")
    assert "We know no place called “Xqzwv”" in response.text
    assert len(titles(response)) == 2


# --- little or nothing ------------------------------------------------------------------


def ways_on(response: Any) -> dict[str, str]:
    return {wider.text: wider.url for wider in response.context["guide"].wider}


def test_says_which_wish_keeps_things_away(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?field=animals&near=Liberec&radius=5&language=en")
    assert titles(response) == []
    ways = ways_on(response)
    assert [*ways] == ["1 fits if it may be up to 25 km away", "1 fits without “English”"]
    for text, url in ways.items():
        assert text in response.text
        assert len(titles(client.get(guides["en"] + url))) == 1


def test_says_so_when_there_is_little(client: Client, guides: dict[str, str]) -> None:
    response = client.get(guides["en"] + "?near=Liberec&radius=5")
    assert titles(response) == ["Walk the dogs"]
    assert "2 fit if it may be from home" in ways_on(response)


def test_a_number_is_what_the_link_shows(client: Client, guides: dict[str, str]) -> None:
    for asked in ("?field=seniors&time=weekend&near=Liberec", "?q=owls&not=animals&language=en"):
        response = client.get(guides["en"] + asked)
        assert ways_on(response)
        for text, url in ways_on(response).items():
            assert len(titles(client.get(guides["en"] + url))) == int(text.split()[0])


# --- around it --------------------------------------------------------------------------


def test_list_home_page_and_empty_list_lead_there(
    client: Client, guides: dict[str, str], portal: Portal
) -> None:
    link = f'href="{guides["en"]}"'
    assert link in client.get(portal.opportunities["en"]).text
    assert client.get(f"{portal.opportunities['en']}?q=xqzwv").text.count(link) == 2
    assert link in client.get("/en/").text
    assert link not in client.get(portal.organisations["en"]).text


def test_result_is_kept_for_everybody(client: Client, guides: dict[str, str]) -> None:
    url = guides["en"] + "?field=animals"
    first = client.get(url)
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    with CaptureQueriesContext(connection) as queries:
        again = client.get(url)
    assert again.content == first.content
    assert len(queries) <= 1  # the content version


def test_result_takes_few_queries(client: Client, guides: dict[str, str], settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    client.get(guides["en"] + "?field=animals")
    for asked in ("?field=animals&time=weekend", "?near=Liberec&field=seniors&not=animals"):
        with CaptureQueriesContext(connection) as queries:
            client.get(guides["en"] + asked)
        assert len(queries) <= MOST_QUERIES


# --- by hand ----------------------------------------------------------------------------


def results(page: Page) -> list[str]:
    return page.locator(".card__fits").all_inner_texts()


@pytest.mark.browser
def test_on_a_phone_without_scripts(new_page: NewPage) -> None:
    page = new_page("/en/", **PHONE)
    page.get_by_role("link", name="Find out what fits you").first.click()
    page.get_by_label("Animals").first.check()
    page.get_by_label("Near").fill("Liberec")
    page.get_by_label("Within").select_option("50 km")
    page.get_by_label("Weekends").check()
    page.locator("summary", has_text="What you would rather leave to others").click()
    page.locator('[name="not"][value="emergencies"]').check()
    page.get_by_role("button", name="Show what fits").click()
    assert results(page)
    assert all("km away" in text and "Animals" in text for text in results(page))
    assert "q=" not in page.url
    before = page.url
    page.get_by_text("Change your answers").click()
    page.get_by_label("Weekends").uncheck()
    page.get_by_role("button", name="Show what fits").click()
    assert "weekend" not in page.url
    page.go_back()
    assert page.url == before


@pytest.mark.browser
def test_by_keyboard(new_page: NewPage) -> None:
    page = new_page("/en/opportunities/")
    page.get_by_role("link", name="Find out what fits you").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What fits me").wait_for()
    page.locator('[name="field"]').first.focus()
    page.keyboard.press("Space")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#answers button')"):
            break
    page.keyboard.press("Enter")
    page.locator("#count").wait_for()
    assert "Seniors" in results(page)[0]
    page.get_by_role("link", name="remove this answer").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show what fits").wait_for()
