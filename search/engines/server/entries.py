"""An app's document as an entry of the index (fields: schema.py)."""

from typing import Any

from search.asked import languages
from search.documents import Document
from search.engines.entries import KEY_BITS, facet_values, fields
from search.engines.fingerprint import facets
from words.analysis import LEMMA, SURFACE

# Not in the index: the name of an entry is its ``_id``.
NAME = "uid"


def entry(kind: str, document: Document) -> dict[str, Any]:
    """Return ``document`` as it stands in the index, without its name."""
    found = fields(kind, document)
    del found[NAME]
    found["newest"] = seconds(found["newest"])
    for facet, values in facet_values(document, facets()):
        found[f"value_{facet}"] = values
    for language in languages():
        if keys := found.get(f"words_{language}", "").split():
            found[f"known_{language}"] = [key for key in keys if key[0] in (SURFACE, LEMMA)]
    return found


def seconds(newest: int) -> int:
    """Return ``newest`` without its key: together they fit into a long until 2038 only."""
    return newest >> KEY_BITS
