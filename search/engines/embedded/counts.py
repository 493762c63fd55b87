"""How many results each value of each facet has."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import tantivy

from search.engines.embedded.entries import SEPARATOR
from search.engines.embedded.plan import Plan

# Tantivy's limit; no bucket is ever cut off at it, so counts are exact.
ALL_BUCKETS = 65_000


def facet_counts(searcher: tantivy.Searcher, plan: Plan) -> dict[str, Mapping[str, int]]:
    """Return the counts of all facets, each leaving out its own choice.

    One pass counts the facets in which nothing is chosen; each of the others takes one
    of its own, because it is counted over other entries.
    """
    free = [facet for facet in plan.facets if facet not in plan.chosen]
    counts = _counts(searcher, plan.matching(), free)
    for facet in plan.chosen:
        counts |= _counts(searcher, plan.matching(leaving_out=facet), [facet])
    return counts


def _counts(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: Iterable[str]
) -> dict[str, Mapping[str, int]]:
    columns = [f"{form}_{facet}" for facet in facets for form in ("set", "list")]
    found = searcher.aggregate(query, {column: _all_values(column) for column in columns})
    return {facet: _of_facet(found, facet) for facet in facets}


def _all_values(column: str) -> dict[str, Any]:
    """Return Elasticsearch's words for "how often does each value stand in this column"."""
    return {"terms": {"field": column, "size": ALL_BUCKETS, "segment_size": ALL_BUCKETS}}


def _of_facet(found: Mapping[str, Any], facet: str) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for bucket in found[f"set_{facet}"]["buckets"]:
        for value in _values(bucket["key"]):
            counts[value] += bucket["doc_count"]
    for bucket in found[f"list_{facet}"]["buckets"]:
        counts[bucket["key"]] += bucket["doc_count"]
    return counts


@lru_cache(maxsize=10_000)
def _values(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR))
