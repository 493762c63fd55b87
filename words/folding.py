"""Letters without their marks: what people type who have no keyboard of the language."""

import re
import unicodedata

# A word: a run of letters and digits.
TOKEN = re.compile(r"[^\W_]+")

# Letters that Unicode does not take apart into a base letter and a mark.
UNMARKED = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "þ": "th",
        "ð": "d",
    }
)


def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics: ``Łódź`` → ``lodz``."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(UNMARKED))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
