"""Names in lists stand where a reader of the language looks for them."""

import random

import pytest

from portal.common.text import collation_key

# The order of Czech: ČSN 97 6030; Polish: PN-80/N-01223; Slovenian: Slovenski pravopis.
IN_ORDER = {
    "cs": "Abertamy Aš Brno Cvikov Čáslav Čím Dačice Děčín Horažďovice Hradec Hřebeč Cheb Chrudim "
    "Jičín Písek Pízek Rýmařov Říčany Sušice Šumperk Tábor Týn Zlín Žatec",
    "pl": "Bąk Bąków Cekcyn Czersk Ćmielów Dąbie Ełk Ęk Legnica Lwówek Łańcut Łódź Mława Nysa "
    "Ńuń Opole Osa Ostróda Ósa Sopot Szczecin Ścinawa Żory",
    "sl": "Celje Cven Črnomelj Dol Domžale Đakovo Kranj Sežana Sveta Šentjur Zreče Žalec",
    "en": "Čeladná Celje Cheb Łódź Lublin Šumperk Suwałki Žatec Zlín",
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_names_are_sorted_as_in_a_dictionary_of_the_language(language: str) -> None:
    names = IN_ORDER[language].split()
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: collation_key(name, language)) == names


def test_case_and_the_way_a_letter_is_composed_do_not_matter() -> None:
    assert collation_key("ČÁSLAV", "cs") == collation_key("čáslav", "cs")
    assert collation_key("C\u030ca\u0301slav", "cs") == collation_key("Čáslav", "cs")


def test_marks_decide_only_between_words_that_are_equal_without() -> None:
    words = ["dál", "dala", "dal"]
    assert sorted(words, key=lambda word: collation_key(word, "cs")) == ["dal", "dál", "dala"]
