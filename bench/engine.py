"""The search engine alone: how long it takes to build an index and to ask it.

Made-up entries, the same for the same seed, about 150 words each, with the skew of
real ones: a few fields, towns and words are frequent and most are rare. Nothing of it
touches the database but for the places near a town.
"""

import datetime
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from django.db.models import QuerySet

from search import registry
from search.asked import Asked, ask
from search.documents import Document, Searchable, Text
from search.engines import Engine, scratch
from search.engines.embedded.counts import counted
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.plan import Plan
from search.models import Place
from search.query import Near, SearchQuery

KIND = "bench"
TODAY = datetime.date(2025, 6, 2)
LANGUAGES = ("cs", "pl", "sl", "en")
WEIGHTS = (50, 20, 15, 15)
VOCABULARY = 20_000
WORDS = 150
# Values of each facet and how many of them an entry has at most.
FACETS = {
    "field": (15, 3),
    "time": (4, 3),
    "commitment": (3, 1),
    "mode": (2, 2),
    "audience": (5, 4),
    "access": (1, 1),
    "language": (15, 3),
}
QUERIES = 400
# Asked before: a server that has just started compiles while it answers.
WARM = 200
# Entries made up and written at once.
BATCH = 500


class Entries(Searchable):
    """Declares the facets; the database holds nothing of this kind."""

    kind = KIND
    model = Place
    facets = ("region", *FACETS)

    def public(self) -> QuerySet[Place]:
        return Place.objects.none()

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        return iter(())

    def matching(self, query: SearchQuery) -> QuerySet[Place]:
        return Place.objects.none()


class Town(NamedTuple):
    """A place, by its id, and the regions that hold it."""

    place: int
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """Times of one index: to build it (seconds), to ask it (milliseconds)."""

    entries: int
    build: float
    p50: float
    p95: float
    # Median milliseconds of each kind of query.
    kinds: dict[str, float]
    # Times of what Tantivy does for the same questions; ``None`` for another engine.
    overhead: float | None = None


class Made:
    """Makes entries and queries."""

    def __init__(self, seed: int, towns: list[Town]) -> None:
        self.random = random.Random(seed)
        self.towns = towns
        self.town_weights = skewed(len(towns))
        self.neighbours: dict[tuple[str, ...], list[Town]] = defaultdict(list)
        for town in towns:
            self.neighbours[town.regions[:2]].append(town)
        self.vocabulary = {lang: self._words() for lang in LANGUAGES}
        self.word_weights = skewed(VOCABULARY)

    def documents(self, count: int) -> Iterator[Document]:
        """Yield ``count`` entries."""
        return (self._document(key) for key in range(1, count + 1))

    def queries(self, count: int) -> Iterator[tuple[str, SearchQuery]]:
        """Yield ``count`` queries with a name for what they are like."""
        for _ in range(count):
            kind = self.random.choice(list(QUERY_KINDS))
            query = SearchQuery(kind=KIND, language=self._language(), today=TODAY)
            yield kind, replace(query, **QUERY_KINDS[kind](self, query))

    def filters(self, number: int) -> dict[str, tuple[str, ...]]:
        """Return choices in ``number`` facets."""
        facets = self.random.sample(["region", "field", "time", "commitment"], number)
        return {facet: self._choice(facet) for facet in facets}

    def words(self, language: str, number: int) -> str:
        """Return words as somebody might type them."""
        return " ".join(self._some(self.vocabulary[language], self.word_weights, number))

    def near(self, radius: int) -> Near:
        return Near(self._some(self.towns, self.town_weights, 1)[0].place, radius)

    def _choice(self, facet: str) -> tuple[str, ...]:
        if facet == "region":
            return (self.random.choice(self.random.choice(self.towns).regions),)
        values = min(FACETS[facet][0], self.random.randint(1, 2))
        return tuple({self._value(facet) for _ in range(values)})

    def _document(self, key: int) -> Document:
        towns = self._towns()
        own = self._language()
        languages = {own: None, **({self._language(): None} if self.random.random() < 0.2 else {})}
        return Document(
            key=key,
            texts={language: self._text(language) for language in languages},
            facets={
                "region": list({code for town in towns for code in town.regions}),
                **{facet: self._values(facet) for facet in FACETS},
            },
            places=[town.place for town in towns],
            published=datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
            - datetime.timedelta(minutes=self.random.randrange(500_000)),
            ends=TODAY + datetime.timedelta(days=self.random.randrange(300)),
            expires=TODAY + datetime.timedelta(days=self.random.randrange(-30, 300)),
        )

    def _towns(self) -> list[Town]:
        """Return one town, or sometimes a few of the same region."""
        town = self._some(self.towns, self.town_weights, 1)[0]
        others = self.neighbours[town.regions[:2]]
        return [town, *self.random.choices(others, k=self.random.choice([0] * 17 + [1, 1, 2]))]

    def _values(self, facet: str) -> list[str]:
        return list({self._value(facet) for _ in range(self.random.randint(1, FACETS[facet][1]))})

    def _value(self, facet: str) -> str:
        """Return a value; small numbers are frequent."""
        return f"{facet}-{int(FACETS[facet][0] * self.random.random() ** 2)}"

    def _language(self) -> str:
        return self.random.choices(LANGUAGES, WEIGHTS)[0]

    def _text(self, language: str) -> Text:
        words = self._some(self.vocabulary[language], self.word_weights, WORDS)
        return Text(" ".join(words[:6]), " ".join(words[6:24]), " ".join(words[24:]))

    def _some(self, items: list[Any], weights: list[float], number: int) -> list[Any]:
        return self.random.choices(items, cum_weights=weights, k=number)

    def _words(self) -> list[str]:
        letters, some = "aeiouybcdhjklmnprstvz", self.random
        return ["".join(some.choices(letters, k=some.randint(3, 11))) for _ in range(VOCABULARY)]


QUERY_KINDS: dict[str, Any] = {
    "nothing asked": lambda made, query: {},
    "a page further on": lambda made, query: {"page": made.random.randint(2, 50)},
    "one facet": lambda made, query: {"filters": made.filters(1)},
    "three facets": lambda made, query: {"filters": made.filters(3), "sort": "ending"},
    "a word": lambda made, query: {"words": made.words(query.language, 1), "sort": "relevance"},
    "two words, a facet": lambda made, query: {
        "words": made.words(query.language, 2),
        "filters": made.filters(1),
        "sort": "relevance",
    },
    "near, 25 km": lambda made, query: {"near": made.near(25), "sort": "nearest"},
    "near, 100 km, a facet": lambda made, query: {
        "near": made.near(100),
        "filters": made.filters(1),
        "sort": "nearest",
    },
}


def skewed(number: int) -> list[float]:
    """Return cumulated weights: the n-th of ``number`` things is half as frequent as the n/2-th."""
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def towns() -> list[Town]:
    """Return the places of the database, the largest first; made-up ones if it has none."""
    rows = list(Place.objects.values_list("pk", "region__code")) or [
        (number, f"XX-{number % 17}-{number % 289}") for number in range(1, 7001)
    ]
    return [Town(pk, lineage(code)) for pk, code in rows]


def lineage(code: str) -> tuple[str, ...]:
    """Return three levels of regions for a district's ``code``."""
    return (code[:2], code[:5], code) if len(code) > 5 else (code[:2], code)


@contextmanager
def registered() -> Iterator[None]:
    """Make the kind known for a while."""
    registry.register(Entries())
    try:
        yield
    finally:
        registry.unregister(KIND)


def measure(entries: int, url: str = "tantivy:", seed: int = 1) -> Measured:
    """Build an index of so many ``entries`` on the engine of ``url``, and ask it.

    ``url`` is like ``SEARCH_URL``; an embedded index is made in a folder for the while.
    """
    made = Made(seed, towns())
    with registered(), TemporaryDirectory() as folder:
        engine = scratch(url, folder)
        try:
            build = built(engine, made, entries)
            times = asked(engine, made)
            overhead = overheads(engine, made) if isinstance(engine, EmbeddedEngine) else None
        finally:
            engine.remove()
    every = sorted(ms for kind in times.values() for ms in kind)
    return Measured(
        entries,
        build,
        statistics.median(every),
        every[int(len(every) * 0.95)],
        {kind: round(statistics.median(ms), 2) for kind, ms in times.items()},
        overhead,
    )


def built(engine: Engine, made: Made, entries: int) -> float:
    """Fill ``engine``; return the seconds it took, without those of making entries up."""
    seconds, documents = 0.0, made.documents(entries)
    with engine.writing(wait=True), engine.building() as build:
        while batch := list(islice(documents, BATCH)):
            begun = time.perf_counter()
            build.add(KIND, batch)
            seconds += time.perf_counter() - begun
        begun = time.perf_counter()
    return seconds + time.perf_counter() - begun


def asked(engine: Engine, made: Made) -> dict[str, list[float]]:
    """Return the milliseconds of queries by their kind, after some to warm up."""
    for _kind, query in made.queries(WARM):
        engine.search(query, ask(query.words, query.language))
    times: dict[str, list[float]] = {}
    for kind, query in made.queries(QUERIES):
        begun = time.perf_counter()
        engine.search(query, ask(query.words, query.language))
        times.setdefault(kind, []).append((time.perf_counter() - begun) * 1000)
    return times


def overheads(engine: EmbeddedEngine, made: Made) -> float:
    """Return by how much the median question takes longer than what Tantivy does for it.

    Both ways take turns: the whole search, and the same queries and counts, made before.
    """
    ratios = []
    for _kind, query in made.queries(QUERIES // 2):
        words = ask(query.words, query.language)
        begun = time.perf_counter()
        engine.search(query, words)
        whole = time.perf_counter() - begun
        ratios.append(whole / raw(engine, query, words))
    return statistics.median(ratios)


def raw(engine: EmbeddedEngine, query: SearchQuery, words: Asked) -> float:
    """Return the seconds that Tantivy takes for ``query``: one page and all counts."""
    opened = engine._reader.opened()  # noqa: SLF001  # nobody else is to see it
    plan = Plan(opened.index.schema, query, words)
    scored = plan.matching(scored=query.sort == "relevance")
    free = [facet for facet in plan.facets if facet not in plan.chosen]
    passes = [(plan.matching(), free), *((plan.matching(leaving_out=f), [f]) for f in plan.chosen)]
    begun = time.perf_counter()
    for matching, facets in passes:
        counted(opened.searcher, matching, facets)
    opened.searcher.search(scored, query.size)
    return time.perf_counter() - begun
