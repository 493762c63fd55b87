"""Fixtures that more than one file of tests uses."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from search import places, queue, registry, service
from search.gazetteer import tree
from search.gazetteer.loader import load
from search.rebuild import rebuild
from tests.search_entries import KIND, EntrySearch
from words import find_lexicons

pytest_plugins = [
    "tests.selection",
    "tests.database",
    "tests.running",
    "tests.search_server",
    "tests.kinds",
    "tests.sites",
    "tests.corner",
    "tests.desk",
    "tests.human_forms",
    "tests.smtp",
    "tests.town",
    "tests.advising",
    "tests.rooms",
    "tests.second_site",
]


@dataclass(frozen=True)
class Index:
    """The search index of one test: at ``url``; Tantivy's is in ``folder``."""

    url: str
    folder: Path

    def lose(self) -> None:
        """Delete all of it at one stroke: somebody may be writing in it."""
        if not self.url.startswith("tantivy:"):
            # Not above: pytest has to see its fixtures first.
            from tests.search_server import remove_indexes

            remove_indexes(self.url)
            return
        gone = self.folder.with_name("gone")
        self.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def rebuild(self) -> None:
        """Build it from the database as it is now."""
        rebuild()

    def apply(self) -> None:
        """Bring it up to date: a test's transaction never commits, so nobody else does."""
        queue.apply()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Make the lexicons, which take a minute once; processes of one run wait for the first."""
    from words import build, known_languages

    build.build_missing(known_languages(), settings.LEXICON_DIR, lambda language, done: None)
    find_lexicons(settings.LEXICON_DIR)


@pytest.fixture(scope="module")
def gazetteer(kept_database: None) -> None:
    """Regions, places and fields of Czechia, Poland and Slovenia, for all tests of a module."""
    load(["CZ", "PL", "SI"], report=str)


@pytest.fixture(autouse=True)
def fresh_tree() -> Iterator[None]:
    """No test sees regions that another one has made."""
    yield
    tree.clear()


@pytest.fixture(autouse=True)
def fresh_distances() -> None:
    """No test sees places that another one has made."""
    places._around.cache_clear()


@pytest.fixture
def own_locks(settings: Any, tmp_path: Path) -> None:
    """Share no lock with tests in other processes, whose databases are others."""
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def index(settings: Any, tmp_path: Path, search_url: str, db: None) -> Index:
    """A place for an index of the test's own, empty."""
    settings.SEARCH_URL = search_url
    service.came_back()
    queue._stuck.clear()
    return Index(search_url, tmp_path / "search")


@pytest.fixture
def entries(index: Index, monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index of nothing but the entries of tests/search_entries.py; empty, but there."""
    monkeypatch.setattr(registry, "_kinds", {KIND: EntrySearch()})
    index.rebuild()
    return index
