"""Results explain themselves: the words that were meant, in the original text."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.asked import ask
from search.highlight import PASSAGE, Highlighted, Piece, highlighted

LOREM = "Sejdeme se u brány a rozdělíme si práci podle toho, kdo co umí. " * 10


def marked(pieces: Sequence[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.meant else piece.text for piece in pieces)


def shown(words: str, title: str, text: str = "", language: str = "cs") -> Highlighted:
    return highlighted(title, text, language, ask(words, "cs"))


@pytest.mark.django_db
def test_inflected_words_are_marked_as_they_stand() -> None:
    found = shown("vencit psy", "Venčení psů z útulku", "Naši psi čekají.")
    assert marked(found.title) == "[Venčení] [psů] z útulku"
    assert marked(found.passage) == "Naši [psi] čekají."


@pytest.mark.django_db
def test_a_synonym_is_marked_too() -> None:
    assert marked(shown("pejsek", "Psí útulek").title) == "[Psí] útulek"


@pytest.mark.django_db
def test_a_quoted_part_is_marked_as_a_whole() -> None:
    found = shown('"mladí hasiči"', "Kroužek", "Hasiči jsou mladí. Vedeme mladé hasiče.")
    assert marked(found.passage) == "Hasiči jsou mladí. Vedeme [mladé hasiče]."


@pytest.mark.django_db
def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = f"Pes. {LOREM} Pes a kočka spolu. {LOREM}"
    found = shown("pes kočka", "Útulek", text)
    assert "[Pes] a [kočka] spolu." in marked(found.passage)
    assert marked(found.passage).startswith("…")
    assert marked(found.passage).endswith("…")


@pytest.mark.django_db
def test_a_text_in_another_language_is_marked_by_its_own_words() -> None:
    found = highlighted("Dogs", "A dog waits.", "en", ask("dogs", "cs"))
    assert marked(found.passage) == "A [dog] waits."


@pytest.mark.django_db
def test_without_any_of_the_words_there_is_no_passage() -> None:
    assert shown("hokej", "Psi", "Naši psi čekají.").passage == ()


@pytest.mark.django_db
@given(st.text(max_size=400), st.text(max_size=30))
def test_no_text_is_lost_or_made_up(text: str, words: str) -> None:
    found = highlighted(text, text, "cs", ask(words, "cs"))
    assert "".join(p.text for p in found.title) == "".join(p.text for p in shown("", text).title)
    assert len("".join(piece.text for piece in found.passage)) <= PASSAGE + 2 + max(
        (len(p.text) for p in found.passage), default=0
    )
