"""From thousands of calls to the few that fit best, through the search engine.

The engine is asked for those that meet a set of wishes, the sets that are worth most first,
until there are enough. Only whether it finds a call and by which plain order (nearest, newest)
counts, no weights of its own; so each engine, and the database, leads to the same list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from typing import Any

from django.utils import timezone

from opportunities.choices import Mode
from opportunities.matching import (
    WORDS,
    Facts,
    Match,
    Spot,
    Wishes,
    fit,
    is_enough,
    points_of,
    ranked,
)
from opportunities.models.opportunity import Opportunity
from search import fields
from search.query import Near, SearchQuery
from search.service import search

KIND = "opportunity"
# So many are listed: more than anybody compares, few enough to be read on a phone.
BEST = 12
# Where no more are possible at all, all of them are looked at: one question instead of many.
WHOLE = 60
# Sets of wishes that are asked for at most; while the engine is away, each of them is dear.
MOST_SETS, MOST_SETS_WITHOUT_ENGINE = 16, 3
ROW = ("pk", "mode", "commitment", "times", "welcomes", "languages", "minimum_age")


def best(wishes: Wishes, language: str, most: int = BEST) -> list[Match]:
    """Return the ``most`` public calls that fit best, best first, for a reader of ``language``."""
    return Candidates(wishes, language, most).matches()


class Candidates:
    """The calls that one person's wishes lead to; asks anew for each person."""

    def __init__(self, wishes: Wishes, language: str, most: int) -> None:
        self.wishes = wishes
        self.language = language
        self.most = most
        self.keys: dict[int, None] = {}
        # Those of them in which the words were found.
        self.found: set[int] = set()
        self.facts: dict[int, Facts] = {}
        self.complete = True

    def matches(self) -> list[Match]:
        """Return those that fit best."""
        if self._ask((), WHOLE):
            if self.wishes.words:
                self._ask((WORDS,), WHOLE)
            return self._ranked()
        self.keys.clear()
        enough = self.most
        for sets in self._levels():
            for each in sets:
                self._ask(each, self._size)
            if len(self.keys) >= enough:
                if len(found := self._ranked()) >= self.most:
                    return found
                # Each look at what they say takes three queries.
                enough = 2 * len(self.keys)
        return self._ranked()

    def _levels(self) -> Iterator[list[tuple[str, ...]]]:
        """Yield the sets of wishes to ask for, those of equal worth together, the dearest first."""
        most = MOST_SETS if self.complete else MOST_SETS_WITHOUT_ENGINE
        for _points, level in groupby(sets_of(self.wishes)[:most], key=points_of):
            yield list(level)

    @property
    def _size(self) -> int:
        """How many to ask for, so that enough are new; more where some will be left out."""
        size = self.most + len(self.keys)
        unasked = self.wishes.avoided or self.wishes.age is not None
        return size * 3 if unasked else size

    def _ask(self, met: Sequence[str], size: int) -> bool:
        """Note those that meet the wishes ``met``, near and from home; return whether it is all."""
        whole = True
        for query in self.queries(met, size):
            results = search(query)
            self.keys.update(dict.fromkeys(results.keys))
            if WORDS in met:
                self.found.update(results.keys)
            self.complete &= results.complete
            whole &= results.total <= len(results.keys)
        return whole

    def queries(self, met: Sequence[str], size: int) -> Iterator[SearchQuery]:
        """Yield the questions for the calls that meet the wishes ``met``."""
        wishes = self.wishes
        query = SearchQuery(
            KIND,
            self.language,
            words=wishes.words if WORDS in met else "",
            filters=filters(wishes, met),
            size=size,
            literal=True,
            counted=False,
            today=timezone.localdate(),
        )
        if wishes.spot:
            near = Near(wishes.spot.pk, wishes.radius)
            yield replace(query, near=near, sort="nearest")
        if wishes.remote:
            yield replace(query, filters={**query.filters, "mode": (Mode.REMOTE.value,)})
        if not wishes.spot and not wishes.remote:
            yield query

    def _ranked(self) -> list[Match]:
        """Return the best of all that is known by now."""
        if missing := [key for key in self.keys if key not in self.facts]:
            self.facts |= facts_of(missing)
        known = (self.facts[key] for key in self.keys if key in self.facts)
        judged = (fit(self.wishes, replace(f, found=f.key in self.found)) for f in known)
        return ranked(match for match in judged if match)[: self.most]


def sets_of(wishes: Wishes) -> list[tuple[str, ...]]:
    """Return the sets of wishes that are worth enough to be met alone, the dearest first."""
    stated = wishes.stated
    sets = [each for size in range(len(stated) + 1) for each in combinations(stated, size)]
    enough = [each for each in sets if is_enough(wishes, points_of(each))]
    return sorted(enough, key=points_of, reverse=True)


def filters(wishes: Wishes, met: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what the engine has to filter by for the wishes ``met``, and what is a must."""
    chosen = {facet: wishes.likes[facet] for facet in met if facet != WORDS}
    if wishes.avoided:
        liked = chosen.get("field", fields.by_slug())
        chosen["field"] = tuple(slug for slug in liked if slug not in wishes.avoided)
    if wishes.languages:
        chosen["language"] = wishes.languages
    return chosen


def facts_of(keys: Iterable[int]) -> dict[int, Facts]:
    """Return the facts of those ``keys`` that are public, by key: three queries."""
    public = Opportunity.objects.published().filter(pk__in=list(keys))
    rows = {row["pk"]: row for row in public.values(*ROW, "first_published_at")}
    slugs, spots = fields.slugs_of(Opportunity, rows), spots_of(rows)
    return {key: facts(row, slugs[key], spots[key]) for key, row in rows.items()}


def facts(row: Mapping[str, Any], slugs: Iterable[str], spots: Iterable[Spot]) -> Facts:
    return Facts(
        key=row["pk"],
        values={
            "field": tuple(slugs),
            "audience": tuple(row["welcomes"]),
            "time": tuple(row["times"]),
            "commitment": (row["commitment"],),
        },
        mode=row["mode"],
        spots=tuple(spots),
        languages=tuple(row["languages"]),
        minimum_age=row["minimum_age"],
        published=row["first_published_at"],
    )


def spots_of(keys: Iterable[int]) -> dict[int, list[Spot]]:
    """Return where each call takes place; one query."""
    through = Opportunity.places.through.objects.filter(opportunity_id__in=list(keys))
    columns = ("opportunity_id", "place_id", "place__latitude", "place__longitude")
    found: dict[int, list[Spot]] = defaultdict(list)
    for key, *spot in through.values_list(*columns):
        found[key].append(Spot(*spot))
    return found
