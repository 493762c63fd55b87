"""The whole index anew from the database, and the comparison of the two."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from portal.common.batches import batched
from search import queue
from search.documents import Searchable
from search.engines import engine
from search.engines.base import Build
from search.models import Dirty
from search.queue import BATCH, REBUILD
from search.registry import searchables
from search.signals import index_changed

logger = logging.getLogger(__name__)

# Told how many entries of how many are done; may raise to give up.
Progress = Callable[[int, int], None]


def unseen(done: int, of: int) -> None:
    """Tell nobody."""


def rebuild(progress: Progress = unseen, *, wait: bool = True) -> bool:
    """Build a new index and put it in the place of the old one.

    Readers use the old one until the new one is whole; changes made meanwhile stay in the
    queue and are applied to the new one. Returns whether it was built: without ``wait``,
    not while another process writes.
    """
    target = engine()
    with target.writing(wait=wait) as first:
        if not first:
            return False
        covered = list(Dirty.objects.values_list("pk", flat=True))
        with target.building() as build:
            _fill(build, progress)
        _forget(covered)
        queue.drain(target)
    index_changed.send(Dirty, kind=None, keys=None)
    return True


def _fill(build: Build, progress: Progress) -> None:
    keys = {kind: public_keys(searchable) for kind, searchable in searchables().items()}
    done, of = 0, sum(map(len, keys.values()))
    for kind, batch in batches(keys):
        build.add(kind, queue.current(kind, batch)[0])
        done += len(batch)
        progress(done, of)


def _forget(covered: list[int]) -> None:
    """Delete the notes of what the build has read anyway, and the wish for it."""
    for batch in batched(covered, BATCH):
        Dirty.objects.filter(pk__in=batch).delete()
    Dirty.objects.filter(kind=REBUILD).delete()


def public_keys(searchable: Searchable) -> list[int]:
    return list(searchable.public().order_by("pk").values_list("pk", flat=True))


def batches(keys: dict[str, list[int]]) -> Iterator[tuple[str, list[int]]]:
    """Yield all keys, a moderate number of one kind at a time."""
    for kind, of_kind in keys.items():
        for batch in batched(of_kind, BATCH):
            yield kind, batch


class Difference(NamedTuple):
    """An entry of which the index tells something else than the database."""

    kind: str
    key: int
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.what}"


def differences() -> list[Difference]:
    """Compare index and database, all changes applied. Raises ``Unavailable``."""
    queue.apply()
    found = [d for kind in searchables() for d in _differences(kind)]
    on_their_way = set(Dirty.objects.values_list("kind", "key"))
    return [d for d in found if (d.kind, d.key) not in on_their_way]


def _differences(kind: str) -> Iterator[Difference]:
    public = set(public_keys(searchables()[kind]))
    indexed = list(engine().digests(kind))
    digests, times = dict(indexed), Counter(key for key, _digest in indexed)
    for _kind, batch in batches({kind: sorted(public | set(digests))}):
        documents, gone = queue.current(kind, batch)
        for document in sorted(documents, key=lambda document: document.key):
            if document.key not in digests:
                yield from [Difference(kind, document.key, "missing")] * (document.key in public)
            elif digests[document.key] != engine().digest(document) or times[document.key] > 1:
                yield Difference(kind, document.key, "outdated")
        yield from (Difference(kind, key, "not public") for key in sorted(gone & set(digests)))
