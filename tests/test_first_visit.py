"""Which language a visitor gets: the browser is asked once, at the bare root."""

import pytest
from django.test import Client

from portal.common.furniture import site
from tests.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "facebookexternalhit/1.1",
]
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0"


def own() -> str:
    """Return the home page in the language of the site itself."""
    return f"/{site().language}/"


@pytest.mark.parametrize(
    ("wanted", "home"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.5", "/pl/"),
        ("sl", "/sl/"),
        ("fr-FR,en-GB;q=0.8", "/en/"),
        ("de,fr", ""),
        ("", ""),
        ("*;q=junk,,;;q=9" * 500, ""),
    ],
)
def test_root_leads_to_the_language_that_the_browser_asks_for(
    client: Client, wanted: str, home: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted, "User-Agent": CHROME})
    assert (answer.status_code, answer["Location"]) == (302, home or own())


@pytest.mark.parametrize("robot", ROBOTS)
def test_robots_are_led_to_the_language_of_the_site(client: Client, robot: str) -> None:
    answer = client.get("/", headers={"Accept-Language": "pl", "User-Agent": robot})
    assert answer["Location"] == own()


def test_no_cache_gives_one_visitor_the_language_of_another(client: Client) -> None:
    answers = [client.get("/", headers={"Accept-Language": code}) for code in ("pl", "sl", "pl")]
    assert [answer["Location"] for answer in answers] == ["/pl/", "/sl/", "/pl/"]
    assert {"Accept-Language", "User-Agent"} <= {
        name.strip() for name in answers[0]["Vary"].split(",")
    }
    assert "max-age=0" in answers[0]["Cache-Control"]


@pytest.mark.parametrize("path", ["/cs/", "/cs/news/", "/cs/about/", "/cs/guides/"])
def test_everywhere_else_the_address_alone_says_the_language(client: Client, path: str) -> None:
    first = client.get(path, headers={"Accept-Language": "pl"})
    again = Client().get(path, headers={"Accept-Language": "en"})
    assert first.status_code == 200
    assert first.content == again.content
    assert '<html lang="cs"' in first.text
    assert "Accept-Language" not in first.headers.get("Vary", "")
    assert not first.cookies


def test_address_that_leads_nowhere_is_told_in_its_language_with_the_others_beside(
    client: Client,
) -> None:
    answer = client.get("/sl/nikamor/", headers={"Accept-Language": "pl"})
    assert answer.status_code == 404
    assert '<html lang="sl"' in answer.text
    assert all(f'href="/{code}/" lang="{code}"' in answer.text for code in LANGUAGES)


def test_without_a_language_in_the_address_a_missing_page_speaks_the_browsers(
    client: Client,
) -> None:
    answers = [
        client.get("/nowhere-at-all/", headers={"Accept-Language": code}) for code in ("pl", "en")
    ]
    assert all(answer.status_code == 404 for answer in answers), "led from one to the next"
    found = [a.text.partition('<html lang="')[2][:2] for a in answers]
    assert found == ["pl", "en"]
