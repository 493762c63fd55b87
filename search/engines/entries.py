"""An app's document as fields of an index: what is the same for every engine.

A version of an entry fills four fields of its language: ``title_cs`` and ``summary_cs`` hold
keys of the words there, ``words_cs`` those of all words and so alone decides what matches,
``order_cs`` one key for each word in their order. ``shown`` says in which language each reader
sees the entry: ``pl:cs`` is a Czech text shown to a Pole.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from search.asked import OTHER, field_language, languages
from search.documents import Document, Text
from words import analyzer
from words.analysis import composed, tokens

# Counts up with every change of what is written here.
VERSION = 2
PARTS = ("title", "summary", "words", "order")
# Stands so often between the parts of a text that no row of words reaches across.
GAP = ("|",) * 8
NEVER = datetime.date.max.toordinal()
# Of the numbers that hold something and a key.
KEY_BITS = 32


def uid(kind: str, key: int) -> str:
    """Return the name of an entry among those of all kinds."""
    return f"{kind}:{key}"


def fields(kind: str, document: Document) -> dict[str, Any]:
    """Return all fields of ``document`` but its facets."""
    return {
        "kind": kind,
        "uid": uid(kind, document.key),
        "key": document.key,
        "digest": digest(document),
        "places": list(document.places),
        "expires": (document.expires or datetime.date.max).toordinal(),
        "checked": document.checked.toordinal() if document.checked else 0,
        "newest": newest(document.published, document.key),
        "ending": ending(document.ends, document.key),
        **_texts(document.texts),
    }


def newest(published: datetime.datetime | None, key: int) -> int:
    """Return a number that is larger for what was published later (in seconds), then for keys."""
    seconds = max(int(published.timestamp()), 0) if published else 0
    return seconds << KEY_BITS | key


def since(day: datetime.date) -> int:
    """Return the least ``newest`` of what was published on ``day`` (UTC) or later."""
    start = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return newest(start, 0)


def ending(ends: datetime.date | None, key: int) -> int:
    """Return a number that is larger for what ends sooner, then for larger keys."""
    days = NEVER - ends.toordinal() if ends else 0
    return days << KEY_BITS | key


def _texts(texts: Mapping[str, Text]) -> dict[str, Any]:
    own = next(iter(texts), OTHER)
    found: dict[str, Any] = {
        "shown": [
            f"{reader}:{field_language(reader if reader in texts else own)}"
            for reader in languages()
        ]
    }
    for language, text in texts.items():
        if language in languages() or language == own:
            found |= _version(text, field_language(language))
    return found


def _version(text: Text, language: str) -> dict[str, str]:
    title, summary, body = (_Keys(part, language) for part in text)
    everything = dict.fromkeys((*title.keys, *summary.keys, *body.keys))
    return {
        f"title_{language}": " ".join(dict.fromkeys(title.keys)),
        f"summary_{language}": " ".join(dict.fromkeys(summary.keys)),
        f"words_{language}": " ".join(everything),
        f"order_{language}": " ".join([*title.order, *GAP, *summary.order, *GAP, *body.order]),
    }


class _Keys:
    """The keys of one part of a text."""

    def __init__(self, text: str, language: str) -> None:
        own = analyzer(language)
        self.keys: list[str] = []
        self.order: list[str] = []
        for token in tokens(composed(text)):
            self.keys += own.keys_of(token)
            self.order.append(own.order_key(token.word))


def facet_values(document: Document, names: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the facets of ``document`` that have values, with those."""
    for facet in names:
        if values := sorted(set(document.facets.get(facet, ()))):
            yield facet, values


def digest(document: Document) -> int:
    """Return a number that differs when anything in ``document`` does."""
    parts = (
        document.key,
        [(language, *text) for language, text in document.texts.items()],
        sorted((facet, sorted(set(values))) for facet, values in document.facets.items()),
        sorted(document.places),
        document.published and document.published.timestamp(),
        document.ends,
        document.expires,
        document.checked,
    )
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=7).digest())
