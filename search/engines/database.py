"""Lists from the database alone: while the index is away, or for those who want none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from search.asked import Asked, typed
from search.documents import Document
from search.engines.base import Build, Engine
from search.query import Results, SearchQuery
from search.registry import searchable


def from_database(query: SearchQuery) -> Results:
    """Return one page without counts; words are matched as they were typed."""
    query = replace(query, words=" ".join(typed(query.words)))
    kind = searchable(query.kind)
    found = kind.matching(query)
    if query.within:
        found = kind.within(found, query.within)
    first = query.size * (max(query.page, 1) - 1)
    keys = tuple(found.values_list("pk", flat=True)[first : first + query.size])
    return Results(keys, found.count(), {}, complete=False)


class NoBuild(Build):
    def add(self, kind: str, documents: Iterable[Document]) -> None:
        """Do nothing: the database holds it all."""


class DatabaseEngine(Engine):
    """Keeps no index, so there is nothing to write and nothing to go wrong."""

    def search(self, query: SearchQuery, asked: Asked) -> Results:
        return from_database(query)

    def found(self, asked: Sequence[Asked]) -> list[bool]:
        """Say that all of it is there: the database knows no other words to offer."""
        return [True] * len(asked)

    def words(self) -> Mapping[str, Mapping[str, int]]:
        return {}

    def ready(self) -> bool:
        return True

    @contextmanager
    def writing(self, *, wait: bool) -> Iterator[bool]:
        yield True

    def write(self, kind: str, documents: Iterable[Document], gone: Iterable[int]) -> None:
        pass

    @contextmanager
    def building(self) -> Iterator[Build]:
        yield NoBuild()

    def digests(self, kind: str) -> Iterator[tuple[int, int]]:
        documents = searchable(kind).documents(
            searchable(kind).public().values_list("pk", flat=True)
        )
        return ((document.key, self.digest(document)) for document in documents)

    def digest(self, document: Document) -> int:
        return 0

    def remove(self) -> None:
        pass

    def sweep(self) -> None:
        pass
