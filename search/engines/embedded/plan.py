"""A reader's question as Tantivy queries."""

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property

import tantivy
from tantivy import FieldType, Occur, Query

from search.asked import Asked
from search.engines import plan
from search.engines.plan import WordsPlan
from search.query import SearchQuery
from words.analysis import Place

Conditions = tuple[Hashable, ...]


class TantivyQueries(plan.Queries[Query]):
    """Queries about an index with ``schema``."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema

    def term(self, field: str, value: str) -> Query:
        return weightless(Query.term_query(self.schema, field, value, "basic"))

    def at_least(self, column: str, least: int) -> Query:
        return weightless(Query.range_query(self.schema, column, FieldType.Unsigned, least))

    def at_places(self, places: Sequence[int]) -> Query:
        return weightless(Query.term_set_query(self.schema, "places", list(places)))

    def any_key(self, field: str, keys: Iterable[str]) -> Query:
        # A set of terms walks the dictionary of the field: 0.2 ms; looking up one takes 0.01.
        return self.any_of(Query.term_query(self.schema, field, key, "basic") for key in keys)

    def begins(self, field: str, beginning: str) -> Query:
        return Query.regex_query(self.schema, field, re.escape(beginning) + ".*")

    def row(self, field: str, row: Sequence[Place]) -> Query:
        return self._sloppy(field, row, 0)

    def near(self, field: str, one: Place, other: Place, between: int) -> Query:
        """Look both ways: Tantivy counts a pair the other way round as two words further apart."""
        rows = (one, other), (other, one)
        return self.any_of(self._sloppy(field, row, between) for row in rows)

    def _sloppy(self, field: str, row: Sequence[Place], between: int) -> Query:
        if len(row) == 1:
            return self.any_key(field, row[0])
        if all(len(place) == 1 for place in row):
            return Query.phrase_query(self.schema, field, [*map(min, row)], between)
        patterns: list[str | tuple[int, str]] = [
            "|".join(re.escape(key) for key in sorted(place)) for place in row
        ]
        return Query.regex_phrase_query(self.schema, field, patterns, between)

    def nothing(self) -> Query:
        return Query.empty_query()

    def any_of(self, queries: Iterable[Query]) -> Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def all_of(self, queries: Iterable[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def some_of(self, queries: Sequence[Query], least: int) -> Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries], least)

    def best_of(self, queries: Sequence[Query]) -> Query:
        return Query.disjunction_max_query(list(queries))

    def weighing(self, query: Query, weight: float) -> Query:
        return Query.const_score_query(query, weight)

    def with_bonus(self, query: Query, bonus: Iterable[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, query), *((Occur.Should, each) for each in bonus)])


class Plan(plan.Plan[Query]):
    """The queries that answer one :class:`SearchQuery` about the words ``asked``."""

    def __init__(self, schema: tantivy.Schema, query: SearchQuery, asked: Asked) -> None:
        super().__init__(TantivyQueries(schema), query, asked)
        self.schema = schema

    def matching(
        self, *, leaving_out: str = "", scored: bool = False, nearest: Query | None = None
    ) -> Query:
        """Return the query for all matches, or without the choice in one facet.

        Words weigh something if ``scored``. ``nearest`` weighs places, and stands in for
        the condition that one of them is near.
        """
        parts = [*self.always, *(query for query in (nearest or self.near,) if query)]
        parts += [query for facet, query in self.choices.items() if facet != leaving_out]
        if not self.asked:
            return self.queries.all_of(parts)
        asked = self._words.query(self.asked, scored=scored)
        if not scored:
            return self.queries.all_of([*parts, weightless(asked)])
        return self.queries.with_bonus(self.queries.all_of([*parts, asked]), self.recent())

    def conditions(self, leaving_out: str = "") -> Conditions:
        """Return what :meth:`matching` depends on; equal for queries with the same matches."""
        chosen = frozenset((f, frozenset(v)) for f, v in self.chosen.items() if f != leaving_out)
        asked = self.asked.key if self.asked else ""
        where = self.query.near, frozenset(self.query.within)
        return self.query.kind, self.query.today, where, asked, chosen

    @cached_property
    def _words(self) -> WordsPlan[Query]:
        return words_plan(self.schema)


def words_plan(schema: tantivy.Schema) -> WordsPlan[Query]:
    """Return what plans questions about an index with ``schema``."""
    return WordsPlan(TantivyQueries(schema))


def weightless(query: Query) -> Query:
    """Return ``query`` without influence on the order."""
    return Query.const_score_query(query, 0.0)
