"""An app's document as an entry of the index (fields: schema.py)."""

from typing import Any

import tantivy

from search.documents import Document
from search.engines.entries import facet_values, fields
from search.engines.fingerprint import facets

# Joins the values of a set; no facet has it in a value.
SEPARATOR = "\x1f"
# With more values than this, sets would be nearly as many as entries.
LARGEST_SET = 3


def entry(kind: str, document: Document, schema: tantivy.Schema) -> tantivy.Document:
    """Return ``document`` as it stands in the index."""
    return tantivy.Document.from_dict({**fields(kind, document), **_facets(document)}, schema)


def _facets(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for facet, values in facet_values(document, facets()):
        found[f"value_{facet}"] = values
        if len(values) <= LARGEST_SET:
            found[f"set_{facet}"] = SEPARATOR.join(values)
        else:
            found[f"list_{facet}"] = values
    return found
