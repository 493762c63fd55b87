"""Fixtures that more than one file of tests uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from search import places, queue, registry, service
from search.gazetteer import tree
from search.gazetteer.loader import load
from search.rebuild import rebuild
from tests.search_entries import KIND, EntrySearch

pytest_plugins = [
    "tests.selection",
    "tests.database",
    "tests.running",
    "tests.kinds",
    "tests.sites",
    "tests.corner",
    "tests.desk",
    "tests.human_forms",
    "tests.smtp",
    "tests.advising",
    "tests.rooms",
    "tests.second_site",
]


@dataclass(frozen=True)
class Index:
    """The search index of one test."""

    folder: Path

    def rebuild(self) -> None:
        """Build it from the database as it is now."""
        rebuild()

    def apply(self) -> None:
        """Bring it up to date: a test's transaction never commits, so nobody else does."""
        queue.apply()


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
def index(settings: Any, tmp_path: Path, db: None) -> Index:
    """An index folder of the test's own, empty."""
    folder = tmp_path / "search"
    settings.SEARCH_URL = f"tantivy:{folder}"
    service._away.clear()
    return Index(folder)


@pytest.fixture
def entries(index: Index, monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index of nothing but the entries of tests/search_entries.py; empty, but there."""
    monkeypatch.setattr(registry, "_kinds", {KIND: EntrySearch()})
    index.rebuild()
    return index
