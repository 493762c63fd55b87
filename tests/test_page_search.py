"""Whatever happens to a written page, the index knows as much of it as the database."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction

from advice.models import GuideIndexPage, GuidePage, MaterialIndexPage, MaterialPage
from editorial.wording import words_of
from home.models import ContactIndexPage, ContactPage, HomePage, StandardPage
from news.models import NewsIndexPage, NewsPage
from portal.common import schedule
from search import queue
from search.models import Dirty
from search.query import SearchQuery
from search.rebuild import differences
from search.registry import searchables
from search.service import search
from tests import factories
from tests import rooms as made
from tests.sites import Portal

pytestmark = pytest.mark.django_db

Change = Callable[[Any], object]


@pytest.fixture
def indexed(rooms: Portal) -> Portal:
    """Return the whole portal with an index of its own."""
    rooms.rebuild()
    return rooms


def below(index: type[Any], model: type[Any], **attributes: Any) -> Any:
    """Return a new published page below the Czech ``index``."""
    parent = index.objects.get(locale=factories.locale("cs"))
    values = {"title": "Kavárna", "slug": "kavarna", "summary": "Sejdeme se.", **attributes}
    page = model(locale=parent.locale, **values)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


KINDS: dict[str, Callable[[], Any]] = {
    "news": lambda: made.news(title="Kavárna"),
    "story": lambda: made.story(title="Kavárna"),
    "event": lambda: made.event(title="Kavárna", place=factories.place()),
    "guide": lambda: below(GuideIndexPage, GuidePage),
    "material": lambda: below(
        MaterialIndexPage,
        MaterialPage,
        document=Document.objects.create(title="Form", file="x.txt"),
    ),
    "contact": lambda: below(
        ContactIndexPage, ContactPage, place=factories.place(), street="Jižní 1"
    ),
    "page": lambda: below(HomePage, StandardPage),
}


def found(kind: str, words: str = "kavárna", language: str = "cs") -> tuple[int, ...]:
    """Return what is found by words, all changes applied."""
    queue.apply()
    return search(SearchQuery(kind, language, words, sort="relevance", literal=True)).keys


def edit(page: Any) -> None:
    page.title = "Rozhlas"
    page.save_revision().publish()


def expire(page: Any) -> None:
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save(update_fields=["expire_at"])
    schedule.tend()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def hide_away(page: Any) -> None:
    above = StandardPage.objects.filter(locale=page.locale).get()
    restrict(above)
    page.move(above, "last-child")


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_found_as_it_is_and_no_longer(indexed: Portal, kind: str) -> None:
    page = KINDS[kind]()
    assert found(kind) == (page.pk,)
    edit(page)
    assert found(kind) == ()
    assert found(kind, "rozhlasu") == (page.pk,)
    page.unpublish()
    assert found(kind, "rozhlasu") == ()
    assert differences() == []


GONE: dict[str, Change] = {
    "unpublished": lambda page: page.unpublish(),
    "unpublished as a bare page": lambda page: Page.objects.get(pk=page.pk).unpublish(),
    "deleted": lambda page: page.delete(),
    "deleted as a bare page": lambda page: Page.objects.get(pk=page.pk).delete(),
    "its list deleted": lambda page: page.get_parent().delete(),
    "expired": expire,
    "restricted": restrict,
    "its list restricted": lambda page: restrict(page.get_parent()),
    "moved below a restricted page": hide_away,
}


@pytest.mark.parametrize("change", GONE)
def test_page_that_nobody_may_open_is_not_found(indexed: Portal, change: str) -> None:
    page = made.news(title="Kavárna")
    assert found("news") == (page.pk,)
    GONE[change](page)
    assert found("news") == ()
    assert differences() == []


def test_page_is_found_again_when_everybody_may_see_it(indexed: Portal) -> None:
    page = made.news(title="Kavárna")
    restrict(page.get_parent())
    assert found("news") == ()
    PageViewRestriction.objects.all().delete()
    assert found("news") == (page.pk,)


def test_draft_is_neither_found_nor_noted(indexed: Portal) -> None:
    Dirty.objects.all().delete()
    page = made.news(title="Kavárna", publish=False)
    page.title = "Rozhlas"
    page.save_revision()
    assert not Dirty.objects.exists()
    assert found("news") == ()


def test_each_version_is_found_by_its_readers_under_one_key(indexed: Portal) -> None:
    czech = made.news("cs", title="Kavárna")
    assert found("news", "kavárna", "pl") == (czech.pk,)
    polish = made.news("pl", like=czech, title="Kawiarnia")
    assert found("news", "kawiarnie", "pl") == (czech.pk,)
    assert found("news", "kavárna", "pl") == ()
    czech.unpublish()
    assert found("news", "kawiarnia", "cs") == (polish.pk,)
    assert differences() == []


def test_alias_changes_with_its_page(indexed: Portal) -> None:
    page = made.news("cs", title="Kavárna")
    page.copy_for_translation(factories.locale("pl"), alias=True)
    assert found("news", "kavárna", "pl") == (page.pk,)
    edit(page)
    assert found("news", "rozhlas", "pl") == (page.pk,)
    assert differences() == []


def test_town_with_another_name_is_found_by_it(indexed: Portal) -> None:
    town = factories.place("Liberec")
    event = made.event(place=town)
    assert found("event", "Liberec") == (event.pk,)
    town.name = "Zlín"
    town.save()
    assert found("event", "Zlín") == (event.pk,)
    town.delete()
    assert found("event", "Zlín") == ()
    assert differences() == []


def test_scheduled_page_is_found_when_it_is_time(indexed: Portal) -> None:
    page = made.news(title="Kavárna", publish=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    assert found("news") == ()
    page.get_latest_revision().__class__.objects.update(approved_go_live_at=timezone.now())
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    schedule.tend()
    assert found("news") == (page.pk,)


def test_without_an_engine_pages_are_found_in_the_database(rooms: Portal, settings: Any) -> None:
    settings.SEARCH_URL = "database:"
    page = made.news(title="Kavárna")
    made.news(title="Rozhlas")
    assert found("news") == (page.pk,)


def test_words_of_blocks_are_found_and_choices_are_not() -> None:
    page = NewsPage(
        body=[
            ("text", "<p>Odstavec <b>tučně</b></p>"),
            ("call_out", {"kind": "tip", "title": "Nadpis", "text": "<p>Uvnitř</p>"}),
        ]
    )
    assert words_of(page.body).split() == ["Odstavec", "tučně", "Nadpis", "Uvnitř"]


def test_hit_is_shown_in_the_frame_of_the_reader(indexed: Portal) -> None:
    czech = made.news("cs", title="Kavárna", slug="kavarna")
    kind = searchables()["news"]
    (own,), (foreign,) = kind.hits([czech.pk], "cs"), kind.hits([czech.pk], "pl")
    assert (own.url, own.language) == (czech.url, "cs")
    assert (foreign.url, foreign.language) == (f"{NewsIndexPage.url_in('pl')}kavarna/", "cs")
    polish = made.news("pl", like=czech, title="Kawiarnia")
    (hit,) = kind.hits([czech.pk], "pl")
    assert (hit.key, hit.title, hit.url, hit.language) == (czech.pk, "Kawiarnia", polish.url, "pl")


def test_restricted_page_is_no_hit_even_while_the_index_has_it(indexed: Portal) -> None:
    page = made.news(title="Kavárna")
    assert found("news") == (page.pk,)
    restrict(page)
    assert searchables()["news"].hits([page.pk], "cs") == []


def test_event_that_is_over_says_so(indexed: Portal) -> None:
    past = timezone.now() - datetime.timedelta(days=400)
    event = made.event("en", starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    with translation.override("en"):
        (hit,) = searchables()["event"].hits([event.pk], "en")
    assert hit.facts[0] == "It is over"
