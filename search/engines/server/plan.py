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
# Names of counts: without any choice left out, and with that of one facet.
FREE, WITHOUT = "free", "without_"
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
    def counts(self) -> Body:
        """What counts everything; with the page as well, unless that takes requests of its own.

        Choices narrow the page only afterwards, since counts leave out each facet's own.
        """
        size = 0 if self.by_distance or self._far else self.query.size
        return {
            **BARE,
            "query": self._matching,
            "post_filter": all_of(self._chosen()),
            **({"aggs": aggs} if (aggs := dict(self._counted())) else {}),
            "sort": self._order,
            "from": self.first if size else 0,
            "size": size,
            "track_total_hits": True,
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
            "filter": [self._matching, *self._chosen()],
            "must": [self.queries.best_of(weighed)],
            "must_not": [self.queries.at_places(nearer)],
        }
        order = [{"_score": "desc"}, {"key": "desc"}]
        return {**BARE, "query": {"bool": query}, "sort": order, "track_total_hits": True}

    @cached_property
    def _matching(self) -> Query:
        """What finds all matches, whatever was chosen in facets."""
        filters = [*self.always, *([self.near] if self.near else ())]
        if not self.asked:
            return all_of(filters)
        words = about(self.asked, scored=self.by_relevance)
        if not self.by_relevance:
            return all_of([*filters, words])
        return {"bool": {"filter": filters, "must": [words], "should": [*self.recent()]}}

    def _chosen(self, leaving_out: str = "") -> list[Query]:
        return [query for facet, query in self.choices.items() if facet != leaving_out]

    @property
    def _order(self) -> list[Mapping[str, str]]:
        """Return the order of a page; of equals the larger key comes first."""
        column = "ending" if self.query.sort == "ending" else "newest"
        return [{"_score" if self.by_relevance else column: "desc"}, {"key": "desc"}]

    def _counted(self) -> Iterator[tuple[str, Body]]:
        if not self.query.counted:
            return
        free = [facet for facet in self.facets if facet not in self.chosen]
        yield FREE, counted(free, self._chosen())
        for facet in self.chosen:
            yield WITHOUT + facet, counted([facet], self._chosen(leaving_out=facet))


def counted(facets: list[str], among: list[Query]) -> Body:
    """Return what counts the values of ``facets`` in that which all of ``among`` find."""
    values = {f: {"terms": {"field": f"value_{f}", "size": ALL_BUCKETS}} for f in facets}
    return {"filter": all_of(among), **({"aggs": values} if values else {})}


def all_of(queries: list[Query]) -> Query:
    """Return what finds all that each of ``queries`` finds; everything if there are none."""
    return {"bool": {"filter": queries}}
