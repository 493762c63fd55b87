"""Words → keys: what a person types finds what an editor wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import words

SAME = {
    "cs": [
        ("senior", "seniorům"),
        ("dobrovolník", "dobrovolníci"),
        ("knihovna", "knihovně"),
        ("strom", "stromů"),
        ("Liberec", "v Liberci"),
        ("muzeum", "muzeu"),
    ],
    "pl": [
        ("dziecko", "dziecka"),
        ("książka", "książki"),
        ("senior", "seniorom"),
        ("szkoła", "szkole"),
    ],
    "sl": [
        ("knjiga", "knjig"),
        ("otrok", "otroci"),
        ("gozd", "gozdov"),
        ("knjižnica", "knjižnici"),
    ],
    "en": [("dog", "dogs"), ("walking", "walk"), ("volunteer", "volunteers")],
    "de": [("Haus", "Hauses")],
}


@pytest.mark.parametrize(
    ("language", "one", "other"), [(lang, *pair) for lang, pairs in SAME.items() for pair in pairs]
)
def test_forms_of_a_word_share_a_key(language: str, one: str, other: str) -> None:
    assert words.text_keys(one, language) in words.text_keys(other, language).split()


def test_different_words_keep_different_keys() -> None:
    for language, pair in {"cs": "les lesk", "pl": "kot kora", "en": "dog doll"}.items():
        one, other = words.text_keys(pair, language).split()
        assert one != other


@pytest.mark.parametrize("language", ["cs", "pl", "sl", "en", "uk", "xx"])
def test_diacritics_and_case_make_no_difference(language: str) -> None:
    marked = "Příliš ŽLUŤOUČKÝ kůň, łódź i źdźbło, čebela đak"
    plain = "prilis zlutoucky kun lodz i zdzblo cebela dak"
    assert words.text_keys(marked, language) == words.text_keys(plain, language)


def test_a_letter_and_its_mark_may_come_apart() -> None:
    assert words.tokens("de\u030cti") == words.tokens("d\u011bti") == ["deti"]


def test_a_language_without_a_stemmer_keeps_words_as_they_are() -> None:
    assert words.text_keys("Собаки dogs", "xx") == "собаки dogs"


def test_stop_words_are_left_out_of_a_query() -> None:
    assert words.query_keys("pes na procházku", "cs", "cs") == [("pes",), ("prochazk",)]


def test_stop_words_of_the_readers_language_are_left_out_for_texts_in_others() -> None:
    assert words.query_keys("help with dogs", "cs", "en") == [("help",), ("dogs",)]


def test_a_query_of_stop_words_only_is_meant() -> None:
    assert words.query_keys("IT", "en", "en") == [("it",)]


def test_a_query_is_cut_to_what_a_person_types() -> None:
    asked = words.query_keys(" ".join(f"slovo{n}" for n in range(5000)), "cs", "cs")
    assert len(asked) == words.MOST_QUERY_WORDS
    assert words.tokens("a" * 10_000) == ["a" * words.LONGEST_WORD]


def test_the_same_word_twice_is_asked_once() -> None:
    assert len(words.query_keys("pes PES pěs", "cs", "cs")) == 1


def test_signs_are_no_words() -> None:
    assert words.query_words("\0 '\" -- ** ?! ()[]{} \\ /") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["cs", "pl", "sl", "en", "und"]))
def test_any_text_has_clean_keys(text: str, language: str) -> None:
    keys = words.text_keys(text, language).split()
    assert len(keys) == len(words.tokens(text))
    assert all(key.isalnum() and len(key) <= words.LONGEST_WORD for key in keys)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdeěščřžýáíéúůąęłńóśźżđ ", max_size=80))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for language in ("cs", "pl", "sl", "en"):
        there = set(words.text_keys(text, language).split())
        assert all(there & set(keys) for keys in words.query_keys(text, language, language))
