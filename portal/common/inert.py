"""What people typed, made inert: in a mail it is words, whatever it pretends to be."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from portal.common import sites

# Characters that a name may have; the longest of real ones has some 200.
LONGEST_LINE = 300
# Characters of a quoted letter.
LONGEST_LETTER = 10_000
# Control, formatting (direction overrides, zero width …) and halves of characters.
UNSEEN = {"Cc", "Cf", "Cs"}
# Joins several emoji into one.
JOINER = "\u200d"
# Holds a web address together for the eye, and keeps mail programs from linking it.
WORD_JOINER = "\u2060"
# What would begin a list, a quotation or a signature.
MARKS = re.compile(r"^[->*#•–—]+(?:\s+|$)")
WEB_ADDRESS = re.compile(r"(?<![\w@.-])(?:\w+://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w@-])")
PLAIN = (int, float, Decimal, datetime.date, datetime.time, datetime.timedelta)


class Typed(str):  # noqa: SLOT000  # what was typed needs a place
    """One harmless line; :attr:`lines` has all that was typed, just as harmless."""

    _raw: str

    def __new__(cls, raw: str) -> "Typed":
        typed = super().__new__(cls, one_line(raw))
        typed._raw = raw
        return typed

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as typed, without signs that nobody sees."""
        return tuple(visible(line) for line in shortened(self._raw, LONGEST_LETTER).splitlines())


def inert(value: Any) -> Any:
    """Return ``value`` with every text in it :class:`Typed`.

    Raises ``TypeError`` for anything that is not a plain value or made of such: a mail gets
    what it says, not objects through which a template could reach more.
    """
    if value is None or isinstance(value, PLAIN):
        return value
    if isinstance(value, str | Promise):
        return Typed(str(value))
    if isinstance(value, Mapping):
        return {key: inert(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [inert(part) for part in value]
    raise TypeError(f"A mail takes texts, numbers and dates, not {type(value).__name__}.")


def one_line(text: str) -> str:
    """Return ``text`` as one line that begins no structure and links nowhere but to us."""
    if text.startswith(f"{sites.url()}/") and text.isascii() and text.isprintable():
        return text
    line = MARKS.sub("", visible(shortened(text, LONGEST_LINE)))
    return WEB_ADDRESS.sub(unlinked, line)


def visible(text: str) -> str:
    """Return ``text`` in one line, composed (NFC), without signs that nobody sees."""
    text = " ".join(text.split())
    kept = (c for c in text if c == JOINER or unicodedata.category(c) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def shortened(text: str, most: int) -> str:
    """Return ``text``, cut to ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def unlinked(match: re.Match[str]) -> str:
    return match[0].replace("://", f":{WORD_JOINER}//").replace(".", f".{WORD_JOINER}")
