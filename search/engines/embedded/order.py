"""The keys of one page, in the order asked for; ties by the larger key."""

from itertools import takewhile
from typing import cast

import tantivy
from tantivy import Query

from search.engines.embedded.plan import Plan

# Looked at beyond the page, in the hope that a tie ends there.
MARGIN = 30
# How many places to try, the nearest first, before all of them.
FEW_PLACES = (50, 400)


def page_keys(searcher: tantivy.Searcher, plan: Plan, total: int) -> list[int]:
    """Return the keys of the page that ``plan`` asks for; none beyond the last page.

    ``total`` is how many results there are.
    """
    first = plan.query.size * (max(plan.query.page, 1) - 1)
    last = min(first + plan.query.size, total)
    if first >= last:
        return []
    if plan.query.sort == "relevance" and plan.asked:
        return _best(searcher, plan.matching(scored=True), last)[first:last]
    if plan.query.sort == "nearest" and plan.places:
        return _nearest(searcher, plan, last)[first:last]
    column = "ending" if plan.query.sort == "ending" else "newest"
    found = searcher.search(
        plan.matching(), last - first, count=False, order_by_field=column, offset=first
    )
    return _keys(searcher, found)


def _nearest(searcher: tantivy.Searcher, plan: Plan, wanted: int) -> list[int]:
    """Return at least ``wanted`` keys by the distance of each entry's nearest place.

    The nearest few places usually hold enough; to weigh thousands of places is slow.
    """
    keys: list[int] = []
    for few in (*takewhile(lambda few: few < len(plan.places), FEW_PLACES), len(plan.places)):
        keys = _best(searcher, plan.matching(nearest=_by_distance(plan, few)), wanted)
        if len(keys) >= wanted:
            break
    return keys


def _by_distance(plan: Plan, few: int) -> Query:
    """Return the query for entries in the nearest places; the nearer, the more it weighs."""
    near = plan.places[:few]
    ranks = {km: rank for rank, km in enumerate(sorted({km for _place, km in near}, reverse=True))}
    return Query.disjunction_max_query(
        [
            Query.const_score_query(
                Query.term_query(plan.schema, "places", place, "basic"), ranks[km] + 1.0
            )
            for place, km in near
        ]
    )


def _best(searcher: tantivy.Searcher, query: Query, wanted: int) -> list[int]:
    """Return at least ``wanted`` keys in order of weight, if there are as many.

    Tantivy leaves open which of equals comes first. So we sort ourselves, and if equals
    reach beyond what was fetched we fetch all.
    """
    found = searcher.search(query, wanted + MARGIN)
    weights = _weights(found)
    matches: int = found.count  # type: ignore[attr-defined]  # missing in tantivy.pyi
    if len(weights) < matches and weights[wanted - 1] == weights[-1]:
        found = searcher.search(query, matches)
        weights = _weights(found)
    ranked = sorted(zip(weights, _keys(searcher, found), strict=True), reverse=True)
    return [key for _weight, key in ranked]


def _weights(found: tantivy.SearchResult) -> list[float]:
    """Return the weights of the hits without the noise of adding in another order."""
    return [round(weight, 2) for weight, _address in found.hits]


def _keys(searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[int]:
    addresses = [address for _order, address in found.hits]
    keys = searcher.fast_field_values("key", addresses) if addresses else []
    return cast("list[int]", keys)
