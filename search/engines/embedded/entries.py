"""An app's document as an entry of the index (fields: schema.py)."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

import tantivy

from search import words
from search.documents import Document, Text
from search.engines.embedded.schema import OTHER, facets, field_language, languages

# Joins the values of a set; no facet has it in a value.
SEPARATOR = "\x1f"
# With more values than this, sets would be nearly as many as entries.
LARGEST_SET = 3
NEVER = datetime.date.max.toordinal()


def uid(kind: str, key: int) -> str:
    """Return the name of an entry among those of all kinds."""
    return f"{kind}:{key}"


def entry(kind: str, document: Document, schema: tantivy.Schema) -> tantivy.Document:
    """Return ``document`` as it stands in the index."""
    fields: dict[str, Any] = {
        "kind": kind,
        "uid": uid(kind, document.key),
        "key": document.key,
        "digest": digest(document),
        "places": list(document.places),
        "expires": (document.expires or datetime.date.max).toordinal(),
        "newest": newest(document.published, document.key),
        "ending": ending(document.ends, document.key),
        **_texts(document.texts),
        **_facets(document.facets),
    }
    return tantivy.Document.from_dict(fields, schema)


def newest(published: datetime.datetime | None, key: int) -> int:
    """Return a number that is larger for what was published later (in seconds), then for keys."""
    seconds = max(int(published.timestamp()), 0) if published else 0
    return seconds << 32 | key


def ending(ends: datetime.date | None, key: int) -> int:
    """Return a number that is larger for what ends sooner, then for larger keys."""
    days = NEVER - ends.toordinal() if ends else 0
    return days << 32 | key


def _texts(texts: Mapping[str, Text]) -> dict[str, Any]:
    own = next(iter(texts), OTHER)
    fields: dict[str, Any] = {
        "shown": [
            f"{reader}:{field_language(reader if reader in texts else own)}"
            for reader in languages()
        ]
    }
    for language, text in texts.items():
        if language in languages() or language == own:
            fields |= _version(text, field_language(language))
    return fields


def _version(text: Text, language: str) -> dict[str, str]:
    title, summary, body = (words.text_keys(part, language) for part in text)
    return {
        f"title_{language}": title,
        f"summary_{language}": summary,
        f"words_{language}": f"{title} {summary} {body}",
    }


def _facets(values_of: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for facet in facets():
        values = sorted(set(values_of.get(facet, ())))
        if values:
            fields[f"value_{facet}"] = values
            if len(values) <= LARGEST_SET:
                fields[f"set_{facet}"] = SEPARATOR.join(values)
            else:
                fields[f"list_{facet}"] = values
    return fields


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
    )
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=7).digest())
