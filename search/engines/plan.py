"""A reader's question as queries: the same for every engine, whatever its queries are made of."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from search import weights
from search.asked import Asked, Version
from search.engines.entries import since
from search.places import within
from search.query import SearchQuery
from search.registry import searchable
from words import Term, fold
from words.analysis import SURFACE, Place

Q = TypeVar("Q")


class Queries(ABC, Generic[Q]):
    """What an engine puts queries together from. Weights add up, but for ``best_of``."""

    @abstractmethod
    def term(self, field: str, value: str) -> Q:
        """Return what finds ``value`` in ``field``, without influence on the order."""

    @abstractmethod
    def at_least(self, column: str, least: int) -> Q:
        """Return what finds numbers from ``least`` on, without influence on the order."""

    @abstractmethod
    def at_places(self, places: Sequence[int]) -> Q:
        """Return what finds entries at one of ``places``, without influence on the order."""

    @abstractmethod
    def any_key(self, field: str, keys: Iterable[str]) -> Q:
        """Return what finds any of ``keys``."""

    @abstractmethod
    def begins(self, field: str, beginning: str) -> Q:
        """Return what finds keys that begin so."""

    @abstractmethod
    def row(self, field: str, row: Sequence[Place]) -> Q:
        """Return what finds one key of each place, one right after the other."""

    @abstractmethod
    def near(self, field: str, one: Place, other: Place, between: int) -> Q:
        """Return what finds a key of each place with at most ``between`` keys between them.

        Either may come first; the two have no key in common.
        """

    @abstractmethod
    def nothing(self) -> Q:
        """Return what finds nothing."""

    @abstractmethod
    def any_of(self, queries: Iterable[Q]) -> Q:
        """Return what finds all that one of ``queries`` finds; nothing if there are none."""

    @abstractmethod
    def all_of(self, queries: Iterable[Q]) -> Q:
        """Return what finds all that each of ``queries`` finds; there must be some."""

    @abstractmethod
    def some_of(self, queries: Sequence[Q], least: int) -> Q:
        """Return what finds all that ``least`` of ``queries`` find."""

    @abstractmethod
    def best_of(self, queries: Sequence[Q]) -> Q:
        """Return what finds the same as ``any_of``; the greatest weight counts."""

    @abstractmethod
    def weighing(self, query: Q, weight: float) -> Q:
        """Return what finds the same; each find weighs ``weight``."""

    @abstractmethod
    def with_bonus(self, query: Q, bonus: Iterable[Q]) -> Q:
        """Return ``query``, which is needed, with ``bonus``, which only counts."""


class Plan(Generic[Q]):
    """The queries that answer one :class:`SearchQuery` about the words ``asked``."""

    def __init__(self, queries: Queries[Q], query: SearchQuery, asked: Asked) -> None:
        self.queries = queries
        self.query = query
        self.asked = asked
        self.kind = searchable(query.kind)
        self.facets = self.kind.facets
        self.chosen = {f: query.filters[f] for f in self.facets if query.filters.get(f)}

    @cached_property
    def places(self) -> tuple[tuple[int, float], ...]:
        """The places nearby, each with its distance, nearest first."""
        return within(self.query.near) if self.query.near else ()

    @cached_property
    def always(self) -> tuple[Q, ...]:
        """What holds whatever is asked."""
        open_today = self.queries.at_least("expires", self.query.today.toordinal())
        always = (self.queries.term("kind", self.query.kind), open_today)
        return (*always, self._within) if self.query.within else always

    @property
    def _within(self) -> Q:
        """What the site shows at all."""
        values = [*(("region", code) for code in self.query.within), *self.kind.anywhere]
        return self.queries.any_of(self.queries.term(f"value_{f}", value) for f, value in values)

    @cached_property
    def near(self) -> Q | None:
        """What is at one of the places nearby; None if it may be anywhere."""
        places = [place for place, _km in self.places]
        return self.queries.at_places(places) if self.query.near else None

    @cached_property
    def choices(self) -> dict[str, Q]:
        """What was chosen in each facet."""
        return {
            facet: self.queries.any_of(self.queries.term(f"value_{facet}", v) for v in values)
            for facet, values in self.chosen.items()
        }

    def recent(self) -> Iterator[Q]:
        """Yield what entries get for being new."""
        for recent in weights.RECENT:
            day = weights.since(self.query.today, recent)
            least = since(day) if recent.column == "newest" else day.toordinal()
            yield self.queries.weighing(self.queries.at_least(recent.column, least), recent.bonus)


class WordsPlan(Generic[Q]):
    """The queries for the words of a question, without regard to kinds and facets."""

    def __init__(self, queries: Queries[Q], *, neighbours: bool = True) -> None:
        """``neighbours`` tells whether words that stand near each other count."""
        self.queries = queries
        self.neighbours = neighbours

    def query(self, asked: Asked, *, scored: bool) -> Q:
        """Return the query for the words in the version that this reader is shown."""
        own, *others = asked.versions
        versions = [self._version(own, scored=scored)]
        if scored and others:
            worth = self.queries.weighing(shown(self.queries, asked, own), weights.OWN)
            versions = [self.queries.with_bonus(versions[0], [worth])]
        versions += [
            self.queries.all_of(
                [shown(self.queries, asked, other), self._version(other, scored=scored)]
            )
            for other in others
        ]
        return self.queries.any_of(versions)

    def _version(self, version: Version, *, scored: bool) -> Q:
        last = len(version.terms) - 1
        parts = [
            self._found(term, version.language, version.beginning if n == last else "", scored)
            for n, term in enumerate(version.terms)
        ]
        if not parts:
            return self.queries.nothing()
        found = self.queries.some_of(parts, version.least)
        if scored and self.neighbours:
            return self.queries.with_bonus(found, self._neighbours(version))
        return found

    def _found(self, term: Term, language: str, beginning: str, scored: bool) -> Q:
        """Return what finds ``term``; weighed by the best of its ways, if ``scored``."""
        if not scored:
            ways = [self._any_key("words", language, term.keys)] if term.keys else []
            ways += [self._row(row, language) for row in term.phrases]
            ways += [self._apart(term, language)] if term.apart else []
            ways += [self._begins("words", language, beginning)] if beginning else []
            return self.queries.any_of(ways)
        return self.queries.best_of(
            [
                self.queries.weighing(query, weight)
                for query, weight in self._ways(term, language, beginning)
            ]
        )

    def _ways(self, term: Term, language: str, beginning: str) -> Iterator[tuple[Q, float]]:
        by_weight = by_weights(term.keys)
        letters = [SURFACE + fold(term.word)] if term.place else []
        for part, worth in weights.PARTS.items():
            for weight, keys in by_weight.items():
                yield self._any_key(part, language, keys), weight * worth
            # Letters alone are no match, so that the same entries match without weights.
            if letters and 1.0 in by_weight:
                exact = self.queries.all_of(
                    [
                        self._any_key(part, language, letters),
                        self._any_key(part, language, by_weight[1.0]),
                    ]
                )
                yield exact, weights.LETTERS * worth
            if beginning:
                yield self._begins(part, language, beginning), weights.BEGINNING * worth
        for row, weight in term.phrases.items():
            yield self._row(row, language), weights.stepped(weight) * weights.SUMMARY
        if term.apart:
            yield self._apart(term, language), weights.APART

    def _apart(self, term: Term, language: str) -> Q:
        """Return what finds all words of a phrase, wherever they stand."""
        return self.queries.all_of(
            [self._found(part, language, "", scored=False) for part in term.apart]
        )

    def _neighbours(self, version: Version) -> Iterator[Q]:
        """Yield what texts get that have words near each other as they were typed.

        Two forms of one word are no neighbours: a single word of a text would be both.
        """
        field = f"order_{version.language}"
        for one, other in pairwise(version.terms):
            if one.place and other.place and one.place.isdisjoint(other.place):
                near = self.queries.near(field, one.place, other.place, weights.BETWEEN)
                yield self.queries.weighing(near, weights.NEIGHBOURS)

    def _any_key(self, part: str, language: str, keys: Iterable[str]) -> Q:
        return self.queries.any_key(f"{part}_{language}", keys)

    def _begins(self, part: str, language: str, letters: str) -> Q:
        return self.queries.begins(f"{part}_{language}", SURFACE + letters)

    def _row(self, row: tuple[Place, ...], language: str) -> Q:
        return self.queries.row(f"order_{language}", row)


def shown(queries: Queries[Q], asked: Asked, version: Version) -> Q:
    """Return what finds the entries that the reader sees in the language of ``version``."""
    return queries.term("shown", f"{asked.reader}:{version.language}")


def by_weights(keys: Mapping[str, float]) -> dict[float, list[str]]:
    """Return ``keys`` by what they weigh."""
    found: dict[float, list[str]] = defaultdict(list)
    for key, weight in keys.items():
        found[weights.stepped(weight)].append(key)
    return found
