"""Names in the order of a dictionary, and words of addresses."""

import unicodedata

from django.utils.text import slugify

from words import fold

# Letters that have a place of their own in a language's alphabet: each comes after
# all words with the letter it stands behind. Letters with a mark that are not here
# sort as their base letter.
ALPHABETS = {
    "cs": {"č": "c", "ch": "h", "ř": "r", "š": "s", "ž": "z"},
    "sk": {"ä": "a", "č": "c", "ch": "h", "ô": "o", "š": "s", "ž": "z"},
    "pl": {
        "ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "zz",
    },
    "sl": {"č": "c", "ć": "cc", "đ": "d", "š": "s", "ž": "z"},
}  # fmt: skip
# Sorts behind every letter that fold() leaves of a Latin text.
BEHIND = "\x7f"


def collation_key(text: str, language: str) -> tuple[str, str]:
    """Return what to sort by, so that names stand as in a dictionary of ``language``."""
    text = unicodedata.normalize("NFC", text).casefold()
    letters = ALPHABETS.get(language, {})
    placed = text
    for letter, base in letters.items():
        placed = placed.replace(letter, base[0] + BEHIND * len(base))
    return fold(placed), text


def address(heading: str, number: int) -> str:
    """Return the last part of an entry's address: ``walk-the-dogs-12``."""
    slug = slugify(fold(heading))[:60].strip("-")
    return f"{slug}-{number}" if slug else str(number)
