"""The keys of one page, in the order asked for; ties by the larger key."""

from itertools import takewhile
from typing import NamedTuple

import tantivy
from tantivy import Query

from search.engines.embedded.plan import Plan

# Looked at beyond the page, in the hope that a tie ends there.
MARGIN = 30
# How many places to try, the nearest first, before all of them.
FEW_PLACES = (50, 400)


class Page(NamedTuple):
    keys: tuple[int, ...]
    total: int


def page(searcher: tantivy.Searcher, plan: Plan) -> Page:
    """Return the page that ``plan`` asks for; without keys beyond the last one."""
    sort = plan.query.sort
    if sort == "relevance" and plan.has_words:
        return _most_relevant(searcher, plan)
    if sort == "nearest" and plan.places:
        return _nearest(searcher, plan)
    return _by_column(searcher, plan, "ending" if sort == "ending" else "newest")


def _first(plan: Plan) -> int:
    return plan.query.size * (max(plan.query.page, 1) - 1)


def _by_column(searcher: tantivy.Searcher, plan: Plan, column: str) -> Page:
    found = searcher.search(
        plan.matching(), plan.query.size, order_by_field=column, offset=_first(plan)
    )
    return Page(tuple(_keys(searcher, found)), found.count)


def _most_relevant(searcher: tantivy.Searcher, plan: Plan) -> Page:
    end = _first(plan) + plan.query.size
    keys, total = _best(searcher, plan.matching(scored=True), end)
    return Page(tuple(keys[_first(plan) : end]), total)


def _nearest(searcher: tantivy.Searcher, plan: Plan) -> Page:
    """Return the page by the distance of each entry's nearest place.

    The nearest few places usually hold enough entries for the page; to weigh thousands
    of places is slow.
    """
    end = _first(plan) + plan.query.size
    total = searcher.search(plan.matching(), 1).count
    keys: list[int] = []
    for few in (*takewhile(lambda few: few < len(plan.places), FEW_PLACES), len(plan.places)):
        keys, found = _best(searcher, plan.matching(_by_distance(plan, few)), end)
        if found >= min(end, total):
            break
    return Page(tuple(keys[_first(plan) : end]), total)


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


def _best(searcher: tantivy.Searcher, query: Query, wanted: int) -> tuple[list[int], int]:
    """Return at least ``wanted`` keys in order of weight, if there are as many, and the total.

    Tantivy leaves open which of equals comes first. So we sort ourselves, and if equals
    reach beyond what was fetched we fetch all.
    """
    found = searcher.search(query, wanted + MARGIN)
    weights = [_weight(hit) for hit in found.hits]
    if len(weights) < found.count and weights[wanted - 1] == weights[-1]:
        found = searcher.search(query, found.count)
        weights = [_weight(hit) for hit in found.hits]
    ranked = sorted(zip(weights, _keys(searcher, found), strict=True), reverse=True)
    return [key for _weight, key in ranked], found.count


def _weight(hit: tuple[float, tantivy.DocAddress]) -> float:
    """Return the weight of a hit without the noise of adding in another order."""
    return round(hit[0], 2)


def _keys(searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[int]:
    addresses = [address for _order, address in found.hits]
    return searcher.fast_field_values("key", addresses) if addresses else []
