"""How a change travels from the database to the index, whatever happens on the way.

``mark`` notes it in the caller's transaction: both are saved, or neither. Right after
the commit, or else in the worker, ``apply`` reads the entry anew and writes it. A
note is deleted only after the index is on disk, so a crash repeats work but loses none.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from threading import Event

from django.db import Error as DatabaseError
from django.db import connection, transaction

from search.documents import Document
from search.engines import Engine, LockLost, Unavailable, engine
from search.models import Dirty
from search.registry import searchable, searchables
from search.signals import index_changed

logger = logging.getLogger(__name__)

# Entries written at once: few enough to show soon, enough to be fast.
BATCH = 500
# Set while changes cannot be written and this process has said so.
_stuck = Event()
# The kind of a note that asks for a new index.
REBUILD = "*"


def mark(kind: str, keys: Iterable[int]) -> None:
    """Note that the entries ``keys`` changed, appeared or vanished."""
    Dirty.objects.bulk_create([Dirty(kind=kind, key=key) for key in keys], batch_size=BATCH)
    if not any(waiting[1] is apply for waiting in connection.run_on_commit):
        transaction.on_commit(apply, robust=True)


def ask_for_rebuild() -> None:
    """Let the worker build the index anew. Never raises: a list is being shown."""
    try:
        Dirty.objects.create(kind=REBUILD, key=0)
    except DatabaseError:
        logger.exception("Could not ask for a new index.")


def rebuild_is_asked_for() -> bool:
    return Dirty.objects.filter(kind=REBUILD).exists()


def pending() -> bool:
    """Return whether changes wait to be applied."""
    return Dirty.objects.exclude(kind=REBUILD).exists()


def apply() -> None:
    """Bring all changes to the index, unless another process is at it and will.

    A change that comes after the other one's last look and before it lets go of the
    lock is why we look once more.
    """
    target = engine()
    try:
        while pending():
            with target.writing(wait=False) as first:
                if not first:
                    return
                drain(target)
        _stuck.clear()
    except LockLost as error:
        logger.warning("There will be a new index: %s", error)
        ask_for_rebuild()
    except (Unavailable, OSError) as error:
        # The notes stay; the worker applies them, to a new index if need be.
        if not _stuck.is_set():
            _stuck.set()
            logger.warning("Changes wait for the index: %s", error)


def drain(target: Engine) -> None:
    """Apply changes until none is left. Only for the one writer."""
    while rows := list(Dirty.objects.exclude(kind=REBUILD).order_by("pk")[:BATCH]):
        changed = defaultdict(set)
        for row in rows:
            changed[row.kind].add(row.key)
        for kind, keys in changed.items():
            if kind in searchables():
                target.write(kind, *current(kind, keys))
        Dirty.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for kind, keys in changed.items():
            index_changed.send(Dirty, kind=kind, keys=keys)


def current(kind: str, keys: Collection[int]) -> tuple[list[Document], set[int]]:
    """Return the documents of ``keys`` as they are now, and the keys that have none."""
    try:
        documents = list(searchable(kind).documents(keys))
    except DatabaseError:
        raise
    except Exception:
        if len(keys) > 1:
            return _one_by_one(kind, keys)
        # One bad entry must not keep all others out of the index for ever.
        logger.exception("No document for %s %s.", kind, *keys)
        return [], set(keys)
    return documents, set(keys) - {document.key for document in documents}


def _one_by_one(kind: str, keys: Collection[int]) -> tuple[list[Document], set[int]]:
    documents: list[Document] = []
    gone: set[int] = set()
    for key in keys:
        found, missing = current(kind, [key])
        documents += found
        gone |= missing
    return documents, gone
