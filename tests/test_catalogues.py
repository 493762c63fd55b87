"""How the interface talks: one way of addressing people, quotes and spaces of the language."""

import re
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.utils import translation

from submissions.models import Reason
from tools.translations import CATALOGUE, LOCALE, SOURCE, languages

# What docs/decisions.md says about each language, as words that must not be there.
FOREIGN = {
    "en": r"\b(\w+iz(?:ation|ed|ing)|colors?|centers?|fulfill)\b",
    # The polite plural, in small letters except where a sentence begins.
    "cs": r"\b(tvůj|tvoje|tvá|tvé\w*|tvou|tebe|tobě|tebou)\b|\w,? (Vy|Vás|Vám|Vámi|Váš|Vaš\w+)\b",
    # Straight to the reader; no title, no request from above.
    "pl": r"\b(Pan[aiu]?|Państw\w+|[Pp]rosimy)\b|\w,? (Ty|Ci|Cię|Tobie|Tw[oó]j\w*|Wy|Was)\b",
    "sl": r"\b(tvoj\w*|tebe|tebi|teboj)\b|\w,? (Vi|Vas|Vam|Vami|Vaš\w*)\b",
}
QUOTES = {"cs": ("„", "“"), "pl": ("„", "”"), "sl": ("»", "«")}
# One letter is not left alone at the end of a line.
SHORT = {"cs": "aikosuvz", "pl": "aiouwz", "sl": "ahkosvz"}


def texts(language: str) -> Iterator[str]:
    """Yield all texts of the catalogue of ``language``; those of the sources for theirs."""
    code = languages()[0] if language == SOURCE else language
    for entry in polib.pofile(str(LOCALE / code / CATALOGUE)):
        found = [entry.msgstr, *entry.msgstr_plural.values()]
        yield from [entry.msgid, entry.msgid_plural] if language == SOURCE else found


def found(pattern: str, language: str) -> list[str]:
    """Return the texts of ``language`` in which ``pattern`` is found."""
    return [text for text in texts(language) if re.search(pattern, text)]


@pytest.mark.parametrize("language", settings.PORTAL_LANGUAGES)
def test_people_are_addressed_in_one_way(language: str) -> None:
    assert found(FOREIGN[language], language) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", settings.PORTAL_LANGUAGES)
def test_reasons_address_authors_as_the_interface_does(language: str) -> None:
    sentences = [reason.text_in(language) for reason in Reason.objects.all()]
    assert sentences
    assert [text for text in sentences if re.search(FOREIGN[language], text)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages())
def test_staff_choose_reasons_in_their_language(language: str) -> None:
    with translation.override(language):
        names = {reason.label: reason.name for reason in Reason.objects.all()}
    assert [label for label, name in names.items() if name == label] == []


@pytest.mark.parametrize("language", languages())
def test_quotes_are_those_of_the_language(language: str) -> None:
    others = "".join(set("„“”»«") - set(QUOTES[language]))
    opening, closing = QUOTES[language]
    assert found(f"[{others}]|[\"'](?![^<]*>)", language) == []
    assert [x for x in texts(language) if x.count(opening) != x.count(closing)] == []


@pytest.mark.parametrize("language", languages())
def test_one_letter_and_a_number_stay_with_the_next_word(language: str) -> None:
    assert found(rf"(?i)(?<![\w<)])[{SHORT[language]}] ", language) == []
    assert found(r"(%\(n\)s|\d) (?=[^\W\d_])", language) == []
