"""What a reader asked for in the address bar, as clean values.

Lenient throughout: junk is left out, never an error, because addresses are typed,
cut off by mail programs and made up by robots.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from search.facets import Facet
from search.models import Place
from search.query import SORTS, Near, SearchQuery, Sort

RADIUS_CHOICES = (5, 10, 25, 50, 100)
DEFAULT_RADIUS = 25
# Nobody types more; what lies behind is junk.
LONGEST_WORDS = 200
LONGEST_PLACE = 80
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Params:
    """A request for one page of a list. Makes the addresses of its neighbours, too."""

    words: str
    filters: Mapping[str, tuple[str, ...]]
    near: str
    place: Place | None
    radius: int
    chosen_sort: Sort | None
    page: int
    # Only what was typed, no other spelling; says nothing without words.
    exact: bool = False

    @classmethod
    def from_get(cls, get: QueryDict, facets: Sequence[Facet]) -> Self:
        """Return what can be understood of ``get``."""
        near = clean_text(get.get("near", ""), LONGEST_PLACE)
        sort = get.get("sort", "")
        return cls(
            words=clean_text(get.get("q", ""), LONGEST_WORDS),
            filters={
                facet.name: values for facet in facets if (values := chosen_values(get, facet))
            },
            near=near,
            place=Place.objects.from_input(near) if near else None,
            radius=number(get.get("radius"), DEFAULT_RADIUS, 1, 500),
            chosen_sort=sort if sort in SORTS else None,
            page=number(get.get("page"), 1, 1, LAST_PAGE),
            exact=get.get("exact") == "1",
        )

    @property
    def sort(self) -> Sort:
        """The order asked for, or the natural one: nearest first, best first, newest first."""
        if self.chosen_sort and self.chosen_sort in self.sorts:
            return self.chosen_sort
        return self.sorts[0]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The orders that make sense here, the natural one first."""
        by_words: tuple[Sort, ...] = ("relevance",) if self.words else ()
        by_place: tuple[Sort, ...] = ("nearest",) if self.place else ()
        return (*by_place, *by_words, "newest", "ending")

    def query(self, kind: str, language: str) -> SearchQuery:
        """Return the question for the search."""
        return SearchQuery(
            kind=kind,
            language=language,
            words=self.words,
            filters=self.filters,
            near=Near(self.place.pk, self.radius) if self.place else None,
            sort=self.sort,
            page=self.page,
            literal=self.exact,
            today=timezone.localdate(),
        )

    @property
    def narrowed_by(self) -> int:
        """How many things narrow the list; robots index one at most."""
        chosen = sum(len(values) for values in self.filters.values())
        return chosen + bool(self.words) + bool(self.near)

    @property
    def lasting(self) -> Self:
        """What a feed keeps of a list: everything but its page and its order."""
        return replace(self, page=1, chosen_sort=None)

    def querystring(self, **changes: Any) -> str:
        """Return ``?…`` for this request with ``changes``; "" when nothing is asked."""
        pairs = list((replace(self, **changes) if changes else self).pairs())
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, facet: str, value: str) -> str:
        """Return the query string that no longer asks for ``value``, from its first page."""
        filters = dict(self.filters)
        filters[facet] = tuple(v for v in filters.get(facet, ()) if v != value)
        return self.querystring(filters=filters, page=1)

    def without_choices(self, facet: str) -> str:
        """Return the query string that asks for nothing of ``facet`` any more."""
        filters = {name: values for name, values in self.filters.items() if name != facet}
        return self.querystring(filters=filters, page=1)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the names and values of the address, always in the same order."""
        if self.words:
            yield "q", self.words
            if self.exact:
                yield "exact", "1"
        for name, values in self.filters.items():
            yield from ((name, value) for value in values)
        if self.near:
            yield "near", self.near
            if self.radius != DEFAULT_RADIUS:
                yield "radius", str(self.radius)
        if self.chosen_sort:
            yield "sort", self.chosen_sort
        if self.page > 1:
            yield "page", str(self.page)


def clean_text(text: str, longest: int) -> str:
    """Return ``text`` on one line, without what no keyboard types, cut to ``longest``."""
    readable = "".join(letter if letter.isprintable() else " " for letter in text[: longest * 4])
    return " ".join(readable.split())[:longest]


def chosen_values(get: QueryDict, facet: Facet) -> tuple[str, ...]:
    """Return the known values chosen for ``facet``, each once; ``field[]=x`` counts too."""
    asked = [*get.getlist(facet.name), *get.getlist(f"{facet.name}[]")]
    return tuple(dict.fromkeys(value for value in asked if facet.known(value)))


def number(text: str | None, default: int, least: int, most: int) -> int:
    """Return ``text`` as a whole number between ``least`` and ``most``."""
    try:
        return min(max(int(str(text)[:9]), least), most)
    except ValueError:
        return default
