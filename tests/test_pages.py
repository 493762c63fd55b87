"""Pages: heads, trails, languages, menus, and what answers when there is no page."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from opportunities.models import OpportunityIndexPage
from portal.common.brand import Brand
from portal.common.contents import with_contents
from portal.common.errors import server_error
from portal.common.furniture import furniture, site
from portal.common.pagination import numbers, page_links
from portal.common.templatetags.portal import json_ld

CODES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def homes(db: None) -> dict[str, HomePage]:
    """The plain site as it is set up, and its home pages by language."""
    call_command("setup_site")
    return {home.locale.language_code: home for home in HomePage.objects.all()}


def below(parent: Page, title: str, like: Page | None = None, **attributes: Any) -> StandardPage:
    """Return a published plain page; ``like`` is the page that it translates."""
    page = StandardPage(title=title, locale=parent.locale, **attributes)
    if like:
        page.translation_key = like.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def opportunity_list(parent: Page) -> OpportunityIndexPage:
    """Return a published list of opportunities."""
    page = OpportunityIndexPage(title="Opportunities", heading="Find one", locale=parent.locale)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def queries_of(function: Callable[[], Any]) -> int:
    """Return how many queries ``function`` asks."""
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def body(client: Client, url: str, status: int = 200) -> str:
    """Return the page at ``url``."""
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


# --- Setting up --------------------------------------------------------------------


def test_setup_makes_a_home_page_for_each_language(homes: dict[str, HomePage]) -> None:
    assert list(homes) == CODES
    assert len({home.translation_key for home in homes.values()}) == 1
    assert Site.objects.get().root_page.specific == homes[CODES[0]]


def test_setup_twice_changes_nothing(homes: dict[str, HomePage]) -> None:
    homes["en"].tagline = "Kind way"
    homes["en"].save()
    before = set(Page.objects.values_list("pk", flat=True))
    call_command("setup_site")
    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert HomePage.objects.get(locale__language_code="en").tagline == "Kind way"


# --- Ways in -----------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "given"), [("sl,en;q=0.5", "sl"), ("pl-PL", "pl"), ("fr", "cs")])
def test_root_leads_to_the_language_of_the_browser(
    homes: dict[str, HomePage], client: Client, asked: str, given: str
) -> None:
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{given}/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("code", CODES)
def test_unknown_address_answers_404_in_its_language(
    homes: dict[str, HomePage], client: Client, code: str
) -> None:
    html = body(client, f"/{code}/no-such-page/", 404)
    assert f'<html lang="{code}">' in html
    assert html.count("<h1") == 1
    assert 'content="noindex"' in html


def test_server_error_needs_no_database() -> None:
    # No ``db`` fixture: a query would fail.
    response = server_error(RequestFactory().get("/sl/anything/"))
    assert response.status_code == 500
    assert b'<html lang="sl">' in response.content


def test_closed_site_answers_503_to_every_address(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = "portal.maintenance"
    settings.MIDDLEWARE = ["portal.common.policy.PolicyMiddleware"]
    response = client.get("/pl/oferty/?q=psy")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert b'<html lang="pl">' in response.content


# --- Heads --------------------------------------------------------------------------


def test_page_tells_its_one_address_and_its_languages(
    homes: dict[str, HomePage], client: Client
) -> None:
    english = below(homes["en"], "How it works", summary="In three steps.")
    below(homes["cs"], "Jak to chodí", like=english, slug="jak-to-chodi")
    html = body(client, "/en/how-it-works/?utm=x")
    address = f"{settings.PUBLIC_URL}/en/how-it-works/"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert '<meta name="description" content="In three steps.">' in html
    assert f"<title>How it works – {settings.WAGTAIL_SITE_NAME}</title>" in html
    assert set(re.findall(r'rel="alternate" hreflang="(\w+)"', html)) == {"en", "cs"}


def test_switcher_leads_to_the_same_content_or_home(
    homes: dict[str, HomePage], client: Client
) -> None:
    english = below(homes["en"], "How it works")
    below(homes["cs"], "Jak to chodí", like=english, slug="jak-to-chodi")
    html = body(client, "/en/how-it-works/")
    assert 'href="/cs/jak-to-chodi/" lang="cs"' in html
    assert 'href="/pl/" lang="pl"' in html


def test_unpublished_translation_is_offered_to_nobody(
    homes: dict[str, HomePage], client: Client
) -> None:
    english = below(homes["en"], "How it works")
    below(homes["cs"], "Jak to chodí", like=english, slug="jak-to-chodi").unpublish()
    assert "/cs/jak-to-chodi/" not in body(client, "/en/how-it-works/")


def test_deep_page_has_its_trail_for_people_and_machines(
    homes: dict[str, HomePage], client: Client
) -> None:
    below(below(homes["en"], "How it works"), "For companies")
    html = body(client, "/en/how-it-works/for-companies/")
    assert '<a href="/en/how-it-works/">How it works</a>' in html
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block
    items = json.loads(block[1])["itemListElement"]
    assert [item["name"] for item in items] == ["Home", "How it works", "For companies"]
    assert items[-1]["item"] == f"{settings.PUBLIC_URL}/en/how-it-works/for-companies/"


def test_data_block_cannot_be_left() -> None:
    block = json_ld({"name": "</script><script>alert(1)</script><!-- & ]]>"})
    assert block.count("<") == 2
    assert json.loads(block[block.index("{") : block.rindex("}") + 1])["name"].startswith("</scr")


# --- Furniture ----------------------------------------------------------------------


def test_menu_is_what_editors_ticked_in_their_order(
    homes: dict[str, HomePage], client: Client
) -> None:
    first = below(homes["en"], "First", show_in_menus=True)
    second = below(homes["en"], "Second", show_in_menus=True)
    below(homes["en"], "Privacy")
    below(homes["cs"], "Jiný jazyk", show_in_menus=True)
    second.move(first, pos="left")
    made = furniture("en")
    assert [link.title for link in made.menu] == ["Second", "First"]
    assert [link.title for link in made.footer] == ["Search", "Privacy"]


def test_menu_marks_where_the_reader_is(homes: dict[str, HomePage], client: Client) -> None:
    below(below(homes["en"], "Guides", show_in_menus=True), "Insurance")
    assert 'href="/en/guides/" aria-current="page"' in body(client, "/en/guides/")
    assert 'href="/en/guides/" aria-current="true"' in body(client, "/en/guides/insurance/")


def test_changed_name_shows_at_once_on_other_pages(
    homes: dict[str, HomePage], client: Client
) -> None:
    below(homes["en"], "Guides")
    body(client, "/en/guides/")
    Brand.objects.create(site=Site.objects.get(), name="Kind way")
    assert "<b>Kind way</b>" in body(client, "/en/guides/")


def test_furniture_costs_no_query_while_nothing_changes(
    homes: dict[str, HomePage],
    settings: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    site()
    with django_assert_num_queries(0):
        assert {code: furniture(code).url for code in CODES} == {c: f"/{c}/" for c in CODES}


def test_furniture_is_read_in_as_many_queries_for_many_pages(
    homes: dict[str, HomePage], settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    below(homes["en"], "One", show_in_menus=True)
    few = queries_of(site)
    for title in ("Two", "Three", "Four"):
        below(homes["en"], title, show_in_menus=True)
    assert queries_of(site) <= few


# --- Home ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_home_opens_before_there_is_anything_to_list(
    homes: dict[str, HomePage], client: Client, code: str
) -> None:
    html = body(client, f"/{code}/")
    assert html.count("<h1") == 1
    assert f'<html lang="{code}">' in html


# --- Texts --------------------------------------------------------------------------


def test_long_text_has_contents_that_lead_to_its_headings() -> None:
    html = "<h2>Krok</h2><p>a</p><h2 data-block-key='x'>Krok</h2><h2>Žluť &amp; co</h2>"
    text = with_contents(html)
    ids = [section.id for section in text.sections]
    assert len(set(ids)) == 3
    assert all(f'id="{name}"' in text.html for name in ids)
    assert text.sections[2].title == "Žluť & co"


def test_short_text_has_no_contents() -> None:
    assert with_contents("<h2>One</h2><h2>Two</h2>").sections == []


# --- Pages of a list ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_numbers(page: int, last: int, shown: list[int | None]) -> None:
    assert list(numbers(page, last)) == shown


def test_first_and_last_page_have_one_neighbour() -> None:
    first, last = page_links(1, 3, "?page={}".format), page_links(3, 3, "?page={}".format)
    assert (first.previous, first.next) == ("", "?page=2")
    assert (last.previous, last.next) == ("?page=2", "")


# --- Policy -------------------------------------------------------------------------


def test_public_pages_allow_no_inline_code(homes: dict[str, HomePage], client: Client) -> None:
    response = client.get("/en/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not response.cookies
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert set(scripts) <= {' type="application/ld+json"'}


def test_admin_has_a_policy_it_can_work_under(homes: dict[str, HomePage], client: Client) -> None:
    policy = client.get(reverse("wagtailadmin_login"))["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
