"""Many changes in a few requests."""

from collections.abc import Iterable, Iterator

from search.documents import Document
from search.engines.base import Away, Unavailable
from search.engines.entries import uid
from search.engines.server.clients import lines
from search.engines.server.entries import entry
from search.engines.server.server import PASSING, PAUSES, Answer, Server, wait

# Of one request: little enough for a server to hold several at a time.
MOST_BYTES = 5_000_000
MOST_CHANGES = 500
MISSING = 404


def added(kind: str, documents: Iterable[Document]) -> Iterator[str]:
    """Yield what puts each of ``documents`` in the place of what was there."""
    for document in documents:
        name = {"index": {"_id": uid(kind, document.key)}}
        yield lines(name, entry(kind, document))


def removed(kind: str, keys: Iterable[int]) -> Iterator[str]:
    """Yield what takes out each of ``keys``."""
    for key in keys:
        yield lines({"delete": {"_id": uid(kind, key)}})


def bundles(changes: Iterable[str]) -> Iterator[list[str]]:
    """Yield ``changes``, a moderate number at a time."""
    bundle: list[str] = []
    size = 0
    for change in changes:
        if bundle and (size + len(change) > MOST_BYTES or len(bundle) >= MOST_CHANGES):
            yield bundle
            bundle, size = [], 0
        bundle.append(change)
        size += len(change)
    if bundle:
        yield bundle


def fill(server: Server, index: str, changes: Iterable[str]) -> None:
    """Bring ``changes`` to ``index``; one request follows the answer to the other.

    What the server has no room for at the moment is sent again after a while. Raises
    :class:`Unavailable` if it takes something not at all.
    """
    path = f"/{index}/_bulk"
    for bundle in bundles(changes):
        waiting = bundle
        for pause in (*PAUSES, None):
            waiting = rejected(waiting, server.insist("POST", path, "".join(waiting)))
            if not waiting:
                break
            if pause is None:
                raise Away("The search server has no room for changes.")
            wait(pause)


def rejected(bundle: list[str], answer: Answer) -> list[str]:
    """Return those of ``bundle`` that the server had no room for.

    Raises :class:`Unavailable` if one failed for another reason. What was to be taken out and
    is not there did not fail.
    """
    again: list[str] = []
    for change, item in zip(bundle, answer["items"], strict=True) if answer["errors"] else ():
        ((action, result),) = item.items()
        status = result["status"]
        if status in PASSING:
            again.append(change)
        elif status >= 400 and (action, status) != ("delete", MISSING):
            error = result.get("error", {})
            raise Unavailable(f"The search server did not take {result['_id']}: {error}.")
    return again
