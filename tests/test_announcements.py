"""The bar above all pages: in its time to the minute, in the reader's language, on its site."""

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import Announcement, StandardPage
from tests.admin import client_of
from tests.second_site import Cities

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 4, 12, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


class Clock:
    """What time it is for everybody who asks Django, the page cache included."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOON
        # Seconds for which pages were kept.
        self.kept: list[float] = []
        self.kept_until = NOON
        self.set = cache.set
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(cache, "set", self.keep)

    def keep(self, key: str, value: Any, timeout: float = 0, **more: Any) -> None:
        """Note how long a page is kept: the cache itself asks the clock on the wall."""
        if key.startswith("page:"):
            self.kept.append(timeout)
            self.kept_until = self.now + datetime.timedelta(seconds=timeout)
        self.set(key, value, timeout, **more)

    def turn(self, moment: datetime.datetime) -> None:
        """Let it be ``moment``; pages that were kept until then are gone."""
        self.now = moment
        if moment >= self.kept_until:
            cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    cache.clear()
    return Clock(monkeypatch)


def announce(cities: Cities, text: str = "Closed on Friday.", **values: Any) -> Announcement:
    values.setdefault("texts", {"en": text})
    times = {"starts_at": NOON - MINUTE, "ends_at": NOON + 60 * MINUTE}
    return Announcement.objects.create(**{"site": cities.first, **times, **values})


def bars(client: Client, path: str = "/en/about/") -> list[str]:
    """Return what is announced at ``path``, as text."""
    html = client.get(path).content.decode()
    found = re.findall(r'<div class="announcement[^>]*>(.*?)</div>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found]


def test_bar_comes_and_goes_to_the_minute_on_pages_that_are_kept(
    cities: Cities, clock: Clock
) -> None:
    announce(cities, starts_at=NOON + 5 * MINUTE, ends_at=NOON + 10 * MINUTE)
    second = datetime.timedelta(seconds=1)
    shown = []
    for minutes in (0, 4, 5, 9, 10):
        for moment in (NOON + minutes * MINUTE, NOON + (minutes + 1) * MINUTE - second):
            clock.turn(moment)
            if bars(cities.at_first):
                shown.append(moment)
    assert (shown[0], shown[-1]) == (NOON + 5 * MINUTE, NOON + 10 * MINUTE - second)
    assert len(clock.kept) < 6


@pytest.mark.parametrize(
    ("starts", "ends", "seconds"),
    [(-5, 3, 180), (2, 60, 120), (-5, 600, 900), (-9, -1, 900)],
)
def test_page_is_kept_until_the_next_change_at_most(
    cities: Cities,
    clock: Clock,
    starts: int,
    ends: int,
    seconds: int,
) -> None:
    announce(cities, starts_at=NOON + starts * MINUTE, ends_at=NOON + ends * MINUTE)
    assert cities.at_first.get("/en/about/").status_code == 200
    assert clock.kept == [seconds]


@pytest.mark.parametrize("path", ["/en/", "/en/opportunities/", "/en/send/organisation/"])
def test_bar_stands_on_every_page_before_the_header(
    cities: Cities, clock: Clock, path: str
) -> None:
    announce(cities)
    html = cities.at_first.get(path).content.decode()
    assert html.index("skip") < html.index("Closed on Friday.") < html.index("site-header")


def test_bar_stands_on_pages_that_are_not_there(cities: Cities, clock: Clock) -> None:
    announce(cities)
    assert bars(cities.at_first, "/en/nowhere/") == ["Closed on Friday."]


def test_bar_is_of_one_site(cities: Cities, clock: Clock) -> None:
    announce(cities)
    announce(cities, "Only here.", site=cities.second)
    assert bars(cities.at_first) == ["Closed on Friday."]
    assert bars(cities.at_second) == ["Only here."]


def test_reader_gets_their_language_or_the_sites_own_with_its_name(
    cities: Cities, clock: Clock
) -> None:
    announce(cities, texts={"en": "Closed.", "pl": "Zamknięte."})
    assert bars(cities.at_first, "/pl/about/") == ["Zamknięte."]
    html = cities.at_first.get("/cs/about/").content.decode()
    assert '<span lang="en">Closed.</span>' in html
    assert "<span>Closed.</span>" in cities.at_first.get("/en/about/").content.decode()


def test_warning_says_so_in_words_and_stands_first(cities: Cities, clock: Clock) -> None:
    announce(cities, "We have moved.")
    announce(cities, "Flood.", kind="warning")
    assert bars(cities.at_first) == ["Important: Flood.", "We have moved."]


def test_bar_leads_to_a_page_in_the_readers_language(cities: Cities, clock: Clock) -> None:
    page = StandardPage.objects.filter(locale__language_code="en").first()
    announce(cities, texts={"en": "Moved.", "pl": "Nowy adres."}, page=page)
    assert 'href="/en/about/">Moved.</a>' in cities.at_first.get("/en/").content.decode()
    assert 'href="/pl/about/">Nowy adres.</a>' in cities.at_first.get("/pl/").content.decode()


def test_bar_is_a_landmark_without_script_or_cookie(cities: Cities, clock: Clock) -> None:
    announce(cities, "<b>bold</b>")
    response = cities.at_first.get("/en/about/")
    html = response.content.decode()
    assert '<section class="announcements" aria-label="Announcements">' in html
    assert "&lt;b&gt;bold" in html
    assert not response.cookies
    assert cities.at_first.get("/en/about/").content == response.content


def test_nothing_announced_leaves_no_trace(cities: Cities, clock: Clock) -> None:
    assert "announcement" not in cities.at_first.get("/en/about/").content.decode()


def test_announcements_cost_no_query_on_a_page(
    cities: Cities, settings: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from home.announcements import bars as found

    settings.CONTENT_VERSION_SECONDS = 60
    now = timezone.now()
    for number in range(3):
        announce(cities, f"{number}.", starts_at=now - MINUTE, ends_at=now + MINUTE)
    assert len(found(None, "en")) == 3
    with django_assert_num_queries(0):
        found(None, "en")


# --- In the admin --------------------------------------------------------------------------------


def form(cities: Cities, **values: str) -> dict[str, str]:
    return {
        "site": str(cities.first.pk),
        "kind": "info",
        "text_en": "Closed.",
        "starts_at": "2026-03-04 08:00",
        "ends_at": "2026-03-05 08:00",
        **values,
    }


def test_editor_announces_something(cities: Cities) -> None:
    client = client_of("Editors")
    assert client.post(reverse("announcement:add"), form(cities)).status_code == 302
    made = Announcement.objects.get()
    assert made.texts == {"en": "Closed."}
    listed = client.get(reverse("announcement:index"))
    assert "Closed." in listed.text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": "2026-03-03 08:00"}, "ends_at"),
        ({"text_en": ""}, "text_cs"),
        ({"ends_at": ""}, "ends_at"),
    ],
)
def test_announcement_that_makes_no_sense_is_refused(
    cities: Cities, values: dict[str, str], field: str
) -> None:
    answer = client_of("Editors").post(reverse("announcement:add"), form(cities, **values))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not Announcement.objects.exists()


def test_translators_announce_nothing(cities: Cities) -> None:
    client = client_of("Translators")
    assert client.get(reverse("announcement:add")).status_code == 302
