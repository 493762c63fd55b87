"""What an app hands to the index: one document for each entry that is public."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from search.query import SearchQuery


class Text(NamedTuple):
    """The words of one language version, as plain text."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Document:
    """One entry, whatever languages it has; facts only of the source."""

    key: int
    # Language → text, the source's own language first; only live versions.
    texts: Mapping[str, Text]
    # Facet → values. Regions come with all their ancestors.
    facets: Mapping[str, Sequence[str]]
    places: Sequence[int] = ()
    published: datetime.datetime | None = None
    # The day after which it is too late; sorts "ending soon".
    ends: datetime.date | None = None
    # The last day on which visitors see it.
    expires: datetime.date | None = None
    # When staff or the author last said that it is true.
    checked: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry as it is shown where it was found: in the version that this reader sees."""

    key: int
    title: str
    url: str
    # Of the title and the texts.
    language: str
    summary: str
    # What a passage is taken from, as plain text.
    text: str
    # What helps to decide whether to open it: where, when, by whom.
    facts: tuple[str, ...] = ()


class Searchable(ABC):
    """What an app registers in its ``search.py``: how its entries are found."""

    kind: ClassVar[str]
    model: ClassVar[type[Model]]
    facets: ClassVar[tuple[str, ...]]
    # Facet and value of what needs no place, so that it is in no region and in all of them.
    anywhere: ClassVar[tuple[tuple[str, str], ...]] = ()

    # --- Where all kinds are searched at once (everything.py); without a label, it is not.
    # What many of them are called: "Opportunities".
    label: ClassVar[str | Promise] = ""
    icon: ClassVar[str] = "i-info"
    # Kinds are shown in this order, see everything.py.
    order: ClassVar[int] = 99
    # The role of the list that takes words (``?q=``) and shows each entry; "" if there is none.
    role: ClassVar[str] = ""

    @abstractmethod
    def public(self) -> QuerySet[Model]:
        """Return the entries that any visitor may open now, one row each."""

    @abstractmethod
    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        """Yield documents for those of ``keys`` that are (or will again be) public.

        A key without a document is removed from the index.
        """

    @abstractmethod
    def matching(self, query: SearchQuery) -> QuerySet[Model]:
        """Return the rows for ``query`` from the database alone, in its order.

        Serves lists while the engine is away; words match loosely (titles, summaries).
        """

    def hits(self, keys: Sequence[int], language: str) -> list[Hit]:
        """Return those of ``keys`` that are public, in their order, for a reader of ``language``.

        Only asked of kinds that have a label, and of those that have lists of their own.
        """
        raise NotImplementedError

    def within(self, rows: QuerySet[Any], codes: tuple[str, ...]) -> QuerySet[Any]:
        """Return those of ``rows`` that are in one of the regions ``codes``, or need no place.

        Only asked of kinds that have regions.
        """
        raise NotImplementedError
