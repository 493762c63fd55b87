"""The index may be deleted or broken at any time; lists go on, and it comes back."""

import os
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal.common import jobs
from search import queue, registry, upkeep
from search.engines import engine
from search.engines.embedded import folder as folders
from search.models import Dirty, Place
from search.query import SearchQuery
from search.rebuild import differences, rebuild
from search.service import index_ready, search
from tests.conftest import Index
from tests.search_entries import KIND, change, make
from tests.search_server import every_engine

QUERY = SearchQuery(KIND, "cs")


def builds(index: Index) -> list[Path]:
    """Return the folders of all builds, the oldest first."""
    return sorted(p for p in index.folder.iterdir() if p.is_dir() and not p.is_symlink())


# --- the index is away ------------------------------------------------------------


def remove(index: Index) -> None:
    index.lose()


def remove_build(index: Index) -> None:
    shutil.rmtree(builds(index)[-1])


def remove_segments(index: Index) -> None:
    for path in builds(index)[-1].iterdir():
        if path.suffix in {".store", ".term", ".idx", ".fast", ".pos", ".fieldnorm"}:
            path.unlink()


def remove_link(index: Index) -> None:
    (index.folder / "current").unlink()


def spoil_meta(index: Index) -> None:
    replace(builds(index)[-1] / "meta.json", b"{]")


def empty_meta(index: Index) -> None:
    replace(builds(index)[-1] / "meta.json", b"")


def spoil_segments(index: Index) -> None:
    for path in builds(index)[-1].iterdir():
        if path.suffix in {".term", ".fast"}:
            replace(path, os.urandom(path.stat().st_size))


def link_to_nowhere(index: Index) -> None:
    link = index.folder / "current"
    link.unlink()
    link.symlink_to("nowhere")


def copy_without_links(index: Index) -> None:
    copy = shutil.copytree(index.folder, index.folder.with_name("copy"))
    shutil.rmtree(index.folder)
    copy.rename(index.folder)


def put_a_file_in_its_place(index: Index) -> None:
    shutil.rmtree(index.folder)
    index.folder.write_text("")


def replace(path: Path, content: bytes) -> None:
    """Put another file in the place of one that may be open."""
    new = path.with_name("new")
    new.write_bytes(content)
    new.replace(path)


TROUBLES = [
    remove,
    remove_build,
    remove_segments,
    remove_link,
    spoil_meta,
    empty_meta,
    spoil_segments,
    link_to_nowhere,
    copy_without_links,
]


@pytest.mark.parametrize("opened", [True, False], ids=["opened before", "not opened yet"])
@pytest.mark.parametrize("trouble", [*TROUBLES, put_a_file_in_its_place])
def test_lists_are_answered_whatever_happens_to_the_folder(
    entries: Index, trouble: Any, opened: bool
) -> None:
    entry = make("les")
    entries.rebuild()
    if opened:
        assert search(QUERY).complete
    trouble(entries)
    for _ in range(2):
        assert search(QUERY).keys == (entry.pk,)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_worker_builds_a_lost_index_anew(entries: Index, trouble: Any) -> None:
    entry = make("les")
    entries.rebuild()
    assert search(QUERY).complete
    trouble(entries)
    assert not index_ready()
    upkeep.tend()
    assert search(QUERY) == search(QUERY)
    assert search(QUERY).complete
    assert search(QUERY).keys == (entry.pk,)


@every_engine
def test_the_outage_is_logged_once_and_a_new_index_asked_for_once(
    entries: Index, caplog: pytest.LogCaptureFixture
) -> None:
    remove(entries)
    for _ in range(3):
        results = search(QUERY)
        assert (results.complete, results.counts) == (False, {})
    assert caplog.text.count("lists come from the database") == 1
    assert Dirty.objects.filter(kind=queue.REBUILD).count() == 1
    upkeep.tend()
    assert not queue.rebuild_is_asked_for()
    assert search(QUERY).complete
    assert "The index answers again" in caplog.text


@every_engine
def test_changes_during_an_outage_are_in_the_new_index(entries: Index) -> None:
    remove(entries)
    entry = make("les")
    queue.mark(KIND, [entry.pk])
    entries.apply()
    upkeep.tend()
    assert search(QUERY).keys == (entry.pk,)
    assert not queue.pending()


@every_engine
def test_an_index_for_other_languages_is_not_used_but_built_anew(
    entries: Index, settings: Any
) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    assert not index_ready()
    assert not search(QUERY).complete
    upkeep.tend()
    assert search(QUERY).complete


def test_without_an_engine_the_database_answers(entries: Index, settings: Any) -> None:
    settings.SEARCH_URL = "database:"
    entry = make("les")
    queue.mark(KIND, [entry.pk])
    upkeep.tend()
    results = search(QUERY)
    assert (results.keys, results.complete) == ((entry.pk,), False)
    assert index_ready()
    assert not queue.pending()
    assert not queue.rebuild_is_asked_for()


@pytest.mark.parametrize("url", ["", "tantivy:", "lucene:/x", "nothing"])
def test_an_unknown_engine_is_named(settings: Any, url: str) -> None:
    settings.SEARCH_URL = url
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        engine()


# --- building anew --------------------------------------------------------------


@every_engine
def test_readers_use_the_old_index_until_the_new_one_is_whole(entries: Index) -> None:
    entry = make("les")
    entries.rebuild()
    seen: list[tuple[int, ...]] = []

    def look(done: int, of: int) -> None:
        seen.append(search(QUERY).keys)

    newer = make("louka")
    rebuild(look)
    assert seen == [(entry.pk,)]
    assert search(QUERY).keys == (newer.pk, entry.pk)


@every_engine
def test_changes_made_during_the_build_are_in_the_new_index(entries: Index) -> None:
    entry, deleted = make("les"), make("les")

    def change_meanwhile(done: int, of: int) -> None:
        change(entry, texts=[["cs", ["louka", "", ""]]])
        Place.objects.filter(pk=deleted.pk).delete()
        queue.mark(KIND, [entry.pk, deleted.pk])
        queue.apply()

    rebuild(change_meanwhile)
    assert search(SearchQuery(KIND, "cs", "louka")).keys == (entry.pk,)
    assert search(QUERY).keys == (entry.pk,)
    assert not queue.pending()


def test_a_build_that_fails_leaves_everything_as_it_was(entries: Index) -> None:
    entry = make("les")
    entries.rebuild()
    make("louka")
    before = builds(entries)

    def fail(done: int, of: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        rebuild(fail)
    assert builds(entries) == before
    assert search(QUERY).keys == (entry.pk,)
    entries.rebuild()
    assert search(QUERY).total == 2


@every_engine
def test_only_one_process_builds(entries: Index) -> None:
    with engine().writing(wait=False):
        assert not rebuild(wait=False)


def test_the_worker_gives_up_a_build_to_stop(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("les")
    queue.ask_for_rebuild()
    monkeypatch.setattr(jobs.stopping, "is_set", lambda: True)
    with pytest.raises(jobs.Stopped):
        upkeep.tend()
    assert len(builds(entries)) == 1


def test_old_builds_are_removed_after_a_grace(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("les")
    entries.rebuild()
    old, current = builds(entries)
    upkeep.sweep()
    assert builds(entries) == [old, current]
    monkeypatch.setattr(folders, "GRACE_SECONDS", -1)
    upkeep.sweep()
    assert builds(entries) == [current]
    assert search(QUERY).complete


@every_engine
def test_tidying_up_nothing_is_no_trouble(index: Index) -> None:
    upkeep.sweep()


def test_a_link_left_by_a_dead_process_is_no_obstacle(entries: Index) -> None:
    (entries.folder / f"link-{os.getpid()}").symlink_to("nowhere")
    entries.rebuild()
    assert search(QUERY).complete


# --- commands -------------------------------------------------------------------


def run(*words: str) -> str:
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


@every_engine
def test_search_rebuild_tells_what_it_did(entries: Index) -> None:
    make("les")
    assert run("search_rebuild") == "The index holds 1 entries.\n"
    assert search(QUERY).total == 1


def test_search_rebuild_tells_how_far_it_is(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.management.commands.search_rebuild.SECONDS_OF_SILENCE", 0)
    monkeypatch.setattr("search.rebuild.BATCH", 2)
    for _ in range(3):
        make()
    assert run("search_rebuild").splitlines()[:2] == [
        "2 of 3 entries indexed",
        "3 of 3 entries indexed",
    ]


@every_engine
def test_search_check_finds_no_difference(entries: Index) -> None:
    make("les")
    entries.rebuild()
    assert run("search_check") == "No difference.\n"


@every_engine
def test_search_check_lists_differences_and_repairs_them(entries: Index) -> None:
    changed, hidden = make("les"), make("les")
    entries.rebuild()
    missing = make("les")
    change(changed, texts=[["cs", ["louka", "", ""]]])
    change(hidden, public=False)
    with pytest.raises(CommandError, match="3 entries differ"):
        call_command("search_check", stdout=(output := StringIO()))
    assert output.getvalue().splitlines() == [
        f"entry {changed.pk}: outdated",
        f"entry {missing.pk}: missing",
        f"entry {hidden.pk}: not public",
    ]
    assert "3 entries put right" in run("search_check", "--repair")
    entries.apply()
    assert differences() == []
    assert search(SearchQuery(KIND, "cs", "louka")).keys == (changed.pk,)


@every_engine
def test_what_expired_since_is_no_difference(entries: Index) -> None:
    make("les", expires="2025-01-01")
    entries.rebuild()
    assert differences() == []


@every_engine
def test_search_check_without_an_index(entries: Index) -> None:
    entry = make("les")
    remove(entries)
    with pytest.raises(CommandError, match="no index"):
        call_command("search_check")
    assert run("search_check", "--repair") == "Built the index.\n"
    assert search(QUERY).keys == (entry.pk,)


# --- the worker's jobs -------------------------------------------------------------


def test_the_worker_tends_the_index() -> None:
    assert {job.function for job in jobs._jobs.values()} >= {upkeep.tend, upkeep.sweep}


def test_every_registered_kind_declares_facets() -> None:
    assert registry.searchables()
    for kind, searchable in registry.searchables().items():
        assert searchable.kind == kind
        assert searchable.facets
