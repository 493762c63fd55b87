"""What an engine does. The database is the truth; an index may be lost at any time."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager

from search.documents import Document
from search.query import Results, SearchQuery


class Unavailable(Exception):
    """There is no index, it is broken, or it was made for other settings."""


class Build(ABC):
    """An index in the making, seen by nobody yet."""

    @abstractmethod
    def add(self, kind: str, documents: Iterable[Document]) -> None:
        """Put ``documents`` into the new index."""


class Engine(ABC):
    """Answers queries from an index of its own and keeps that index."""

    @abstractmethod
    def search(self, query: SearchQuery) -> Results:
        """Return one page of results with all counts. Raises :class:`Unavailable`."""

    @abstractmethod
    def ready(self) -> bool:
        """Return whether a sound index for the present settings stands."""

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
    def sweep(self) -> None:
        """Remove what earlier builds left, once no reader can be using it."""


Counts = Mapping[str, Mapping[str, int]]
