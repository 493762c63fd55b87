"""Views are counted by entry and week, without knowing anybody."""

import datetime
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from portal.common import counting
from portal.common.counting import Buffer, Counted, ViewCount, monday
from tests import factories
from tests.admin import client_of
from tests.sites import Portal

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FIRST = Counted("opportunity", 1)


@pytest.fixture
def buffer(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Buffer:
    """A buffer that writes when the test says so."""
    settings.COUNT_VIEWS = True
    fresh = Buffer(counting.add_up_now)
    monkeypatch.setattr(fresh, "_write_in", lambda seconds: None)
    monkeypatch.setitem(counting.buffers, Counted, fresh)
    cache.clear()
    return fresh


def views(kind: str = "opportunity") -> list[tuple[int, int]]:
    return list(ViewCount.objects.filter(kind=kind).order_by("pk").values_list("entry_id", "views"))


def look(path: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers={"User-Agent": BROWSER, **headers})


@pytest.mark.django_db
def test_page_counts_made_anew_and_from_the_cache(portal: Portal, buffer: Buffer) -> None:
    entry = factories.opportunity()
    path = entry.url_in("cs")
    first = look(path)
    tag = {"If-None-Match": first["ETag"]}
    assert (first.status_code, look(path).status_code) == (200, 200)
    assert look(path, **tag).status_code == 304
    buffer.write()
    assert views() == [(entry.pk, 3)]


@pytest.mark.django_db
def test_all_languages_count_for_one_entry(portal: Portal, buffer: Buffer) -> None:
    entry = factories.organisation(name="Spolek")
    pl = factories.translation(entry, "pl")
    for path in (entry.url_in("cs"), pl.url_in("pl"), entry.url_in("en")):
        assert look(path).status_code == 200
    buffer.write()
    assert views("organisation") == [(entry.pk, 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_robots_and_prefetching_do_not_count(
    portal: Portal, buffer: Buffer, headers: dict[str, str]
) -> None:
    path = factories.opportunity().url_in("cs")
    look(path, None, **headers)
    look(path, None, **headers)
    buffer.write()
    assert not views()


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/142.0.0.0 Mobile Safari/537.36"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
        ),
    ],
)
def test_browsers_are_no_robots(agent: str) -> None:
    assert counting.is_person({"HTTP_USER_AGENT": agent})


@pytest.mark.django_db
def test_head_lists_missing_pages_and_staff_do_not_count(portal: Portal, buffer: Buffer) -> None:
    entry = factories.opportunity()
    gone = factories.opportunity(live=False, first_published_at=timezone.now())
    path = entry.url_in("cs")
    Client().head(path, headers={"User-Agent": BROWSER})
    look(portal.opportunities["cs"])
    look(gone.url_in("cs"))
    look(path, client_of("Editors"))
    buffer.write()
    assert not views()


@pytest.mark.django_db
def test_page_says_nothing_about_counting_and_sets_no_cookie(
    portal: Portal, buffer: Buffer
) -> None:
    answer = look(factories.opportunity().url_in("cs"))
    assert not answer.cookies
    assert "counted" not in str(answer.headers).lower()


@pytest.mark.django_db
def test_views_add_up_over_writings_and_weeks() -> None:
    this, last = monday(timezone.localdate()), monday(timezone.localdate()) - datetime.timedelta(7)
    counting.add_up({FIRST: 2}, this)
    counting.add_up({FIRST: 5}, last)
    counting.add_up({FIRST: 3, Counted("organisation", 1): 1}, this)
    assert counting.weeks("opportunity", [1, 2]) == {1: [0] * 10 + [5, 5], 2: [0] * 12}


@pytest.mark.django_db
def test_writing_takes_what_was_counted_once(buffer: Buffer) -> None:
    buffer.add(FIRST)
    buffer.write()
    buffer.write()
    assert views() == [(1, 1)]


def test_threads_lose_no_view(monkeypatch: pytest.MonkeyPatch) -> None:
    written: Counter[Any] = Counter()
    monkeypatch.setattr(counting, "add_up", lambda views, week: written.update(views))
    buffer = Buffer(lambda views: counting.add_up(views, monday(timezone.localdate())))
    monkeypatch.setattr(buffer, "_write_in", lambda seconds: None)
    with ThreadPoolExecutor(8) as pool:
        for number in range(2000):
            pool.submit(buffer.add, FIRST)
            if number % 50 == 0:
                pool.submit(buffer.write)
    buffer.write()
    assert sum(written.values()) == 2000


def test_hundred_views_are_written_at_once_and_one_within_half_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []
    buffer = Buffer(lambda views: counting.add_up(views, monday(timezone.localdate())))
    monkeypatch.setattr(buffer, "_write_in", asked.append)
    buffer.add(FIRST)
    assert asked == [30]
    for _ in range(99):
        buffer.add(FIRST)
    assert asked[-1] == 0


def test_views_wait_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    written: Counter[Any] = Counter()
    buffer = Buffer(lambda views: counting.add_up(views, monday(timezone.localdate())))
    monkeypatch.setattr(buffer, "_write_in", lambda seconds: None)

    def away(views: Any, week: Any) -> None:
        raise DatabaseError

    buffer.add(FIRST)
    monkeypatch.setattr(counting, "add_up", away)
    buffer.write()
    monkeypatch.setattr(counting, "add_up", lambda views, week: written.update(views))
    buffer.add(FIRST)
    buffer.write()
    assert sum(written.values()) == 2
