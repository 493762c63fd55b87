"""New entries answer a question exactly as the site's own list shows them, for any question."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from search import vocabulary
from search.engines import Away
from search.newcomers import newcomers
from search.query import Near, Reading, SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, TODAY, change, make, town
from tests.search_server import every_engine
from tests.test_search_parity import ALL_WORDS, FIELDS, LANGUAGES, REGIONS, VOCABULARY

pytestmark = pytest.mark.django_db
SIZE = 10_000
# What nobody has typed right, what nobody has finished, what nothing has.
SLIPS = ["dobrovolnk", "serior", "szkoa", "chidlren", "uklíz", "dobrovol", "wolont", "zxqv", "tres"]


def filled(chance: random.Random, count: int, places: list[Any]) -> list[int]:
    """Make ``count`` entries of a few words each; return their keys."""
    return [
        make(
            {
                language: [" ".join(chance.choices(VOCABULARY[language], k=k)) for k in (2, 3, 5)]
                for language in chance.sample(LANGUAGES, chance.choice([1, 1, 2]))
            },
            facets={
                "field": chance.sample(FIELDS, chance.randint(0, 2)),
                "region": chance.sample(REGIONS, chance.randint(0, 2)),
            },
            places=chance.sample(places, chance.randint(0, 2)),
            published=f"2025-0{chance.randint(1, 5)}-01T09:00:00+00:00",
            expires=str(TODAY + datetime.timedelta(days=chance.randint(-1, 9))),
        ).pk
        for _number in range(count)
    ]


def questions(chance: random.Random, places: list[Any], count: int) -> Iterator[SearchQuery]:
    for _number in range(count):
        words = chance.choices(ALL_WORDS, k=chance.choice([0, 1, 1, 2, 2, 3]))
        words += chance.choices(SLIPS, k=chance.choice([0, 0, 1]))
        chance.shuffle(words)
        text = " ".join(words)
        yield SearchQuery(
            KIND,
            chance.choice(LANGUAGES),
            f'"{text}"' if text and chance.random() < 0.1 else text,
            filters={
                name: tuple(chance.sample(values, chance.randint(1, 2)))
                for name, values in (("field", FIELDS), ("region", REGIONS))
                if chance.random() < 0.3
            },
            near=Near(chance.choice(places).pk, 20) if chance.random() < 0.2 else None,
            within=("CZ",) if chance.random() < 0.1 else (),
            literal=chance.random() < 0.1,
            today=TODAY,
        )


@every_engine
def test_new_entries_are_found_exactly_as_the_list_shows_them(entries: Index) -> None:
    chance = random.Random(7)
    places = [town(50 + number / 20, 15) for number in range(6)]
    # Few enough that many a question has nothing but a looser reading, and some only in the new.
    filled(chance, 40, places)
    new = filled(chance, 15, places)
    entries.rebuild()
    vocabulary.forget()
    readings: dict[Reading, int] = {}
    found = 0
    with newcomers({KIND: new}) as those:
        for query in questions(chance, places, 600):
            results = search(replace(query, size=SIZE))
            assert results.complete
            expected = {key for key in results.keys if key in new}
            assert set(those.found(query)) == expected, query
            reading = replace(results.reading, corrected="x" * bool(results.reading.corrected))
            readings[reading] = readings.get(reading, 0) + bool(expected)
            found += bool(expected)
    # It says something only if new entries were found in all ways of reading.
    assert found > 150
    assert {
        (r.nearly, r.widened, r.begun, bool(r.corrected)) for r, n in readings.items() if n
    } >= {
        (False, False, False, False),
        (False, False, True, False),
        (False, False, False, True),
        (True, True, False, False),
    }


@pytest.mark.parametrize("search_url", ["database"], indirect=True)
def test_without_an_index_the_database_is_asked(entries: Index) -> None:
    make({"cs": "Venčení psů"})
    new = make({"cs": "Venčení psů"}).pk
    with newcomers({KIND: [new]}) as those:
        assert those.found(SearchQuery(KIND, "cs", "venčení", today=TODAY)) == (new,)
        assert those.found(SearchQuery(KIND, "cs", "kočky", today=TODAY)) == ()


def test_what_lacks_a_word_is_no_news_while_something_else_has_all(entries: Index) -> None:
    """The list then shows only what has all words; without it, the list shows the new one."""
    old, new = make({"cs": "pes pro seniory"}), make({"cs": "pes u řeky"}).pk
    query = SearchQuery(KIND, "cs", "pes senior", today=TODAY)
    for public, expected in ((True, ()), (False, (new,))):
        change(old, public=public)
        entries.rebuild()
        vocabulary.forget()
        with newcomers({KIND: [new]}) as those:
            assert those.found(query) == expected


def test_nothing_is_said_while_the_engine_is_away(entries: Index, settings: Any) -> None:
    new = make({"cs": "les"}).pk
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/away"
    with pytest.raises(Away), newcomers({KIND: [new]}) as those:
        those.found(SearchQuery(KIND, "cs", "kočky", today=TODAY))
