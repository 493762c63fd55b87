"""How many results there are, in all and for each value of each facet."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import tantivy

from search.engines.embedded.entries import SEPARATOR
from search.engines.embedded.plan import Conditions, Plan

# Tantivy's limit; no bucket is ever cut off at it, so counts are exact.
ALL_BUCKETS = 65_000
# How the values of a facet stand in columns, see schema.py.
FORMS = ("set", "list")
# The counts of one question take up to 100 kB.
MOST_KNOWN = 100


class Tally(NamedTuple):
    total: int
    facets: dict[str, Mapping[str, int]]
    # Facet with a choice → how many results there would be without that choice.
    without: Mapping[str, int] = {}


class Tallies:
    """What was counted in one state of the index; nothing is counted twice in it."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._known: dict[Conditions, Tally] = {}

    def of(self, plan: Plan) -> Tally:
        """Return the number of results and the counts of all facets.

        One pass counts the facets in which nothing is chosen. Each of the others leaves
        out its own choice, so it is counted over other entries, in a pass of its own;
        but those entries are often what was asked just before the choice was made.
        """
        if not plan.query.counted:
            return self._tally(plan, [])
        free = [facet for facet in plan.facets if facet not in plan.chosen]
        total, counts, _without = self._tally(plan, free)
        without = {}
        for facet in plan.chosen:
            other = self._tally(plan, [facet], leaving_out=facet)
            counts |= other.facets
            without[facet] = other.total
        return Tally(total, counts, without)

    def _tally(self, plan: Plan, facets: list[str], leaving_out: str = "") -> Tally:
        conditions = plan.conditions(leaving_out)
        known = self._known.get(conditions)
        unknown = [facet for facet in facets if not known or facet not in known.facets]
        if unknown or not known:
            new = counted(self._searcher, plan.matching(leaving_out=leaving_out), unknown)
            known = Tally(new.total, (known.facets if known else {}) | new.facets)
            self._keep(conditions, known)
        return Tally(known.total, {facet: known.facets[facet] for facet in facets})

    def _keep(self, conditions: Conditions, tally: Tally) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[conditions] = tally


def counted(searcher: tantivy.Searcher, query: tantivy.Query, facets: Iterable[str]) -> Tally:
    """Return the number of matches of ``query``, and of each value of ``facets`` among them."""
    asked = {f"{form}_{facet}": _values_in(f"{form}_{facet}") for facet in facets for form in FORMS}
    asked["total"] = {"value_count": {"field": "key"}}
    found = searcher.aggregate(query, asked)
    return Tally(int(found["total"]["value"]), {facet: _of_facet(found, facet) for facet in facets})


def _values_in(column: str) -> dict[str, Any]:
    """Return Elasticsearch's words for "how often does each value stand in this column"."""
    return {"terms": {"field": column, "size": ALL_BUCKETS, "segment_size": ALL_BUCKETS}}


def _of_facet(found: Mapping[str, Any], facet: str) -> Mapping[str, int]:
    """Return the counts of single values from those of sets and of values in lists."""
    counts: dict[str, int] = {b["key"]: b["doc_count"] for b in found[f"list_{facet}"]["buckets"]}
    for bucket in found[f"set_{facet}"]["buckets"]:
        entries = bucket["doc_count"]
        for value in _values(bucket["key"]):
            counts[value] = counts.get(value, 0) + entries
    return counts


@lru_cache(maxsize=10_000)
def _values(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR))
