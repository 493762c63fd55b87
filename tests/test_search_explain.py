"""What is said to count is what counts: the order of the engine, and the command that explains."""

import json
import random
from io import StringIO

import pytest
from django.core.management import call_command

from search.asked import ask
from search.documents import Document
from search.explain import explained
from search.query import SearchQuery
from search.service import meant, search
from tests.conftest import Index
from tests.search_entries import KIND, TODAY, document, make

WORDS = ["pes", "kočka", "venčení", "útulek", "senior", "čtení", "kniha", "děti", "Praha", "les"]
QUESTIONS = (
    *("pes", "venčit psa", "kniha pro děti", "pejsek v utulku"),
    *('"čtení kniha"', "babi senio"),
)
LANGUAGES = ("cs", "cs", "pl")


def some_words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))


def some_entries() -> dict[int, Document]:
    chance = random.Random(7)
    made = [
        make(
            {chance.choice(LANGUAGES): [some_words(chance, n) for n in (3, 4, 12)]},
            published=f"2025-0{chance.randint(1, 5)}-12T10:00:00+00:00",
        )
        for _ in range(80)
    ]
    return {entry.pk: document(entry) for entry in made}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_order_is_that_of_the_weights(entries: Index, question: str) -> None:
    documents = some_entries()
    entries.rebuild()
    query = SearchQuery(KIND, "cs", question, sort="relevance", size=100, today=TODAY)
    found = search(query)
    asked = meant(query, found.reading)
    weights = {key: explained(documents[key], asked, TODAY).weight for key in found.keys}
    assert len(weights) > 2
    assert list(found.keys) == sorted(weights, key=lambda key: (-weights[key], -key))


def test_each_word_is_told_by_the_best_of_its_ways(entries: Index) -> None:
    entry = make(["Psi", "Pes", "pes a psi"])
    told = explained(document(entry), ask("psi", "cs"), TODAY)
    assert [(r.asked, r.where, r.found, r.weight) for r in told.reasons] == [
        ("psi", "title", "xpsi", 7.5),
        ("", "language", "cs", 0.5),
    ]


def test_the_command_shows_what_came_and_why(entries: Index) -> None:
    best = make(["Venčení psů", "", ""])
    make(["Kočky", "", "venčit kočky a psy"])
    entries.rebuild()
    told = StringIO()
    call_command("search", "vencit psy", language="cs", explain=True, stdout=told)
    assert f"Venčení psů  ({best.pk})" in told.getvalue()
    assert "title: psy → lpes" in told.getvalue()


def test_the_command_tells_programs(entries: Index) -> None:
    best = make(["Venčení psů", "", ""])
    entries.rebuild()
    told = StringIO()
    call_command("search", "vencnei psu", language="cs", json=True, stdout=told)
    answer = json.loads(told.getvalue())
    assert answer["reading"]["corrected"] == "venceni psu"
    assert [hit["key"] for hit in answer["types"][KIND]["results"]] == [best.pk]
    assert answer["types"][KIND]["results"][0]["reasons"][0]["where"] == "title"
