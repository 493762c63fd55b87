"""What people search for is added up, without them."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from opportunities.groups import EDITORS, TRANSLATORS
from portal.common import counting
from portal.common.counting import Buffer
from search import searches
from search.models import Searched
from search.searches import Asked
from tests import factories
from tests.admin import client_of
from tests.sites import Portal

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def buffer(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Buffer:
    """A buffer that writes when the test says so."""
    settings.COUNT_VIEWS = True
    fresh = Buffer(searches.add_up)
    monkeypatch.setattr(fresh, "_write_in", lambda seconds: None)
    monkeypatch.setitem(counting.buffers, Asked, fresh)
    cache.clear()
    return fresh


def kept() -> list[tuple[str, str, int, int]]:
    return list(
        Searched.objects.order_by("pk").values_list("language", "words", "searches", "results")
    )


def test_searches_are_added_up_also_from_the_cache(portal: Portal, buffer: Buffer) -> None:
    factories.opportunity(title="Venčení psů", language="cs")
    portal.rebuild()
    for words in ("psi", "PSI", "slon", ""):
        Client().get(portal.opportunities["cs"], {"q": words}, headers=BROWSER)
    Client().get(portal.opportunities["cs"], {"q": "psi"}, headers=BROWSER)
    buffer.write()
    Client().get(portal.opportunities["cs"], {"q": "psi", "page": "1"}, headers=BROWSER)
    buffer.write()
    assert kept() == [("cs", "psi", 4, 1), ("cs", "slon", 1, 0)]


@pytest.mark.parametrize("words", ["jana@example.org", "+420 777 123 456", "x" * 81])
def test_what_may_be_somebodys_is_not_kept(portal: Portal, buffer: Buffer, words: str) -> None:
    Client().get(portal.opportunities["cs"], {"q": words}, headers=BROWSER)
    buffer.write()
    assert kept() == []


def test_robots_do_not_search(portal: Portal, buffer: Buffer) -> None:
    Client().get(portal.opportunities["cs"], {"q": "psi"}, headers={"User-Agent": "Googlebot/2.1"})
    buffer.write()
    assert kept() == []


def test_old_ones_are_deleted() -> None:
    now = timezone.now()
    for days in (89, 91):
        day = (now - datetime.timedelta(days=days)).date()
        Searched.objects.create(day=day, language="cs", words=str(days), searches=1)
    searches.forget(now - datetime.timedelta(days=searches.DAYS))
    assert [row.words for row in Searched.objects.all()] == ["89"]


def rows(response: Any) -> list[tuple[str, int, int]]:
    found = response.context_data["object_list"]
    return [(row["words"], row["times"], row["found"]) for row in found]


def search(words: str, times: int, results: int, days_ago: int = 0) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    Searched.objects.create(day=day, language="cs", words=words, searches=times, results=results)


def test_staff_see_what_is_searched_often_and_in_vain() -> None:
    search("psi", 3, 7, days_ago=1)
    search("psi", 2, 8)
    search("hokej", 4, 0)
    search("starý", 9, 1, days_ago=40)
    staff = client_of(EDITORS)
    assert rows(staff.get("/admin/searches/")) == [("psi", 5, 8), ("hokej", 4, 0)]
    assert rows(staff.get("/admin/searches/?found=nothing")) == [("hokej", 4, 0)]
    assert ("starý", 9, 1) in rows(staff.get("/admin/searches/?days=90"))
    assert len(rows(staff.get("/admin/searches/?days=x"))) == 2


def test_a_spreadsheet_carries_no_formula() -> None:
    search("=1+1", 1, 0)
    answer: Any = client_of(EDITORS).get("/admin/searches/?export=csv")
    sheet = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in sheet
    assert "\n=1+1" not in sheet


def test_others_do_not_see_it() -> None:
    assert client_of(TRANSLATORS).get("/admin/searches/").status_code == 302
