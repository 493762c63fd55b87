"""Old addresses lead on by themselves, in every language, past the page cache, never in a ring."""

import pytest
from django.test import Client, TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.models import HomePage, StandardPage
from news.models import EventIndexPage, NewsIndexPage
from opportunities.models import OpportunityIndexPage
from tests import advising, factories
from tests import rooms as made
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db


def rename(page: Page, slug: str) -> Page:
    """Publish ``page`` under another slug, as an editor does; Wagtail takes note at the commit."""
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    fresh: Page = type(page).objects.get(pk=page.pk)
    return fresh


def leads(client: Client, path: str, to: str) -> None:
    """Assert that ``path`` leads to ``to`` for good, and that there is something."""
    response = client.get(path)
    assert (response.status_code, response.headers.get("Location")) == (301, to)
    assert client.get(to).status_code == 200


@pytest.mark.parametrize("code", LANGUAGES)
def test_changed_slug_leads_on_in_every_language(rooms: Portal, client: Client, code: str) -> None:
    page = made.news(code, slug="before")
    old = page.url
    # Kept by the page cache while it was there.
    assert client.get(old).status_code == 200
    leads(client, old, rename(page, "after").url)


def test_page_moved_below_another_leads_on_with_all_below_it(rooms: Portal, client: Client) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    pages = {}
    for slug in ("first", "second", "child"):
        pages[slug] = StandardPage(title=slug, slug=slug, locale=home.locale)
        above = pages["second"] if slug == "child" else home
        above.add_child(instance=pages[slug])
    child = pages["child"].url
    pages["second"].move(Page.objects.get(pk=pages["first"].pk), pos="first-child")
    leads(client, "/en/second/", "/en/first/second/")
    leads(client, child, "/en/first/second/child/")


def test_twice_renamed_page_is_found_at_once_from_each_old_address(
    rooms: Portal, client: Client
) -> None:
    page = made.news("en", slug="one")
    first = page.url
    page = rename(page, "two")
    second, last = page.url, rename(page, "three").url
    leads(client, first, last)
    leads(client, second, last)


def test_renamed_back_is_no_ring(rooms: Portal, client: Client) -> None:
    page = made.news("en", slug="one")
    first = page.url
    page = rename(page, "two")
    second = page.url
    page = rename(page, "one")
    assert client.get(first).status_code == 200
    leads(client, second, first)


def test_new_page_at_an_old_address_is_shown(rooms: Portal, client: Client) -> None:
    page = made.news("en", slug="one")
    first = page.url
    rename(page, "two")
    made.news("en", slug="one", title="The new one")
    assert "The new one" in client.get(first).text


def test_old_address_of_a_page_that_was_taken_down_is_not_there(
    rooms: Portal, client: Client
) -> None:
    page = made.news("en", slug="one")
    first = page.url
    rename(page, "two").unpublish()
    assert client.get(first).status_code == 404


# --- What stands below a page without being one --------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_entries_of_a_renamed_list_lead_on(rooms: Portal, client: Client, code: str) -> None:
    call = factories.opportunity(language=code)
    rooms.rebuild()
    old_list, old = rooms.opportunities[code], call.url_in(code)
    page = OpportunityIndexPage.objects.get(locale__language_code=code)
    new_list = rename(page, "calls").url
    leads(client, old, f"{new_list}{call.address}/")
    leads(client, f"{old_list}feed/atom/?field=animals", f"{new_list}feed/atom/?field=animals")


def test_filters_stay_when_a_list_leads_on(rooms: Portal, client: Client) -> None:
    old = rooms.opportunities["en"]
    page = OpportunityIndexPage.objects.get(locale__language_code="en")
    new = rename(page, "calls").url
    leads(client, f"{old}?field=animals&near=Brno", f"{new}?field=animals&near=Brno")


def test_calendar_of_a_renamed_event_and_list_leads_on(rooms: Portal, client: Client) -> None:
    event = made.event("en", slug="course")
    old = event.url
    new = rename(event, "lesson").url
    leads(client, f"{old}calendar/", f"{new}calendar/")
    rename(EventIndexPage.objects.get(locale__language_code="en"), "programme")
    leads(client, f"{new}calendar/", "/en/programme/lesson/calendar/")


def test_nothing_below_a_renamed_page_is_invented(rooms: Portal, client: Client) -> None:
    old = NewsIndexPage.url_in("en")
    rename(NewsIndexPage.objects.get(locale__language_code="en"), "journal")
    assert client.get(f"{old}nowhere/").status_code == 404
    assert client.get(f"{old}feed/nothing/").status_code in (301, 404)


def test_entry_whose_title_changed_leads_on(rooms: Portal, client: Client) -> None:
    question = advising.question("en", title="Am I insured?")
    old = question.url_in("en")
    question.title = "Is a volunteer insured?"
    question.save()
    leads(client, old, question.url_in("en"))


def test_page_without_translation_leads_on_in_foreign_frames(rooms: Portal, client: Client) -> None:
    page = made.news("cs", slug="zprava")
    frame = NewsIndexPage.url_in("en")
    assert client.get(f"{frame}zprava/").status_code == 200
    rename(page, "novinka")
    leads(client, f"{frame}zprava/", f"{frame}novinka/")


# --- By hand ----------------------------------------------------------------------------


def test_redirects_of_editors_are_followed_with_what_is_asked(
    rooms: Portal, client: Client
) -> None:
    Redirect.add_redirect("/en/poster", "/en/about/", is_permanent=False)
    response = client.get("/en/poster/?from=tram")
    assert (response.status_code, response["Location"]) == (302, "/en/about/?from=tram")


@pytest.mark.parametrize("path", ["/en/a%00b/", "/en/" + "x/" * 500, "/en/%FF%FE/", "/en/;;;/"])
def test_junk_is_not_there(rooms: Portal, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
