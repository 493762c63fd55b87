"""Robots find every public page in each of its languages, and nothing else."""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home import sitemaps
from home.models import HomePage
from news.models import NewsIndexPage
from opportunities.models import OpportunityIndexPage
from portal.common.brand import Brand
from portal.common.furniture import furniture
from tests import advising, factories
from tests import rooms as made
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


class Address(NamedTuple):
    """What a sitemap says of one address."""

    path: str
    changed: datetime.datetime | None
    languages: dict[str, str]


def listed(client: Client, section: str) -> dict[str, Address]:
    """Return what a section says, by path."""
    return {one.path: one for one in read(client.get(f"/sitemap-{section}.xml").content)}


def read(content: bytes) -> Iterator[Address]:
    for url in ET.fromstring(content).findall("s:url", NAMES):
        moment = url.findtext("s:lastmod", namespaces=NAMES)
        yield Address(
            urlsplit(url.findtext("s:loc", "", NAMES)).path,
            datetime.datetime.fromisoformat(moment) if moment else None,
            {
                link.attrib["hreflang"]: urlsplit(link.attrib["href"]).path
                for link in url.findall("x:link[@rel='alternate']", NAMES)
            },
        )


def test_robots_are_led_to_the_sitemap(client: Client) -> None:
    assert "Sitemap: http" in client.get("/robots.txt").text


def test_index_names_all_sections(client: Client) -> None:
    text = client.get("/sitemap.xml").text
    assert all(f"/sitemap-{name}.xml" in text for name in sitemaps.SITEMAPS)


def test_home_pages_of_all_languages_are_listed(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    assert {"/cs/", "/pl/", "/sl/", "/en/"} <= set(listed(client, "pages"))


def test_guide_is_listed_in_each_language(client: Client, portal: Portal) -> None:
    found = listed(client, "what-fits")
    paths = {code: OpportunityIndexPage.guide_in(code) for code in LANGUAGES}
    assert set(found) == set(paths.values())
    assert all(each.languages == paths for each in found.values())


def test_only_published_versions_of_public_entries_are_listed(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    for home in HomePage.objects.filter(locale__language_code__in=["cs", "en"]):
        page = OpportunityIndexPage(title="List", slug="list", heading="List", locale=home.locale)
        home.add_child(instance=page)
    shown = factories.opportunity(title="Shown")
    translation = factories.translation(shown, "en", title="Translated")
    factories.opportunity(title="Draft", live=False)
    factories.opportunity(title="Hidden", organisation=factories.organisation(live=False))
    paths = {f"/cs/list/{shown.address}/", f"/en/list/{translation.address}/"}
    assert set(listed(client, "opportunities")) == paths


def test_pages_of_all_rooms_are_listed_and_drafts_are_not(rooms: Portal, client: Client) -> None:
    pages = [made.news("en"), made.story("en"), made.event("en"), advising.guide("en")]
    draft = made.news("en", publish=False)
    found = listed(client, "pages")
    assert {page.url for page in pages} <= set(found)
    assert draft.url not in found
    lists = {link.url for code in LANGUAGES for link in furniture(code).roles.values()}
    assert len(lists) > 30
    assert lists <= set(found)


def test_address_names_all_its_languages_and_itself(rooms: Portal, client: Client) -> None:
    english = made.news("en")
    czech = made.news("cs", like=english, slug="zprava")
    made.news("pl", like=english, publish=False)
    expected = {"en": english.url, "cs": czech.url}
    found = listed(client, "pages")
    assert found[english.url].languages == found[czech.url].languages == expected
    question = advising.question("cs")
    assert listed(client, "questions")[question.url_in("cs")].languages == {
        "cs": question.url_in("cs")
    }


def test_alternates_are_those_of_the_page_itself(rooms: Portal, client: Client) -> None:
    call = factories.opportunity(language="cs")
    factories.translation(call, "sl", title="Prevod")
    for path, address in listed(client, "opportunities").items():
        html = client.get(path).text
        for code, other in address.languages.items():
            assert f'hreflang="{code}" href="http://localhost:8000{other}"' in html


def test_date_is_that_of_the_last_change(rooms: Portal, client: Client) -> None:
    page, call = made.news("en"), factories.opportunity(language="en")
    translation = factories.translation(call, "cs", title="Překlad")
    old, new = (timezone.now() - datetime.timedelta(days=days) for days in (9, 2))
    type(page).objects.update(last_published_at=new)
    NewsIndexPage.objects.update(last_published_at=old)
    type(call).objects.filter(pk=call.pk).update(last_published_at=new)
    type(call).objects.filter(pk=translation.pk).update(last_published_at=old)

    def day(section: str, path: str) -> Any:
        changed = listed(client, section)[path].changed
        return changed and changed.replace(microsecond=0)

    recent = new.replace(microsecond=0)
    assert day("pages", page.url) == recent
    # A list changes with what it lists, a translation with the facts that it shows.
    assert day("pages", NewsIndexPage.url_in("en")) == recent
    assert day("opportunities", translation.url_in("cs")) == recent


def test_index_tells_when_each_section_changed(rooms: Portal, client: Client) -> None:
    factories.opportunity(language="en", last_published_at=timezone.now())
    tree = ET.fromstring(client.get("/sitemap.xml").content)
    dates = {
        each.findtext("s:loc", "", NAMES): each.findtext("s:lastmod", namespaces=NAMES)
        for each in tree.findall("s:sitemap", NAMES)
    }
    assert dates["http://testserver/sitemap-opportunities.xml"]
    assert dates["http://testserver/sitemap-pages.xml"]


def test_long_section_comes_in_several_files(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps.VersionSitemap, "limit", 2)
    calls = [factories.opportunity(language="en") for _ in range(3)]
    assert "/sitemap-opportunities.xml?p=2" in client.get("/sitemap.xml").text
    second = read(client.get("/sitemap-opportunities.xml?p=2").content)
    assert [one.path for one in second] == [calls[2].url_in("en")]


def test_entries_cost_as_many_queries_however_many_there_are(
    rooms: Portal, client: Client, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60

    def queries(more: int) -> int:
        for _ in range(more):
            factories.translation(factories.opportunity(language="cs"), "en")
        client.get("/sitemap-questions.xml")  # reads the site anew
        with CaptureQueriesContext(connection) as asked:
            client.get("/sitemap-opportunities.xml")
        return len(asked)

    assert queries(1) == queries(4) <= 8


# --- Whom to tell of a hole ---------------------------------------------------------------


def test_security_txt_says_whom_to_tell(rooms: Portal, client: Client) -> None:
    brand = Brand.objects.get()
    brand.email = "help@portal.example"
    brand.save()
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert lines["Contact"] == "mailto:help@portal.example"
    assert lines["Preferred-Languages"] == ", ".join(LANGUAGES)
    assert lines["Canonical"].endswith("/.well-known/security.txt")
    expires = datetime.datetime.fromisoformat(lines["Expires"])
    days = (expires - timezone.now()).days
    assert 300 < days < 366


def test_security_txt_needs_somebody_to_tell(rooms: Portal, client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
