"""Which words count as known, and how often they are read: whoever mistypes waits for it."""

from typing import Any

import pytest

from portal.common import versions
from search import queue, vocabulary
from search.engines import engine
from search.vocabulary import vocabulary as known
from tests.conftest import Index
from tests.search_entries import KIND, make


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Let a minute be over at once."""
    monkeypatch.setattr(vocabulary, "SECONDS", -1.0)
    settings.CONTENT_VERSION_SECONDS = 0


def test_words_are_not_read_again_while_nothing_changes(entries: Index, impatient: None) -> None:
    make("zahrada")
    entries.rebuild()
    target = engine()
    first, second = known(target), known(target)
    assert second is not first  # a change may have been on its way to the index
    assert known(target) is second
    assert known(target) is second


def test_new_words_are_known(entries: Index, impatient: None) -> None:
    make("zahrada")
    entries.rebuild()
    target = engine()
    for _ in range(3):
        assert known(target).nearest("ropucha", "cs") == []
    entry = make("ropucha")
    queue.mark(KIND, [entry.pk])
    versions.bump()
    # One reads before it is in the index, the other after.
    assert known(target).nearest("ropucah", "cs") == []
    queue.apply()
    assert known(target).nearest("ropucah", "cs") == ["ropucha"]


def test_words_wait_a_minute(entries: Index, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 0
    entries.rebuild()
    target = engine()
    first = known(target)
    versions.bump()
    assert known(target) is first
