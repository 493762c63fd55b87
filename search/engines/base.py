"""What an engine does. The database is the truth; an index may be lost at any time."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from search.asked import Asked
from search.documents import Document
from search.query import Results, SearchQuery


class Unavailable(Exception):
    """There is no index, it is broken, or it was made for other settings."""


class Away(Unavailable):
    """What keeps the index does not answer; the index may well be whole."""


class LockLost(Unavailable):
    """Another process may have written at the same time; only a new index is surely right."""


class Build(ABC):
    """An index in the making, seen by nobody yet."""

    @abstractmethod
    def add(self, kind: str, documents: Iterable[Document]) -> None:
        """Put ``documents`` into the new index."""


class Engine(ABC):
    """Answers queries from an index of its own and keeps that index."""

    @abstractmethod
    def search(self, query: SearchQuery, asked: Asked) -> Results:
        """Return one page of what ``asked`` finds, with all counts.

        ``asked`` are the words of ``query``. Raises :class:`Unavailable`.
        """

    def keys(self, query: SearchQuery, asked: Asked) -> tuple[int, ...]:
        """Return the keys of the page that :meth:`search` would return, without counting anything.

        Raises :class:`Unavailable`.
        """
        return self.search(query, asked).keys

    def titled(self, queries: Sequence[SearchQuery], asked: Asked) -> list[tuple[int, ...]]:
        """Return for each of ``queries`` the keys of a few entries with ``asked`` in their titles.

        For somebody who is typing: it has to be fast, the order is up to the engine, and an
        entry that has the words elsewhere does no harm. Raises :class:`Unavailable`.
        """
        return [self.search(query, asked).keys for query in queries]

    @abstractmethod
    def found(self, asked: Sequence[Asked]) -> list[bool]:
        """Return for each of ``asked`` whether any entry of any kind has it.

        Raises :class:`Unavailable`.
        """

    @abstractmethod
    def words(self) -> Mapping[str, Mapping[str, int]]:
        """Return the keys of letters and lemmas by language, with the number of their entries.

        Raises :class:`Unavailable`.
        """

    @abstractmethod
    def ready(self) -> bool:
        """Return whether a sound index for the present settings stands.

        Raises :class:`Away` while that cannot be told.
        """

    @abstractmethod
    def writing(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Become the one writer among all processes; gives whether that succeeded.

        Without ``wait`` it does not succeed while another one writes.
        """

    @abstractmethod
    def write(self, kind: str, documents: Iterable[Document], gone: Iterable[int]) -> None:
        """Replace ``documents`` and take out the keys ``gone``; readers see it at once.

        Only for the one writer. Raises :class:`Unavailable`.
        """

    @abstractmethod
    def building(self) -> AbstractContextManager[Build]:
        """Make a new index, which takes the place of the old one at the end.

        Only for the one writer. Nothing changes if the block raises.
        """

    @abstractmethod
    def digests(self, kind: str) -> Iterator[tuple[int, int]]:
        """Yield key and digest of each document in the index. Raises :class:`Unavailable`."""

    @abstractmethod
    def digest(self, document: Document) -> int:
        """Return the digest that the index holds for ``document``."""

    @abstractmethod
    def remove(self) -> None:
        """Delete the index, if there is one. Only for an index of no site."""

    @abstractmethod
    def sweep(self) -> None:
        """Remove what earlier builds left, once no reader can be using it."""


Counts = Mapping[str, Mapping[str, int]]
