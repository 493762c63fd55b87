"""What stands in the index beside the fields that every engine has (engines/entries.py).

A facet has three fields. ``value_f`` holds the values and answers filters. Counting
is done on columns, and a column with one value for each entry is read at least six
times as fast as one with several; so the usual few values stand as one, joined, in ``set_f``
and only longer lists stand one by one, in ``list_f``.
"""

import tantivy

from search.asked import languages
from search.engines import fingerprint as fingerprints
from search.engines.fingerprint import facets

# Counts up with every change of what is written below or in entries.py.
VERSION = 2
# What Tantivy keeps of a text: whether a word is there, or also where.
INDEXED = {"title": "basic", "summary": "basic", "words": "basic", "order": "position"}


def fingerprint() -> str:
    """Return a name for all that an index depends on; another one means: build it anew."""
    return fingerprints.fingerprint(VERSION)


def schema() -> tantivy.Schema:
    """Return the fields of the index for the present settings."""
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "uid", "shown"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for language in languages():
        for name, kept in INDEXED.items():
            builder.add_text_field(
                f"{name}_{language}", tokenizer_name="whitespace", index_option=kept
            )
    _add_facets(builder)
    builder.add_unsigned_field("places", indexed=True)
    for name in ("key", "digest", "newest", "ending", "expires", "checked"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def _add_facets(builder: tantivy.SchemaBuilder) -> None:
    for facet in facets():
        builder.add_text_field(f"value_{facet}", tokenizer_name="raw", index_option="basic")
        for column in (f"set_{facet}", f"list_{facet}"):
            builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
