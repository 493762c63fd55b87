"""Telephone numbers as people write them."""

import re

# Blanks, brackets, dots, slashes and dashes group the digits of one number; a word, a comma or
# another plus ends it: "22 123 45 67 ext. 8", "+420 485 000 111, in the morning".
NUMBER = re.compile(r"(?:\+\s*)?\(?[0-9](?:[\s()./\u2010-\u2015-]*[0-9])*")
GROUPING = re.compile(r"[^+0-9]")


def dialled(text: str) -> str:
    """Return the first number in ``text`` as a telephone dials it; "" if there is none."""
    found = NUMBER.search(text)
    return GROUPING.sub("", found.group()) if found else ""
