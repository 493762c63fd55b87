"""What is found when words were asked for, and what stands first."""

import pytest

from search import queue
from search.query import SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, make
from tests.search_server import every_engine

pytestmark = every_engine

LOREM = "kolo most reka hora dar dum cesta vlak pole louka " * 6


def best(index: Index, words: str, language: str = "cs") -> list[int]:
    index.rebuild()
    return list(search(SearchQuery(KIND, language, words, sort="relevance")).keys)


def test_title_before_summary_before_body(entries: Index) -> None:
    body = make(["Hora a dar", "Most", LOREM + "les les les les les"])
    summary = make(["Hora a dar", "Most a les", LOREM])
    title = make(["Hora a les", "Most", LOREM])
    assert best(entries, "les") == [title.pk, summary.pk, body.pk]


def test_a_title_counts_in_an_untranslated_text_too(entries: Index) -> None:
    body = make({"pl": ["Kot", "", "hospicjum " + LOREM]})
    title = make({"pl": ["Hospicjum", "", LOREM]})
    assert best(entries, "hospicjum") == [title.pk, body.pk]


def test_of_equals_the_readers_own_language_before_others(entries: Index) -> None:
    czech = make({"cs": "Safari"})
    polish = make({"pl": "Safari"})
    mentioned = make({"cs": ["Zoo", "Safari"]})
    assert best(entries, "safari") == [czech.pk, polish.pk, mentioned.pk]
    assert best(entries, "safari", "pl") == [polish.pk, czech.pk, mentioned.pk]


def test_a_rare_word_in_the_title_beats_a_frequent_one(entries: Index) -> None:
    for _ in range(20):
        make(["Pomoc v lese", "", LOREM])
    frequent = make(["Pomoc doma", "", LOREM + "hospic"])
    rare = make(["Hospic doma", "", LOREM + "pomoc"])
    assert best(entries, "pomoc hospic") == [rare.pk, frequent.pk]


def test_equals_by_the_larger_key_however_often_they_were_written(entries: Index) -> None:
    made = [make(["Les", "", LOREM]) for _ in range(80)]
    entries.rebuild()

    for entry in (made[3], made[40]):
        queue.mark(KIND, [entry.pk])
        entries.apply()
    right = sorted((entry.pk for entry in made), reverse=True)
    pages = [
        search(SearchQuery(KIND, "cs", "les", sort="relevance", page=page)).keys
        for page in (1, 2, 3, 4)
    ]
    assert [key for page in pages for key in page] == right


def test_without_words_the_newest_first(entries: Index) -> None:
    older = make("les", published="2025-05-01T10:00:00+00:00")
    newer = make("les", published="2025-05-02T10:00:00+00:00")
    assert best(entries, "") == [newer.pk, older.pk]


@pytest.mark.parametrize(
    ("usual", "there", "beginning", "slip"),
    [("organ", "Organisation", "organi", "organizaton"), ("whales", "Wales", "wal", "waless")],
)
def test_a_usual_word_is_meant_as_it_stands(
    entries: Index, usual: str, there: str, beginning: str, slip: str
) -> None:
    """It is neither the beginning of another word nor a slip for one; other letters are."""
    entry = make({"en": [there]})
    for words, found in ((usual, []), (beginning, [entry.pk]), (slip, [entry.pk])):
        assert best(entries, words, "en") == found


def test_the_last_of_several_words_may_be_unfinished_though_it_is_usual(entries: Index) -> None:
    helpline = make("Noční linka důvěry")
    assert best(entries, "noční link") == [helpline.pk]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("drystone wall", "Dry-stone walling weekend"),
        ("theatre-goer", "Interpreters for theatregoers"),
        ("e-mail", "Help with email"),
    ],
)
def test_a_hyphen_may_stand_or_not(entries: Index, words: str, title: str) -> None:
    entry = make({"en": [title]})
    assert best(entries, words, "en") == [entry.pk]
