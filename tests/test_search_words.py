"""Words → keys: what a person types finds what an editor wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from words import Term, analyzer, folded_words, tokens
from words.analysis import LONGEST_WORD, MOST_QUERY_WORDS

LANGUAGES = ["cs", "pl", "sl", "en"]
SAME = {
    "cs": [
        ("senior", "seniorům"),
        ("dobrovolník", "dobrovolníci"),
        ("pes", "psi"),
        ("dítě", "dětem"),
        ("člověk", "lidem"),
        ("Liberec", "v Liberci"),
        ("muzeum", "muzeu"),
    ],
    "pl": [
        ("dziecko", "dzieci"),
        ("książka", "książki"),
        ("ręka", "ręce"),
        ("człowiek", "ludziom"),
        ("szkoła", "szkole"),
    ],
    "sl": [
        ("knjiga", "knjig"),
        ("otrok", "otroci"),
        ("pes", "psom"),
        ("knjižnica", "knjižnici"),
    ],
    "en": [("dog", "dogs"), ("child", "children"), ("teach", "taught")],
    "de": [("Haus", "Hauses")],
}


def found(asked: Term, text: str, language: str) -> bool:
    """Return whether one of the words of ``text`` answers ``asked``."""
    keys = {key for keys in analyzer(language).text(text) for key in keys}
    return bool(keys & set(asked.keys))


def finds(question: str, text: str, language: str) -> bool:
    """Return whether ``text`` has all that ``question`` asks for, word by word."""
    return all(found(term, text, language) for term in analyzer(language).question(question))


@pytest.mark.parametrize(
    ("language", "one", "other"), [(lang, *pair) for lang, pairs in SAME.items() for pair in pairs]
)
def test_forms_of_a_word_find_each_other(language: str, one: str, other: str) -> None:
    assert finds(one, other, language)
    assert finds(other, one, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("cs", "psi", "psát"), ("cs", "les", "lesk"), ("pl", "kot", "kotara"), ("en", "new", "news")],
)
def test_other_words_do_not(language: str, one: str, other: str) -> None:
    assert not finds(one, other, language)
    assert not finds(other, one, language)


@pytest.mark.parametrize("language", [*LANGUAGES, "uk", "xx"])
def test_a_question_without_diacritics_finds_words_with_them(language: str) -> None:
    marked = "Příliš ŽLUŤOUČKÝ kůň, łódź i źdźbło, čebela đak"
    for word in folded_words(marked):
        assert finds(word, marked, language)


@pytest.mark.parametrize("name", ["Gdańsk", "Łódź", "Liberec", "Plzeň"])
def test_marks_of_foreign_names_need_not_be_typed(name: str) -> None:
    (plain,) = folded_words(name)
    assert finds(plain, name, "en")


def test_what_is_typed_with_its_marks_is_no_other_word() -> None:
    assert finds("rada", "řada", "cs") is False or finds("řada", "rada", "cs") is False


def test_a_letter_and_its_mark_may_come_apart() -> None:
    assert folded_words("de\u030cti") == folded_words("d\u011bti") == ["deti"]
    assert finds("de\u030cti", "d\u011bti", "cs")


def test_a_language_without_a_stemmer_keeps_words_as_they_are() -> None:
    assert finds("Собаки", "собаки dogs", "xx")
    assert not finds("собака", "собаки", "xx")


def asked(question: str, language: str, reader: str) -> list[str]:
    return [term.word for term in analyzer(language).question(question, analyzer(reader))]


def test_stop_words_are_left_out_of_a_query() -> None:
    assert asked("pes na procházku", "cs", "cs") == ["pes", "procházku"]


def test_stop_words_of_the_readers_language_are_left_out_for_texts_in_others() -> None:
    assert asked("help with dogs", "cs", "en") == ["help", "dogs"]


def test_a_query_of_stop_words_only_is_meant() -> None:
    assert asked("IT", "en", "en") == ["it"]


def test_a_query_is_cut_to_what_a_person_types() -> None:
    terms = analyzer("cs").question(" ".join(f"slovo{n}" for n in range(5000)))
    assert len(terms) == MOST_QUERY_WORDS
    assert [token.word for token in tokens("a" * 10_000)] == ["a" * LONGEST_WORD]


def test_the_same_word_twice_is_asked_once() -> None:
    assert asked("pes PES pes", "cs", "cs") == ["pes"]


def test_signs_are_no_words() -> None:
    assert analyzer("cs").question("\0 '\" -- ** ?! ()[]{} \\ /") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "und"]))
def test_any_text_has_clean_keys(text: str, language: str) -> None:
    for keys in analyzer(language).text(text):
        assert keys
        assert all(key.isalnum() and len(key) <= 2 * LONGEST_WORD for key in keys)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdeěščřžýáíéúůąęłńóśźżđ ", max_size=80))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for language in LANGUAGES:
        for token in tokens(text):
            assert finds(token.word, text, language)
