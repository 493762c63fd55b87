"""A disk without room: lists go on as they were, and catch up when there is room again.

The limit of the system on the size of a file stands for the full disk: to whoever writes,
both are a write that fails.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from search import queue, upkeep
from search.models import Dirty
from search.query import SearchQuery
from search.rebuild import differences, rebuild
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, make

QUERY = SearchQuery(KIND, "cs")


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a few bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_changes_wait_for_room(entries: Index, caplog: pytest.LogCaptureFixture) -> None:
    old = make("les")
    entries.rebuild()
    upkeep.tend()
    new = make("louka")
    queue.mark(KIND, [new.pk])
    with no_room():
        for _ in range(3):
            upkeep.tend()
            assert search(QUERY).keys == (old.pk,)
            assert search(QUERY).complete
    assert queue.pending()
    assert caplog.text.count("Changes wait for the index") == 1
    upkeep.tend()
    assert search(QUERY).keys == (new.pk, old.pk)
    assert not queue.pending()
    assert list(differences()) == []


def test_index_that_finds_no_room_leaves_the_old_one(entries: Index) -> None:
    old = make("les")
    entries.rebuild()
    before = sorted(path.name for path in entries.folder.iterdir())
    new = make("louka")
    queue.mark(KIND, [new.pk])
    with no_room(), pytest.raises((OSError, ValueError)):
        rebuild()
    assert sorted(path.name for path in entries.folder.iterdir()) == before
    assert search(QUERY).keys == (old.pk,)
    assert Dirty.objects.exists()
    rebuild()
    assert search(QUERY).keys == (new.pk, old.pk)
    assert list(differences()) == []
