"""What stands in the index, and for which settings it was made.

A version of an entry fills three fields of its language: ``title_cs``, ``summary_cs`` and
``words_cs``, which holds all words and so alone decides what matches. ``shown`` says in
which language each reader sees the entry: ``pl:cs`` is a Czech text shown to a Pole.

A facet has three fields. ``value_f`` holds the values and answers filters. Counting
is done on columns, and a column with one value for each entry is read at least six
times as fast as one with several; so the usual few values stand as one, joined, in ``set_f``
and only longer lists stand one by one, in ``list_f``.
"""

import hashlib
from functools import lru_cache

import tantivy
from django.conf import settings

from search import words
from search.registry import searchables

# Counts up with every change of what is written below or in entries.py.
VERSION = 1
# Texts in a language that is not (or no longer) one of the portal's.
OTHER = "und"


def languages() -> tuple[str, ...]:
    """Return the languages that have fields of their own, and the one for the rest."""
    return (*(code for code, _name in settings.LANGUAGES), OTHER)


def field_language(language: str) -> str:
    """Return the language whose fields hold texts in ``language``."""
    return language if language in languages() else OTHER


def facets() -> tuple[str, ...]:
    """Return the facets of all registered kinds."""
    return tuple(sorted({facet for kind in searchables().values() for facet in kind.facets}))


def fingerprint() -> str:
    """Return a name for all that an index depends on; another one means: build it anew."""
    return _fingerprint((VERSION, words.VERSION, languages(), facets()))


@lru_cache(maxsize=8)
def _fingerprint(parts: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()


def schema() -> tantivy.Schema:
    """Return the fields of the index for the present settings."""
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "uid", "shown"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for language in languages():
        for name in ("title", "summary", "words"):
            builder.add_text_field(
                f"{name}_{language}", tokenizer_name="whitespace", index_option="freq"
            )
    _add_facets(builder)
    builder.add_unsigned_field("places", indexed=True)
    for name in ("key", "digest", "newest", "ending", "expires"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def _add_facets(builder: tantivy.SchemaBuilder) -> None:
    for facet in facets():
        builder.add_text_field(f"value_{facet}", tokenizer_name="raw", index_option="basic")
        for column in (f"set_{facet}", f"list_{facet}"):
            builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
