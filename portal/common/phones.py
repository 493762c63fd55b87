"""Telephone numbers as people write them."""

import re

# Blanks, brackets, dots, slashes and dashes group the digits of one number; a word, a comma or
# another plus ends it: "22 123 45 67 ext. 8", "+420 485 000 111, in the morning".
NUMBER = re.compile(r"(?:\+\s*)?\(?[0-9](?:[\s()./\u2010-\u2015-]*[0-9])*")
GROUPING = re.compile(r"[^+0-9]")
# Slovenian numbers have no more digits after the nought, Czech and Polish ones have nine.
TELLING = 8


def dialled(text: str) -> str:
    """Return the first number in ``text`` as a telephone dials it; "" if there is none."""
    found = NUMBER.search(text)
    return GROUPING.sub("", found.group()) if found else ""


def subscriber(text: str) -> str:
    """Return what is the same in every writing of the first number in ``text``; "" without one.

    With the country or without it, the last digits are the same: eight tell whose it is.
    """
    digits = dialled(text).lstrip("+")
    return digits[-TELLING:] if len(digits) >= TELLING else ""
