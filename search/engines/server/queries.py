"""Queries as Elasticsearch and OpenSearch read them."""

from collections.abc import Iterable, Sequence
from typing import Any

from search.asked import Asked
from search.engines.plan import Queries, WordsPlan
from search.engines.server.entries import seconds
from words.analysis import Place

Query = dict[str, Any]

# Servers take 1,024 of them in one query, and refuse it else.
MOST_LEAVES = 1000
LEAVES = {"term", "terms", "prefix", "range", "span_term", "match_none"}


class ServerQueries(Queries[Query]):
    """What each of the two servers understands."""

    def term(self, field: str, value: str) -> Query:
        return weightless({"term": {field: value}})

    def at_least(self, column: str, least: int) -> Query:
        least = seconds(least) if column == "newest" else least
        return weightless({"range": {column: {"gte": least}}})

    def at_places(self, places: Sequence[int]) -> Query:
        return weightless({"terms": {"places": list(places)}})

    def any_key(self, field: str, keys: Iterable[str]) -> Query:
        return {"terms": {field: sorted(keys)}}

    def begins(self, field: str, beginning: str) -> Query:
        return {"prefix": {field: beginning}}

    def row(self, field: str, row: Sequence[Place]) -> Query:
        if len(row) == 1:
            return self.any_key(field, row[0])
        places = [_span(field, place) for place in row]
        return {"span_near": {"clauses": places, "slop": 0, "in_order": True}}

    def near(self, field: str, one: Place, other: Place, between: int) -> Query:
        places = [_span(field, one), _span(field, other)]
        return {"span_near": {"clauses": places, "slop": between, "in_order": False}}

    def nothing(self) -> Query:
        return {"match_none": {}}

    def any_of(self, queries: Iterable[Query]) -> Query:
        return self.some_of([*queries], 1)

    def all_of(self, queries: Iterable[Query]) -> Query:
        return {"bool": {"must": [*queries]}}

    def some_of(self, queries: Sequence[Query], least: int) -> Query:
        if not queries:
            return self.nothing()
        return {"bool": {"should": [*queries], "minimum_should_match": least}}

    def best_of(self, queries: Sequence[Query]) -> Query:
        return {"dis_max": {"queries": [*queries]}} if queries else self.nothing()

    def weighing(self, query: Query, weight: float) -> Query:
        return {"constant_score": {"filter": query, "boost": weight}}

    def with_bonus(self, query: Query, bonus: Iterable[Query]) -> Query:
        return {"bool": {"must": [query], "should": [*bonus]}}


class LooseQueries(ServerQueries):
    """For what would be too long otherwise: a row is any text that has all its words."""

    def row(self, field: str, row: Sequence[Place]) -> Query:
        return self.all_of(self.any_key(field, place) for place in row)


def weightless(query: Query) -> Query:
    """Return ``query`` without influence on the order."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def _span(field: str, place: Place) -> Query:
    keys = [{"span_term": {field: key}} for key in sorted(place)]
    return keys[0] if len(keys) == 1 else {"span_or": {"clauses": keys}}


def about(asked: Asked, *, scored: bool) -> Query:
    """Return the query for ``asked``.

    What is too much for a server is asked more simply: first without regard to words that
    stand near each other, then without regard to the order of words in quotes and synonyms.
    """
    exact, loose = ServerQueries(), LooseQueries()
    for plan in (WordsPlan(exact), WordsPlan(exact, neighbours=False)):
        query = plan.query(asked, scored=scored)
        if leaves(query) <= MOST_LEAVES:
            return query
    return WordsPlan(loose, neighbours=False).query(asked, scored=scored)


def leaves(query: object) -> int:
    """Return how many parts ``query`` has that hold no others."""
    if isinstance(query, dict):
        return sum(1 if name in LEAVES else leaves(part) for name, part in query.items())
    return sum(map(leaves, query)) if isinstance(query, list) else 0
