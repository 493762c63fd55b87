"""Tantivy behind the interface of an engine."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from search.documents import Document
from search.engines.base import Build, Engine, Unavailable
from search.engines.embedded import entries
from search.engines.embedded.folder import Folder
from search.engines.embedded.order import page_keys
from search.engines.embedded.plan import Plan
from search.engines.embedded.reader import Reader
from search.engines.embedded.schema import fingerprint, schema
from search.query import Results, SearchQuery

# Bytes that a writer may collect before it writes. Changes are small, and 15 MB is
# the least that Tantivy takes; a build with more makes fewer segments.
WRITE_BUFFER = 15_000_000
BUILD_BUFFER = 60_000_000


class EmbeddedEngine(Engine):
    """One index for all kinds, in a folder."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._reader = Reader(self._folder)

    def search(self, query: SearchQuery) -> Results:
        try:
            with troubles_as_unavailable():
                return self._search(query)
        except Unavailable:
            self._reader.close()
            raise

    def _search(self, query: SearchQuery) -> Results:
        opened = self._reader.opened()
        plan = Plan(opened.index.schema, query)
        total, counts = opened.tallies.of(plan)
        return Results(tuple(page_keys(opened.searcher, plan, total)), total, counts)

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
        writer.add_document(entries.entry(kind, document, schema))


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
