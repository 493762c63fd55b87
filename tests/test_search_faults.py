"""A search server hangs, breaks off, dies, loses its index, and returns: lists go on."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from search import queue, service, upkeep
from search.engines import Away, Unavailable, engine
from search.engines.server import indexes, server
from search.engines.server.engine import ServerEngine
from search.models import Dirty
from search.query import SearchQuery
from search.rebuild import differences, rebuild
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, change, make
from tests.search_server import PRODUCTS, SERVERS, free_port, shared_folder, start, stop
from tests.sites import make_portal
from tests.wire import Wire

QUERY = SearchQuery(KIND, "cs")
# Until lists have caught up with a server that is back.
CATCH_UP = 10.0

on_servers = pytest.mark.parametrize("search_url", SERVERS, indirect=True)


@pytest.fixture
def wire(search_url: str, settings: Any) -> Iterator[Wire]:
    """What leads to the server of ``search_url``."""
    port = urlsplit(search_url).port or 0
    wire = Wire(port)
    # As on a site: nobody waits longer than 0.3 s (a busy test machine: 2 s).
    settings.SEARCH_URL = search_url.replace(f":{port}/", f":{wire.port}/").partition("?")[0]
    settings.SEARCH_URL += "?timeout=2"
    yield wire
    wire.close()


def builds() -> set[str]:
    """Return the names of all indexes of this test."""
    target = engine()
    assert isinstance(target, ServerEngine)
    return set(target._indexes._all())


def seconds(function: Callable[[], object]) -> float:
    """Return how long ``function`` takes."""
    begun = time.monotonic()
    function()
    return time.monotonic() - begun


def work_until(done: Callable[[], bool]) -> None:
    """Do what the worker does, as often as it does it, until lists have caught up."""
    begun = time.monotonic()
    while not done():
        assert time.monotonic() - begun < CATCH_UP, "Lists have not caught up."
        upkeep.tend()
        time.sleep(0.5)


def caught_up() -> bool:
    return not queue.pending() and search(QUERY).complete


def assert_all_is_right() -> None:
    assert not Dirty.objects.exists()
    assert differences() == []


# --- nobody answers -----------------------------------------------------------------


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_server_that_hangs_costs_a_visitor_a_moment_once(
    product: str, entries: Index, settings: Any
) -> None:
    entry = make("les")
    wire = Wire(1)
    wire.hang()
    settings.SEARCH_URL = f"{product}://127.0.0.1:{wire.port}"
    engine()
    waited = [seconds(lambda: search(QUERY)) for _ in range(10)]
    assert 0.25 < waited[0] < 0.6
    assert sorted(waited[1:])[4] < 0.05
    assert search(QUERY).keys == (entry.pk,)
    assert not queue.rebuild_is_asked_for()
    wire.close()


@pytest.mark.parametrize("product", PRODUCTS)
def test_pages_are_served_without_a_server(
    product: str, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    make_portal(tmp_path / "index")
    settings.SEARCH_URL = f"{product}://127.0.0.1:{free_port()}"
    service.came_back()
    for address in ("/en/opportunities/", "/en/opportunities/?q=dog&sort=relevance"):
        assert Client().get(address).status_code == 200


@on_servers
def test_lists_catch_up_when_a_hanging_server_is_back(
    entries: Index, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    entry = make("les")
    rebuild()
    before = builds()
    wire.hang()
    assert not search(QUERY).complete
    newer = make("louka")
    change(entry, texts=[["cs", ["hora", "", ""]]])
    queue.mark(KIND, [entry.pk, newer.pk])
    assert seconds(queue.apply) < 1
    assert queue.pending()
    upkeep.tend()
    wire.mend()
    work_until(caught_up)
    assert search(SearchQuery(KIND, "cs", "hora")).keys == (entry.pk,)
    assert_all_is_right()
    assert builds() == before, "An index that was there all the time was built anew."
    assert caplog.text.count("lists come from the database") == 1
    assert "Traceback" not in caplog.text


@on_servers
def test_a_connection_that_breaks_in_the_midst_of_changes_loses_none(
    entries: Index, wire: Wire
) -> None:
    made = [make("les " * 500) for _ in range(40)]
    rebuild()
    for entry in made:
        change(entry, texts=[["cs", ["louka", "", "les " * 500]]])
    queue.mark(KIND, [entry.pk for entry in made])
    wire.breaks_after = 20_000
    queue.apply()
    assert queue.pending()
    wire.mend()
    work_until(caught_up)
    assert search(SearchQuery(KIND, "cs", "louka")).total == 40
    assert_all_is_right()


@on_servers
def test_a_build_goes_on_after_a_moment_without_a_server(
    entries: Index, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        make("les")
    monkeypatch.setattr("search.rebuild.BATCH", 1)

    def break_off(done: int, of: int) -> None:
        if done == 2:
            wire.breaks_after = 0
            monkeypatch.setattr(server, "wait", lambda pause: wire.mend())

    assert rebuild(break_off)
    assert search(QUERY).total == 5
    assert_all_is_right()


@on_servers
def test_a_build_that_breaks_off_leaves_the_old_index(
    entries: Index, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make("les")
    rebuild()
    before = builds()
    make("louka")
    monkeypatch.setattr(server, "PAUSES", ())
    monkeypatch.setattr("search.rebuild.BATCH", 1)

    def break_off(done: int, of: int) -> None:
        wire.breaks_after = 0

    with pytest.raises(Away):
        rebuild(break_off)
    wire.mend()
    time.sleep(server.PAUSE)
    assert search(QUERY).complete
    assert search(QUERY).keys == (entry.pk,)
    monkeypatch.setattr(indexes, "GRACE", timedelta(0))
    upkeep.sweep()
    assert builds() & before
    assert len(builds()) == 1


# --- the server is killed --------------------------------------------------------------


@pytest.mark.search_server
@pytest.mark.parametrize("product", PRODUCTS)
def test_lists_catch_up_after_the_servers_death(
    product: str, entries: Index, search_server: Callable[[str], int], settings: Any, tmp_path: Path
) -> None:
    """Killed with changes on their way to it."""
    search_server(product)  # has fetched what this one is started from
    folder, port = own_server(product, tmp_path), free_port()
    start(product, folder, port)
    settings.SEARCH_URL = f"{product}://127.0.0.1:{port}?timeout=10"
    made = [make("les") for _ in range(20)]
    rebuild()
    before = builds()
    queue.mark(KIND, [entry.pk for entry in made])
    change(made[0], texts=[["cs", ["louka", "", ""]]])
    stop(folder)
    queue.apply()
    assert not search(QUERY).complete
    assert queue.pending()
    start(product, folder, port)
    work_until(caught_up)
    assert search(SearchQuery(KIND, "cs", "louka")).keys == (made[0].pk,)
    assert_all_is_right()
    assert builds() == before
    stop(folder)


def own_server(product: str, folder: Path) -> Path:
    """Return a folder for a server that nobody else uses."""
    shared = shared_folder(product)
    (folder / "home").mkdir()
    for part in ("lib", "home/modules"):
        if (shared / part).exists():
            (folder / part).symlink_to(shared / part)
    return folder


# --- the index is away, the server is there ---------------------------------------------


@on_servers
def test_a_deleted_index_is_built_anew(entries: Index) -> None:
    entry = make("les")
    entries.lose()
    queue.mark(KIND, [entry.pk])
    entries.apply()
    assert search(QUERY).keys == (entry.pk,)
    assert queue.rebuild_is_asked_for()
    work_until(caught_up)
    assert_all_is_right()


@on_servers
def test_an_index_of_somebody_elses_making_is_not_taken_for_ours(entries: Index) -> None:
    """As servers make one by themselves when something is written to none."""
    target = engine()
    assert isinstance(target, ServerEngine)
    (name,) = builds()
    entries.lose()
    target._server.ask("PUT", f"/{name}/_doc/1?refresh=true", {"kind": "entry"}, timeout=20)
    target._server.ask("PUT", f"/{name}/_alias/{target._indexes._prefix}", timeout=20)
    assert not target.ready()
    with pytest.raises(Unavailable):
        target.write(KIND, [], [1])


@on_servers
def test_old_builds_are_removed_and_nothing_else(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = engine()
    assert isinstance(target, ServerEngine)
    (old,) = builds()
    prefix = target._indexes._prefix
    others = [f"{prefix}-x-{old.partition('-')[2]}", f"{prefix}-notes"]
    for other in others:
        target._server.ask("PUT", f"/{other}", timeout=20)
    entries.rebuild()
    upkeep.sweep()
    assert old in builds()
    monkeypatch.setattr(indexes, "GRACE", timedelta(0))
    upkeep.sweep()
    assert old not in builds()
    assert len(builds()) == 1
    for other in others:
        target._server.ask("DELETE", f"/{other}", timeout=20)
    assert search(QUERY).complete


@on_servers
def test_two_sites_on_one_server_do_not_meet(entries: Index, settings: Any) -> None:
    make("les")
    entries.rebuild()
    other = Index(entries.url.replace("?", "-two?"), entries.folder)
    settings.SEARCH_URL = other.url
    assert not engine().ready()
    other.rebuild()
    other.lose()
    settings.SEARCH_URL = entries.url
    assert search(QUERY).total == 1
