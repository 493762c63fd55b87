"""A reader's question as Tantivy queries."""

from collections.abc import Hashable, Iterable
from functools import cached_property

import tantivy
from tantivy import Occur, Query

from search import words
from search.engines.embedded.schema import field_language, languages
from search.places import within
from search.query import SearchQuery
from search.registry import searchable

# What a word in the title and in the summary weighs, beside 1 for any.
TITLE, SUMMARY = 6.0, 2.5

Conditions = tuple[Hashable, ...]


class Plan:
    """The queries that answer one :class:`SearchQuery`."""

    def __init__(self, schema: tantivy.Schema, query: SearchQuery) -> None:
        self.schema = schema
        self.query = query
        self.kind = searchable(query.kind)
        self.facets = self.kind.facets
        self.chosen = {f: query.filters[f] for f in self.facets if query.filters.get(f)}

    def matching(
        self, *, leaving_out: str = "", scored: bool = False, nearest: Query | None = None
    ) -> Query:
        """Return the query for all matches, or without the choice in one facet.

        Words weigh something if ``scored``. ``nearest`` weighs places, and stands in for
        the condition that one of them is near.
        """
        parts = [*self._always, *(query for query in (nearest or self._near,) if query)]
        parts += [query for facet, query in self._choices.items() if facet != leaving_out]
        if self.has_words:
            asked = self._words(scored=scored)
            parts.append(asked if scored else weightless(asked))
        return all_of(parts)

    def conditions(self, leaving_out: str = "") -> Conditions:
        """Return what :meth:`matching` depends on; equal for queries with the same matches."""
        chosen = frozenset((f, frozenset(v)) for f, v in self.chosen.items() if f != leaving_out)
        asked = tuple(words.query_words(self.query.words))
        reader = self.query.language if asked else ""
        where = self.query.near, frozenset(self.query.within)
        return self.query.kind, self.query.today, where, asked, reader, chosen

    @cached_property
    def has_words(self) -> bool:
        return bool(words.query_words(self.query.words))

    @cached_property
    def places(self) -> tuple[tuple[int, float], ...]:
        """The places nearby, each with its distance, nearest first."""
        return within(self.query.near) if self.query.near else ()

    @cached_property
    def _always(self) -> tuple[Query, ...]:
        """What holds whatever is asked."""
        today = self.query.today.toordinal()
        open_today = Query.range_query(self.schema, "expires", tantivy.FieldType.Unsigned, today)
        always = (self._term("kind", self.query.kind), weightless(open_today))
        return (*always, self._within) if self.query.within else always

    @property
    def _within(self) -> Query:
        """What the site shows at all."""
        values = [*(("region", code) for code in self.query.within), *self.kind.anywhere]
        return any_of(self._term(f"value_{facet}", value) for facet, value in values)

    @cached_property
    def _near(self) -> Query | None:
        ids = [place for place, _km in self.places]
        query = Query.term_set_query(self.schema, "places", ids)
        return weightless(query) if self.query.near else None

    @cached_property
    def _choices(self) -> dict[str, Query]:
        return {
            facet: any_of(self._term(f"value_{facet}", value) for value in values)
            for facet, values in self.chosen.items()
        }

    def _words(self, *, scored: bool) -> Query:
        """Return the query for all words in the version that this reader is shown."""
        reader = field_language(self.query.language)
        versions = [self._all_words(reader, scored)]
        versions += [
            all_of([self._term("shown", f"{reader}:{other}"), self._all_words(other, scored)])
            for other in languages()
            if other != reader
        ]
        return any_of(versions)

    def _all_words(self, language: str, scored: bool) -> Query:
        asked = words.query_keys(self.query.words, language, self.query.language)
        return all_of([self._word(keys, language, scored) for keys in asked])

    def _word(self, keys: tuple[str, ...], language: str, scored: bool) -> Query:
        anywhere = self._any_key("words", keys, language)
        if not scored:
            return anywhere
        title = Query.boost_query(self._any_key("title", keys, language), TITLE)
        summary = Query.boost_query(self._any_key("summary", keys, language), SUMMARY)
        return Query.boolean_query(
            [(Occur.Must, anywhere), (Occur.Should, title), (Occur.Should, summary)]
        )

    def _any_key(self, part: str, keys: tuple[str, ...], language: str) -> Query:
        field = f"{part}_{language}"
        return any_of(Query.term_query(self.schema, field, key, "freq") for key in keys)

    def _term(self, field: str, value: str) -> Query:
        return weightless(Query.term_query(self.schema, field, value, "basic"))


def weightless(query: Query) -> Query:
    """Return ``query`` without influence on the order."""
    return Query.const_score_query(query, 0.0)


def all_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
