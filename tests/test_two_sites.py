"""Two cities in one installation: each shows its own, and nothing of the other."""

import re
from typing import Any

import feedparser
import pytest
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from advice.models import GuideIndexPage, GuidePage
from advice.similar import similar
from home.models import StandardPage
from opportunities.models import OpportunityIndexPage
from portal.common import letters, sites
from portal.common.furniture import furniture
from portal.common.heads import absolute
from portal.common.outbox import Mail
from search.query import SearchQuery
from search.service import search
from submissions.mails import received
from submissions.models import Submission
from tests import factories
from tests.admin import client_of
from tests.second_site import HOST, Cities, body, home, news
from tests.sites import Portal

pytestmark = pytest.mark.django_db
AT_SECOND = f"http://{HOST}"
LIST = "/en/opportunities/"


def links(html: str) -> set[str]:
    """Return the addresses that a page leads to or names, without those of files."""
    found = re.findall(r'(?:href|content|action)="((?:https?:/)?/[^"]+)"', html)
    return {url for url in found if not re.search(r"\.(css|svg|js|woff2)(#|$)", url)}


# --- What stands around every page ----------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/", LIST, "/en/about/", "/en/send/organisation/"])
def test_each_site_has_its_own_name_and_telephone_on_every_page(cities: Cities, path: str) -> None:
    for _again in range(2):  # made, and kept
        first, second = body(cities.at_first, path), body(cities.at_second, path)
        assert "<b>Portal</b>" in first
        assert "<b>Second city</b>" in second
        assert "+420 123 456 789" in first
        assert "Second city" not in first
        assert "+420 123 456 789" not in second
        assert "+48 999 888 777" in second


def test_menu_and_footer_name_pages_of_the_site_only(cities: Cities) -> None:
    home(cities.first, "en").add_child(
        instance=StandardPage(title="Only here", show_in_menus=True, locale=factories.locale("en"))
    )
    assert "Only here" in body(cities.at_first, "/en/")
    assert "Only here" not in body(cities.at_second, "/en/")


def test_switcher_offers_the_languages_of_the_site(cities: Cities) -> None:
    def offered(client: Client) -> set[str]:
        found = re.search(r'<div id="languages">(.*?)</div>', body(client, "/en/about/"), re.DOTALL)
        assert found
        return set(re.findall(r'lang="(\w+)"', found[1]))

    assert offered(cities.at_first) == {"cs", "pl", "sl", "en"}
    assert offered(cities.at_second) == {"pl", "en"}


def test_root_leads_to_a_language_of_the_site(cities: Cities) -> None:
    def led(client: Client, *wanted: str) -> str:
        return client.get("/", headers={"accept-language": ",".join(wanted)})["Location"]

    assert led(cities.at_first, "cs", "en;q=0.5") == "/cs/"
    assert led(cities.at_second, "cs", "en;q=0.5") == "/en/"
    assert led(cities.at_second, "cs") == "/pl/"


@pytest.mark.parametrize("path", ["/cs/", "/cs/about/", "/cs/send/organisation/", "/sl/nowhere/"])
def test_language_that_a_site_does_not_have_leads_nowhere(cities: Cities, path: str) -> None:
    html = body(cities.at_second, path, 404)
    assert '<html lang="pl">' in html
    assert "<b>Second city</b>" in html
    assert not [url for url in links(html) if "/cs/" in url or "/sl/" in url]


def test_unknown_page_is_told_by_the_site_that_was_asked(cities: Cities) -> None:
    assert "<b>Portal</b>" in body(cities.at_first, "/en/nowhere/", 404)
    assert "<b>Second city</b>" in body(cities.at_second, "/en/nowhere/", 404)


def test_unknown_host_gets_the_default_site(cities: Cities) -> None:
    assert "<b>Portal</b>" in body(Client(headers={"host": "third.example"}), "/en/")


def test_page_of_one_site_is_no_page_of_the_other(cities: Cities) -> None:
    page = StandardPage(title="Tramways", locale=factories.locale("en"))
    home(cities.first, "en").add_child(instance=page)
    assert body(cities.at_first, "/en/tramways/")
    assert body(cities.at_second, "/en/tramways/", 404)


# --- Addresses that leave the site -----------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/", LIST, "/en/about/", "/en/news/"])
def test_pages_name_addresses_of_their_own_site_only(cities: Cities, path: str) -> None:
    factories.opportunity()
    html = body(cities.at_second, path)
    assert f'<link rel="canonical" href="{AT_SECOND}{path}">' in html
    absolutes = {url for url in links(html) if url.startswith("http")}
    assert absolutes
    assert {url for url in absolutes if not url.startswith(f"{AT_SECOND}/")} == set()
    assert set(re.findall(r'hreflang="(\w+)"', html)) == {"pl", "en"}


def test_absolute_addresses_are_those_of_the_site_that_is_meant(
    cities: Cities, settings: Any
) -> None:
    assert absolute("/en/") == f"{settings.PUBLIC_URL}/en/"
    with sites.of(cities.second.pk):
        assert absolute("/en/") == f"{AT_SECOND}/en/"
    assert absolute("/en/") == f"{settings.PUBLIC_URL}/en/"


def test_robots_txt_sitemap_and_security_txt_are_of_the_site(cities: Cities) -> None:
    assert f"Sitemap: {AT_SECOND}/sitemap.xml" in cities.at_second.get("/robots.txt").text
    security = cities.at_second.get("/.well-known/security.txt").text
    assert "mailto:hello@second.example" in security
    assert "Preferred-Languages: pl, en\n" in security
    entry = factories.opportunity(language="cs")
    factories.translation(entry, "en", title="Walk the dogs")
    own = news(cities.second, "en", title="Tram to the zoo")
    listed = cities.at_second.get("/sitemap-pages.xml").text
    found = set(re.findall(r"<loc>(.*?)</loc>", listed))
    assert f"{AT_SECOND}/en/news/{own.slug}/" in found
    assert all(re.match(f"{AT_SECOND}/(pl|en)/", url) for url in found)
    assert own.slug not in cities.at_first.get("/sitemap-pages.xml").text
    entries = cities.at_second.get("/sitemap-opportunities.xml").text
    assert re.findall(r"<loc>(.*?)</loc>", entries) == [
        f"{AT_SECOND}{LIST}walk-the-dogs-{entry.pk}/"
    ]


def test_feeds_are_of_the_site(cities: Cities) -> None:
    news(cities.first, "en", title="First news")
    news(cities.second, "en", title="Second news")
    found = feedparser.parse(cities.at_second.get("/en/news/feed/atom/").content)
    assert [entry.title for entry in found.entries] == ["Second news"]
    assert found.feed.title.endswith("Second city")
    assert all(entry.link.startswith(AT_SECOND) for entry in found.entries)
    calls = feedparser.parse(cities.at_second.get(f"{LIST}feed/rss/").content)
    assert calls.feed.link.startswith(AT_SECOND)


def test_letter_is_of_the_site_that_is_meant(cities: Cities) -> None:
    with sites.of(cities.second.pk), translation.override("en"):
        url = absolute("/en/confirm/")
        letter = letters.write(
            "submissions/confirm", "en", {"title": "Dogs", "url": url, "days": 3}
        )
    assert "Second city" in letter.text
    assert f"{AT_SECOND}/en/" in letter.text
    assert "#3b2a8c" in letter.html
    assert "Portal" not in letter.html


def test_what_is_sent_on_a_site_is_answered_in_its_name_wherever_that_is_written(
    cities: Cities,
) -> None:
    with sites.of(cities.second.pk):
        sent = Submission.objects.create(kind_slug="organisation", language="en", email="a@b.cz")
    other = Submission.objects.create(kind_slug="organisation", language="en", email="a@b.cz")
    for submission in (sent, other):
        received(submission)
    mails = {mail.event.split("-")[1]: mail for mail in Mail.objects.all()}
    first, second = mails[str(other.pk)], mails[str(sent.pk)]
    assert "Second city" in second.text
    assert f"{AT_SECOND}/en/" in second.text
    assert second.reply_to == "hello@second.example"
    assert "Second city" not in first.text
    assert AT_SECOND not in first.text


# --- Own pages, shared entries ----------------------------------------------------------------


def test_news_are_listed_by_their_own_site(cities: Cities) -> None:
    news(cities.first, "en", title="First news")
    own = news(cities.second, "en", title="Second news")
    assert "Second news" not in body(cities.at_first, "/en/news/")
    second = body(cities.at_second, "/en/news/")
    assert "First news" not in second
    assert f'href="/en/news/{own.slug}/"' in second
    assert body(cities.at_first, f"/en/news/{own.slug}/", 404)


def test_guides_of_another_site_are_not_offered_to_who_asks(
    cities: Cities, kept_portal: Portal
) -> None:
    index = GuideIndexPage(title="Guides", heading="Guides", locale=factories.locale("en"))
    home(cities.first, "en").add_child(instance=index)
    for title in ("Insurance of volunteers", "Agreements", "Minors", "Expenses", "Grants"):
        guide = GuidePage(title=title, summary="What to know.", locale=index.locale)
        index.add_child(instance=guide)
    kept_portal.rebuild()
    with sites.of(cities.first.pk):
        (found,) = similar("insurance of volunteers", "en").guides
        assert found.page.title == "Insurance of volunteers"
    with sites.of(cities.second.pk):
        assert not similar("insurance of volunteers", "en").guides


def test_entry_is_shown_by_both_each_in_its_own_frame(cities: Cities) -> None:
    entry = factories.opportunity(language="en", title="Walk the dogs")
    for client, brand in ((cities.at_first, "Portal"), (cities.at_second, "Second city")):
        html = body(client, entry.url_in("en"))
        assert f"<b>{brand}</b>" in html
        assert html.count("<h1") == 1


def test_list_of_a_language_is_that_of_the_site(cities: Cities) -> None:
    with sites.of(cities.second.pk):
        page = OpportunityIndexPage.in_language("pl")
        assert page
        assert page.is_descendant_of(home(cities.second, "pl"))
        # It has none in Czech, and borrows none from the other city.
        other = OpportunityIndexPage.in_language("cs")
        assert other
        assert other.get_site() == cities.second
        assert OpportunityIndexPage.url_in("cs") == ""
        assert furniture("cs").brand == "Second city"


def test_preview_of_a_page_shows_the_brand_of_its_site(cities: Cities) -> None:
    page = StandardPage.objects.child_of(home(cities.second, "en")).get()
    response = page.make_preview_request(RequestFactory().get("/"), "")
    assert "<b>Second city</b>" in response.content.decode()


def test_editor_of_one_site_finds_its_brand_in_the_settings(cities: Cities) -> None:
    client = client_of("Moderators")
    for site, name in ((cities.first, "Portal"), (cities.second, "Second city")):
        url = reverse("wagtailsettings:edit", args=["common", "brand", site.pk])
        assert f'name="name" value="{name}"' in body(client, url)


def test_second_site_costs_no_query_while_nothing_changes(
    cities: Cities, settings: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    with sites.of(cities.second.pk):
        furniture("en")
        with django_assert_num_queries(0):
            assert furniture("en").brand == furniture("pl").brand


def test_a_city_finds_its_own_pages_only(cities: Cities, kept_portal: Portal) -> None:
    first = news(cities.first, "en", title="Orchard day", slug="a")
    second = news(cities.second, "en", title="Orchard night", slug="b")
    kept_portal.rebuild()
    query = SearchQuery("news", "en", "orchard", sort="relevance")
    for site, page in ((cities.first, first), (cities.second, second)):
        with sites.of(site.pk):
            found = search(query)
        assert (found.keys, found.total) == ((page.pk,), 1)


# --- How a second city begins ------------------------------------------------------------------


def test_command_makes_a_site_with_the_lists_of_the_first_one(cities: Cities) -> None:
    news(cities.first, "en", title="First news")
    call_command("add_site", "https://third.example", name="Third", languages="en,pl")
    third = Client(headers={"host": "third.example"})
    for path in ("/en/", "/en/opportunities/", "/en/news/", "/pl/opportunities/"):
        html = body(third, path)
        assert "<b>Third</b>" in html
        assert "First news" not in html
        assert set(re.findall(r'hreflang="(\w+)"', html)) >= {"en", "pl"}
        assert '<link rel="canonical" href="https://third.example/' in html
    assert third.get("/")["Location"] == "/en/"
    assert home(cities.first, "en").get_children().count() == 5


@pytest.mark.parametrize(
    ("address", "languages", "said"),
    [
        ("third.example", "en", "is no address"),
        ("https://third.example", "en,xx", "has no xx"),
        ("https://third.example", " ", "has no language"),
        (f"http://{HOST}", "en", "There is a site"),
    ],
)
def test_command_refuses_what_makes_no_site(
    cities: Cities, address: str, languages: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("add_site", address, name="Third", languages=languages)


def test_set_up_again_touches_no_other_site(cities: Cities) -> None:
    call_command("setup_site")
    before = set(Page.objects.values_list("pk", flat=True))
    call_command("setup_site")
    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert Site.objects.get(pk=cities.second.pk).root_page_id == cities.second.root_page_id


def test_language_that_is_switched_on_later_gets_the_lists_at_once(cities: Cities) -> None:
    call_command("setup_site")
    home(cities.first, "sl").get_children().delete()
    gone = home(cities.first, "sl")
    gone.delete()
    call_command("setup_site")
    with sites.of(cities.first.pk):
        assert set(furniture("sl").roles) == set(furniture("en").roles)
    assert body(cities.at_first, furniture("sl").roles["news"].url)
