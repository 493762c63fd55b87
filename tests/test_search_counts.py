"""Counts and totals are those of a count by hand, whatever is asked."""

import datetime
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.models import Place
from search.query import SORTS, Near, SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, TODAY, Answers, document, make, town
from tests.search_server import every_engine

pytestmark = every_engine

LANGUAGES = ("cs", "pl", "sl", "en")
VOCABULARY = ["pes", "les", "dum", "strom", "senior", "hora", "kolo", "most", "reka", "dar"]
REGIONS = {"CZ": ["CZ-51", "CZ-52"], "PL": ["PL-02"], "SI": []}
CODES = [*REGIONS, *(code for codes in REGIONS.values() for code in codes)]
FIELDS = ["animals", "children", "sport", "culture", "nature", "health"]
TIMES = ["morning", "evening", "weekend"]


@pytest.fixture
def towns(db: None) -> list[Place]:
    """Towns on a line, 22 km from one another."""
    return [town(48 + number / 5, 15.0) for number in range(9)]


@pytest.fixture
def answers(entries: Index, towns: list[Place]) -> Answers:
    """Two hundred random entries in the index, and the right answers about them."""
    chance = random.Random(1)
    made = [random_entry(chance, towns) for _ in range(200)]
    entries.rebuild()
    return Answers(document(entry) for entry in made)


def random_entry(chance: random.Random, towns: list[Place]) -> Place:
    """Return an entry with none, few or many values in each facet."""
    languages = chance.sample(LANGUAGES, chance.choice([1, 1, 2, 3]))
    published = datetime.datetime(2025, 5, chance.randint(1, 9), tzinfo=datetime.UTC)
    return make(
        {
            language: [" ".join(chance.choices(VOCABULARY, k=k)) for k in (1, 2, 4)]
            for language in languages
        },
        facets={
            "region": {code for c in some(chance, CODES, 3) for code in (c, c[:2])},
            "field": some(chance, FIELDS, 6),
            "time": some(chance, TIMES, 3),
        },
        places=some(chance, towns, 3),
        published=chance.choice([None, published.isoformat()]),
        ends=chance.choice([None, day(chance)]),
        expires=chance.choice([None, None, day(chance)]),
    )


def some(chance: random.Random, things: list[Any], most: int) -> list[Any]:
    return chance.sample(things, chance.randint(0, most))


def day(chance: random.Random) -> str:
    return (TODAY + datetime.timedelta(days=chance.randint(-5, 5))).isoformat()


def choices(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


def queries(towns: list[Place]) -> st.SearchStrategy[SearchQuery]:
    """Return queries of every kind."""
    return st.builds(
        SearchQuery,
        kind=st.just(KIND),
        language=st.sampled_from([*LANGUAGES, "de"]),
        words=st.lists(st.sampled_from([*VOCABULARY, "na", "slon"]), max_size=2).map(" ".join),
        filters=st.fixed_dictionaries(
            {},
            optional={
                "region": choices([*CODES, "XX"]),
                "field": choices(FIELDS),
                "time": choices(TIMES),
            },
        ),
        near=st.none()
        | st.builds(
            Near, st.sampled_from([t.pk for t in towns]), st.sampled_from([5, 25, 50, 500])
        ),
        sort=st.sampled_from(SORTS),
        size=st.sampled_from([1, 7, 20, 500]),
        page=st.integers(1, 5),
        literal=st.just(True),
        today=st.integers(-3, 3).map(lambda days: TODAY + datetime.timedelta(days=days)),
    )


def examples(url: str, enough: int) -> int:
    """Return how many questions to ask: a server is far away, and compared with Tantivy, too."""
    return enough if url.startswith("tantivy:") else enough // 5


def test_totals_counts_and_order_equal_those_by_hand(
    answers: Answers, towns: list[Place], search_url: str
) -> None:
    @settings(
        max_examples=examples(search_url, 250),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(queries(towns))
    def check(query: SearchQuery) -> None:
        found, right = search(query), answers.keys(query)
        assert found.complete
        assert found.total == len(right)
        assert found.counts == answers.counts(query)
        first = query.size * (query.page - 1)
        if query.sort != "relevance":
            assert list(found.keys) == right[first : first + query.size]
        assert len(found.keys) == len(right[first : first + query.size])

    check()


def test_a_count_is_the_number_of_results_after_the_click(
    answers: Answers, towns: list[Place], search_url: str
) -> None:
    @settings(
        max_examples=examples(search_url, 60),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(queries(towns))
    def check(query: SearchQuery) -> None:
        for facet, counts in search(query).counts.items():
            for value, count in counts.items():
                clicked = replace(query, filters={**query.filters, facet: (value,)})
                assert search(clicked).total == count

    check()


def test_pages_by_relevance_hold_each_result_once(answers: Answers) -> None:
    query = SearchQuery(KIND, "cs", "pes", sort="relevance", size=7, today=TODAY)
    right = answers.keys(query)
    pages = [search(replace(query, page=page)).keys for page in range(1, len(right) // 7 + 2)]
    assert sorted(key for page in pages for key in page) == sorted(right)


def test_more_values_than_engines_count_by_default(entries: Index) -> None:
    """An unlimited terms aggregation stops at ten values."""
    for number in range(300):
        make(
            facets={"region": [f"R-{number}", f"R-{number + 1}", "R", "Q"], "field": [f"f{number}"]}
        )
    entries.rebuild()
    counts = search(SearchQuery(KIND, "cs")).counts
    assert counts["region"]["R"] == 300
    assert counts["region"]["R-7"] == 2
    assert len(counts["region"]) == 303
    assert len(counts["field"]) == 300
