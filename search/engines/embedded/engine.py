"""Tantivy behind the interface of an engine."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from search.asked import Asked, languages
from search.documents import Document
from search.engines import entries
from search.engines.base import Build, Engine, Unavailable
from search.engines.embedded.entries import entry
from search.engines.embedded.folder import Folder
from search.engines.embedded.order import page_keys
from search.engines.embedded.plan import Plan, words_plan
from search.engines.embedded.reader import Reader
from search.engines.embedded.schema import fingerprint, schema
from search.engines.embedded.titles import titled
from search.query import Results, SearchQuery
from words.analysis import LEMMA, SURFACE

# Bytes that a writer may collect before it writes. Changes are small, and 15 MB is
# the least that Tantivy takes; a build with more makes fewer segments.
WRITE_BUFFER = 15_000_000
BUILD_BUFFER = 60_000_000


class EmbeddedEngine(Engine):
    """One index for all kinds, in a folder."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._reader = Reader(self._folder)

    def search(self, query: SearchQuery, asked: Asked) -> Results:
        with self._troubles():
            opened = self._reader.opened()
            plan = Plan(opened.index.schema, query, asked)
            tally = opened.tallies.of(plan)
            keys = tuple(page_keys(opened.searcher, plan, tally.total))
            return Results(keys, tally.total, tally.facets, without=tally.without)

    def keys(self, query: SearchQuery, asked: Asked) -> tuple[int, ...]:
        with self._troubles():
            opened = self._reader.opened()
            plan = Plan(opened.index.schema, query, asked)
            return tuple(page_keys(opened.searcher, plan, opened.searcher.num_docs))

    def titled(self, queries: Sequence[SearchQuery], asked: Asked) -> list[tuple[int, ...]]:
        with self._troubles():
            opened = self._reader.opened()
            schema = opened.index.schema
            return [titled(opened.searcher, schema, query, asked) for query in queries]

    def found(self, asked: Sequence[Asked]) -> list[bool]:
        with self._troubles():
            opened = self._reader.opened()
            plan = words_plan(opened.index.schema)
            queries = [plan.query(each, scored=False) if each else None for each in asked]
            return [
                query is not None and opened.searcher.search(query, 1, count=False).hits != []
                for query in queries
            ]

    def words(self) -> dict[str, dict[str, int]]:
        with self._troubles():
            searcher = self._reader.opened().searcher
            return {
                language: {
                    key: count
                    for first in (SURFACE, LEMMA)
                    for key, count in searcher.terms_with_prefix(f"words_{language}", first)
                }
                for language in languages()
            }

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """Open the index anew after any trouble."""
        try:
            with troubles_as_unavailable():
                yield
        except Unavailable:
            self._reader.close()
            raise

    def ready(self) -> bool:
        """A process that holds an index open would not notice lost files: open it anew."""
        try:
            with troubles_as_unavailable():
                Reader(self._folder).opened()
        except Unavailable:
            return False
        return True

    def writing(self, *, wait: bool) -> AbstractContextManager[bool]:
        return self._folder.lock(wait=wait)

    def write(self, kind: str, documents: Iterable[Document], gone: Iterable[int]) -> None:
        documents = list(documents)
        with troubles_as_unavailable():
            index = tantivy.Index.open(str(self._reader.state().build))
            with written(index, WRITE_BUFFER) as writer:
                for key in (*gone, *(document.key for document in documents)):
                    writer.delete_documents_by_term("uid", entries.uid(kind, key))
                add(writer, index.schema, kind, documents)

    @contextmanager
    def building(self) -> Iterator[Build]:
        path = self._folder.new(fingerprint())
        try:
            index = tantivy.Index(schema(), str(path))
            with written(index, BUILD_BUFFER) as writer:
                yield EmbeddedBuild(writer, index.schema)
            self._folder.swap(path)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise

    def digests(self, kind: str) -> Iterator[tuple[int, int]]:
        with troubles_as_unavailable():
            opened = self._reader.opened()
            query = tantivy.Query.term_query(opened.index.schema, "kind", kind, "basic")
            found = opened.searcher.search(query, max(opened.searcher.num_docs, 1))
            addresses = [address for _score, address in found.hits]
            columns = (opened.searcher.fast_field_values(c, addresses) for c in ("key", "digest"))
            return zip(*columns, strict=True)

    def digest(self, document: Document) -> int:
        return entries.digest(document)

    def remove(self) -> None:
        self._reader.close()
        shutil.rmtree(self._folder.root, ignore_errors=True)

    def sweep(self) -> None:
        with troubles_as_unavailable():
            self._folder.sweep()


class EmbeddedBuild(Build):
    """Writes into a folder that is not current yet."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema) -> None:
        self._writer = writer
        self._schema = schema

    def add(self, kind: str, documents: Iterable[Document]) -> None:
        add(self._writer, self._schema, kind, documents)


def add(
    writer: tantivy.IndexWriter, schema: tantivy.Schema, kind: str, documents: Iterable[Document]
) -> None:
    """Put ``documents`` into the index that ``writer`` writes."""
    for document in documents:
        writer.add_document(entry(kind, document, schema))


@contextmanager
def written(index: tantivy.Index, buffer: int) -> Iterator[tantivy.IndexWriter]:
    """Give a writer; what it was given is on disk at the end, or nothing if the block raises."""
    writer = index.writer(buffer, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


@contextmanager
def troubles_as_unavailable() -> Iterator[None]:
    """Raise :class:`Unavailable` for whatever a missing or broken folder leads to."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise Unavailable(str(error)) from error
    except BaseException as error:
        # Tantivy's panics derive from BaseException and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unavailable(f"Tantivy: {error}") from error
