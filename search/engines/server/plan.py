"""A reader's question as requests to a search server."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from search.asked import Asked
from search.engines import plan
from search.engines.server.queries import Query, ServerQueries, about
from search.engines.server.schema import WINDOW
from search.query import SearchQuery

Body = dict[str, Any]

# More values than any facet has, so that none is left out; servers allow 65,536 in all.
ALL_BUCKETS = 65_000
# How many distances to weigh at once: the nearest few usually fill a page.
FEW, MANY = 50, 400
# Names of requests: for the page, for counts with all choices, and with that of one facet left out.
PAGE, FREE, WITHOUT = "page", "free", "without_"
# Only what columns say is read of a hit.
BARE: Body = {"_source": False, "stored_fields": "_none_"}


class Plan(plan.Plan[Query]):
    """What answers one :class:`SearchQuery` about the words ``asked``."""

    def __init__(self, query: SearchQuery, asked: Asked) -> None:
        super().__init__(ServerQueries(), query, asked)
        self.first = query.size * (max(query.page, 1) - 1)

    @property
    def by_relevance(self) -> bool:
        return self.query.sort == "relevance" and bool(self.asked)

    @property
    def by_distance(self) -> bool:
        return self.query.sort == "nearest" and bool(self.places)

    @property
    def parts(self) -> dict[str, Body]:
        """What asks for the page, unless that takes requests of its own, and for all counts.

        Each count is a request of its own, because the server keeps the answers to those without
        hits until the index changes: what was counted for one choice is there for the next.
        """
        found = {} if self.by_distance or self._far else {PAGE: self._page}
        if self.query.counted or not found:
            found[FREE] = self._counting(self._free, self._chosen())
        if self.query.counted:
            for facet in self.chosen:
                found[WITHOUT + facet] = self._counting([facet], self._chosen(leaving_out=facet))
        return found

    @property
    def _page(self) -> Body:
        return {
            **BARE,
            "query": self._scored if self.by_relevance else self._matching(self._chosen()),
            "sort": self._order,
            "from": self.first,
            "size": self.query.size,
            "track_total_hits": not self.query.counted,
        }

    @property
    def _free(self) -> list[str]:
        """The facets without a choice, which are counted together."""
        return [f for f in self.facets if f not in self.chosen] if self.query.counted else []

    def _counting(self, facets: list[str], chosen: list[Query]) -> Body:
        """Return what counts all results, and the values of ``facets`` among them."""
        values = {f: {"terms": {"field": f"value_{f}", "size": ALL_BUCKETS}} for f in facets}
        return {
            "query": self._matching(chosen),
            "size": 0,
            "track_total_hits": True,
            **({"aggs": values} if values else {}),
        }

    @property
    def _far(self) -> bool:
        return self.first + self.query.size > WINDOW

    def rings(self) -> Iterator[Body]:
        """Yield what finds the nearest entries, then those further away, and so on."""
        groups = [
            [place for place, _km in same] for _km, same in groupby(self.places, key=itemgetter(1))
        ]
        first, nearer = 0, list[int]()
        while ring := groups[first : first + (MANY if first else FEW)]:
            yield self._ring(ring, nearer)
            first += len(ring)
            nearer = nearer + [place for group in ring for place in group]

    def _ring(self, ring: list[list[int]], nearer: list[int]) -> Body:
        weighed = [
            self.queries.weighing(self.queries.at_places(group), weight)
            for weight, group in enumerate(reversed(ring), start=1)
        ]
        query = {
            "filter": [self._matching(self._chosen())],
            "must": [self.queries.best_of(weighed)],
            "must_not": [self.queries.at_places(nearer)],
        }
        order = [{"_score": "desc"}, {"key": "desc"}]
        return {**BARE, "query": {"bool": query}, "sort": order, "track_total_hits": True}

    @cached_property
    def _filters(self) -> list[Query]:
        """What holds besides words and choices."""
        return [*self.always, *([self.near] if self.near else ())]

    @cached_property
    def _words(self) -> list[Query]:
        """What the words find, without regard to the order."""
        return [about(self.asked, scored=False)] if self.asked else []

    def _matching(self, chosen: list[Query]) -> Query:
        """Return what finds all matches among what was ``chosen`` in facets."""
        return {"bool": {"filter": [*self._filters, *self._words, *chosen]}}

    @property
    def _scored(self) -> Query:
        """What finds the same as all choices do, and weighs it."""
        words = about(self.asked, scored=True)
        filters = [*self._filters, *self._chosen()]
        return {"bool": {"filter": filters, "must": [words], "should": [*self.recent()]}}

    def _chosen(self, leaving_out: str = "") -> list[Query]:
        return [query for facet, query in self.choices.items() if facet != leaving_out]

    @property
    def _order(self) -> list[Mapping[str, str]]:
        """Return the order of a page; of equals the larger key comes first."""
        column = "ending" if self.query.sort == "ending" else "newest"
        return [{"_score" if self.by_relevance else column: "desc"}, {"key": "desc"}]
