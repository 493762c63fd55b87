"""A search server behind the interface of an engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from search.asked import Asked, languages
from search.documents import Document
from search.engines import entries
from search.engines.base import Away, Build, Engine, Unavailable
from search.engines.locks import shared_lock
from search.engines.server.address import Address
from search.engines.server.bulk import added, bundles, fill, rejected, removed
from search.engines.server.clients import client, lines
from search.engines.server.indexes import Indexes
from search.engines.server.plan import BARE, FREE, PAGE, WITHOUT, Plan
from search.engines.server.queries import about
from search.engines.server.server import LOOK, WRITE, Answer, Server
from search.query import Results, SearchQuery

# Entries and words that are listed at once.
ENTRIES = 5000
WORDS = 10_000


class ServerEngine(Engine):
    """One index for all kinds, on a server that all machines of the site use."""

    def __init__(self, address: Address) -> None:
        self._server = Server(client(address), address.timeout)
        self._indexes = Indexes(self._server, address.prefix)
        self._name = f"search-{address.prefix}"

    def search(self, query: SearchQuery, asked: Asked) -> Results:
        plan = Plan(query, asked)
        with strange_as_away():
            found = self._search_all(plan.parts)
            total = total_of(found[FREE if FREE in found else PAGE])
            counts, without = tallies(found, plan)
            keys = self._nearest(plan, total) if plan.by_distance else keys_of(found.get(PAGE))
            return Results(tuple(keys), total, counts, without=without)

    def _nearest(self, plan: Plan, total: int) -> list[int]:
        """Return the keys of the page, ring by ring around the place asked for."""
        wanted = max(min(plan.query.size, total - plan.first), 0)
        keys: list[int] = []
        skipped = plan.first
        for ring in plan.rings() if wanted else ():
            found = self._search({**ring, "from": skipped, "size": wanted - len(keys)})
            keys += keys_of(found)
            if len(keys) >= wanted:
                break
            skipped = max(skipped - total_of(found), 0)
        return keys

    def found(self, asked: Sequence[Asked]) -> list[bool]:
        queries = [about(each, scored=False) if each else {"match_none": {}} for each in asked]
        if not queries:
            return []
        counted = {"asked": {"filters": {"filters": queries}}}
        with strange_as_away():
            found = self._search({"size": 0, "aggs": counted})
            return [bucket["doc_count"] > 0 for bucket in found["aggregations"]["asked"]["buckets"]]

    def words(self) -> Mapping[str, Mapping[str, int]]:
        known: dict[str, dict[str, int]] = {language: {} for language in languages()}
        listed = {language: listing(language) for language in known}
        with strange_as_away():
            while listed:
                # A visitor may be waiting, but only once a minute (search.vocabulary).
                found = self._search({"size": 0, "aggs": listed}, timeout=LOOK)
                for language, page in found["aggregations"].items():
                    buckets = page["buckets"]
                    known[language] |= {b["key"]["word"]: b["doc_count"] for b in buckets}
                    listed[language]["composite"]["after"] = page.get("after_key")
                    if len(buckets) < WORDS:
                        del listed[language]
        return known

    def ready(self) -> bool:
        with strange_as_away():
            return self._indexes.is_sound()

    def writing(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Become the one writer among all processes and machines; gives whether that succeeded.

        The lock is one of the database, which all machines share anyway and which takes it from
        the dead (search/engines/locks.py). A writer that loses it half-way has deleted no note
        of what it has not written; it raises :class:`LockLost` when it is done.
        """
        return shared_lock(self._name, wait=wait)

    def write(self, kind: str, documents: Iterable[Document], gone: Iterable[int]) -> None:
        # A server that hangs is noticed by a small question, sooner than by a large one.
        if not self.ready():
            raise Unavailable("The index was made for other settings, or is not there.")
        # Were the index deleted meanwhile, the server would make one with fields of its own.
        path = f"/{self._indexes.current}/_bulk?refresh=true&require_alias=true"
        changes = [*removed(kind, gone), *added(kind, documents)]
        with strange_as_away():
            for bundle in bundles(changes):
                answer = self._server.ask("POST", path, "".join(bundle), timeout=WRITE)
                if rejected(bundle, answer):
                    raise Away("The search server has no room for changes at the moment.")

    @contextmanager
    def building(self) -> Iterator[Build]:
        name = self._indexes.new()
        try:
            build = ServerBuild(self._server, name)
            yield build
            build.finish()
        except BaseException:
            with suppress(Unavailable):
                self._indexes.remove(name)
            raise
        # If this fails, it may have worked nevertheless: only a sweep can tell.
        with strange_as_away():
            self._indexes.publish(name)

    def digests(self, kind: str) -> Iterator[tuple[int, int]]:
        listed: dict[str, Any] = {
            **BARE,
            "query": {"term": {"kind": kind}},
            "sort": [{"key": "asc"}, {"digest": "asc"}],
            "size": ENTRIES,
        }
        with strange_as_away():
            while hits := self._search(listed, timeout=WRITE)["hits"]["hits"]:
                yield from ((key, digest) for key, digest in (hit["sort"] for hit in hits))
                listed["search_after"] = hits[-1]["sort"]

    def digest(self, document: Document) -> int:
        return entries.digest(document)

    def remove(self) -> None:
        self._indexes.remove_all()

    def sweep(self) -> None:
        if self.ready():
            self._indexes.sweep()

    def _search(self, body: object, *, timeout: float | None = None) -> Answer:
        """Return the whole answer, or none: parts of it would look like few results."""
        path = f"/{self._indexes.current}/_search?allow_partial_search_results=false"
        return self._server.ask("POST", path, body, timeout=timeout or self._server.patience)

    def _search_all(self, bodies: Mapping[str, object]) -> Mapping[str, Answer]:
        """Return the whole answer to each of ``bodies``, or none."""
        path = f"/{self._indexes.current}/_msearch"
        whole = {"allow_partial_search_results": False}
        asked = "".join(lines(whole, body) for body in bodies.values())
        answers = self._server.ask_all("POST", path, asked, timeout=self._server.patience)
        return dict(zip(bodies, answers, strict=True))


class ServerBuild(Build):
    """Writes into an index that is not current yet."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name
        self._entries = 0

    def add(self, kind: str, documents: Iterable[Document]) -> None:
        documents = list(documents)
        changes = list(added(kind, documents))
        with strange_as_away():
            fill(self._server, self._name, changes)
        self._entries += len(documents)

    def finish(self) -> None:
        """Make sure that all of it is there. Raises :class:`Unavailable`."""
        with strange_as_away():
            self._server.insist("POST", f"/{self._name}/_refresh")
            there = self._server.insist("GET", f"/{self._name}/_count")["count"]
        if there != self._entries:
            raise Unavailable(f"The new index has {there} entries instead of {self._entries}.")


def keys_of(found: Answer | None) -> list[int]:
    """Return the keys of the hits: what each is sorted by in the last place."""
    return [hit["sort"][-1] for hit in found["hits"]["hits"]] if found else []


def total_of(found: Answer) -> int:
    """Return how many there are in all."""
    total: int = found["hits"]["total"]["value"]
    return total


def tallies(
    found: Mapping[str, Answer], plan: Plan
) -> tuple[dict[str, Mapping[str, int]], Mapping[str, int]]:
    """Return the counts of all facets, and how many results there are without each choice.

    Nothing of either if the question was not to be counted.
    """
    counts: dict[str, Mapping[str, int]] = {}
    if not plan.query.counted:
        return counts, {}
    for facet in plan.facets:
        answer = found[WITHOUT + facet if facet in plan.chosen else FREE]
        buckets = answer["aggregations"][facet]["buckets"]
        counts[facet] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return counts, {facet: total_of(found[WITHOUT + facet]) for facet in plan.chosen}


def listing(language: str) -> dict[str, Any]:
    """Return what lists the words of a language, some at a time."""
    source = {"word": {"terms": {"field": f"known_{language}"}}}
    return {"composite": {"size": WORDS, "sources": [source]}}


@contextmanager
def strange_as_away() -> Iterator[None]:
    """Raise :class:`Away` for an answer that no search server gives."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Away(f"The search server answers strangely ({error!r}).") from error
