"""Each line of what is written down about words has the effect that it says."""

import itertools
from collections.abc import Iterator

import pytest

from words import Analyzer, analyzer, known_languages
from words.analysis import Term
from words.knowledge import DATA, Group, Phrase, knowledge, lines

LANGUAGES = sorted(known_languages())


def answers(own: Analyzer, question: str, text: str, *, wider: bool = False) -> bool:
    """Return whether ``text`` has all that ``question`` asks for."""
    keys = list(own.text(text))
    there = {key for each in keys for key in each}
    order = [own.order_key(word) for word in text.casefold().replace("-", " ").split()]
    terms = own.question(question)
    return all(has(term.widened() if wider else term, there, order) for term in terms)


def has(term: Term, there: set[str], order: list[str]) -> bool:
    rows = (
        row
        for row in term.phrases
        for at in range(len(order) - len(row) + 1)
        if all(order[at + n] in place for n, place in enumerate(row))
    )
    return bool(there & set(term.keys)) or any(True for _row in rows)


def pairs(group: Group) -> Iterator[tuple[Phrase, Phrase]]:
    return ((a, b) for a, b in itertools.product(group.asked, group.found) if a != b)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_found_by_their_lemmas(language: str) -> None:
    own = analyzer(language)
    missed = [
        (form, lemma)
        for form, lemmas in knowledge(language).forms.items()
        for lemma in lemmas
        if not answers(own, lemma, form)
    ]
    print(len(missed), missed[:60])
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_synonyms_find_each_other(language: str) -> None:
    own = analyzer(language)
    missed = [
        (" ".join(a), " ".join(b))
        for group in knowledge(language).synonyms
        for a, b in pairs(group)
        if not answers(own, " ".join(a), " ".join(b), wider=group.wider)
    ]
    print(len(missed), missed[:60])
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_and_places_find_each_other(language: str) -> None:
    own = analyzer(language)
    missed = [
        (" ".join(a), " ".join(b))
        for group in knowledge(language).families
        for a, b in pairs(group)
        if not answers(own, " ".join(a), " ".join(b))
    ]
    print(len(missed), missed[:60])
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_not_meet_does_not(language: str) -> None:
    own = analyzer(language)
    rows = (
        [part.strip() for part in line.split("/")] for line in lines(DATA / language / "apart.txt")
    )
    met = [(text, asked) for text, asked in rows if answers(own, asked, text)]
    print(met)
    assert met == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_endings_make_words_of_words(language: str) -> None:
    own = analyzer(language)
    relations = own.relations
    assert relations.derivation
    for one, other in knowledge(language).unrelated:
        assert other not in relations.derived(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_are_left_out(language: str) -> None:
    own = analyzer(language)
    assert [word for word in knowledge(language).stop if not own.is_common(word)] == []
