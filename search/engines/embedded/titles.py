"""Titles that begin like what somebody is typing."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import tantivy
from tantivy import Query

from search.asked import Asked
from search.engines.embedded.order import page_keys
from search.engines.embedded.plan import Plan, TantivyQueries
from search.engines.plan import WordsPlan
from search.query import SearchQuery
from words import Term
from words.analysis import SURFACE

# So many words of titles are looked at that begin in the same way.
MOST_WORDS = 200


def titled(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, asked: Asked
) -> tuple[int, ...]:
    """Return the keys of the newest entries of ``query`` with ``asked`` in their titles."""
    plan = TitlePlan(searcher, schema, replace(query, sort="newest"), asked)
    return tuple(page_keys(searcher, plan, query.size))


class TitlePlan(Plan):
    """The same question, asked of titles."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, asked: Asked
    ) -> None:
        super().__init__(schema, query, asked)
        self._searcher = searcher

    @cached_property
    def _words(self) -> "TitleWords":
        return TitleWords(self._searcher, self.schema)


class TitleWords(WordsPlan[Query]):
    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        super().__init__(TantivyQueries(schema))
        self._searcher = searcher

    def _found(self, term: Term, language: str, beginning: str, scored: bool) -> Query:
        ways = [self._any_key("title", language, term.keys)] if term.keys else []
        ways += [self._row(row, language) for row in term.phrases if term.quoted]
        ways += [self._apart(term, language)] if term.apart else []
        ways += list(self._beginning(language, beginning)) if beginning else []
        return self.queries.any_of(ways)

    def _beginning(self, language: str, letters: str) -> Iterator[Query]:
        """Yield what finds titles with a word that begins with ``letters``.

        The words are looked up first: that takes a hundredth of a regular expression's time.
        """
        found = self._searcher.terms_with_prefix(f"title_{language}", SURFACE + letters)
        if words := [word for word, _count in found][:MOST_WORDS]:
            yield self._any_key("title", language, words)
