"""What is compared when somebody types a name: letters and digits without marks."""

import re
from collections.abc import Iterable

from words import fold

# Between the names in a ``folded`` column, and around them.
EDGE = "|"
# No name is longer; what a visitor typed beyond it is not looked at.
LONGEST = 120


def key(text: str) -> str:
    """Return ``text`` as it is compared: ``  Frýdek-Místek `` → ``frydek mistek``."""
    return " ".join(re.findall(r"[^\W_]+", fold(text[:LONGEST])))


def folded(names: Iterable[str]) -> str:
    """Return the keys of ``names`` in one text: ``|praha|prague|praga|``."""
    keys = dict.fromkeys(filter(None, map(key, names)))
    return f"{EDGE}{EDGE.join(keys)}{EDGE}" if keys else ""


def is_one_of(text: str, names: str) -> bool:
    """Tell whether ``text`` is one of the names in a ``folded`` column."""
    return bool(key(text)) and f"{EDGE}{key(text)}{EDGE}" in names
