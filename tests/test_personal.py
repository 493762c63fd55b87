"""What in a text may tell who somebody is."""

import pytest

from advice import personal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ozvěte se na jana@example.org, prosím.", "email"),
        ("Volejte 777 123 456.", "phone"),
        ("Naše IČO je 12345679.", "number"),
        ("Rodné číslo 856101/1234.", "number"),
        ("PESEL 85010112345", "number"),
        ("Naše dobrovolnice Jana Nováková to rozbila.", "name"),
        ("Řekl mi to pan Novák.", "name"),
        ("A volunteer called Peter broke it.", "name"),
        ("<p>Prostovoljka</p><p>je bila Ana Kranjc.</p>", "name"),
    ],
)
def test_what_tells_who_somebody_is_is_found(text: str, code: str) -> None:
    assert code in [finding.code for finding in personal.of_texts([("Text", text)])]


@pytest.mark.parametrize(
    "text",
    [
        "Kdo platí škodu? Platí ji pojištění. Od 1. 11. 2026 je to jinak.",
        "A volunteer broke a window. Who pays? It cost 3 500 crowns.",
        "<p>Ano.</p><ul><li>Smlouva</li><li>Pojištění</li></ul>",
        "Zákon č. 198/2002 Sb., § 5 odst. 2.",
        "Od 2026-11-01 do 2027-11-01.",
    ],
)
def test_plain_words_are_no_finding(text: str) -> None:
    assert personal.of_texts([("Text", text)]) == []
