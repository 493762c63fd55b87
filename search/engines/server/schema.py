"""What stands in the index beside the fields that every engine has (engines/entries.py).

``value_f`` holds the values of a facet, for filters and counts alike; ``known_cs`` the keys of
letters and lemmas once more, in a column, so that they can be listed.
"""

from collections.abc import Iterator
from typing import Any

from search.asked import languages
from search.engines import fingerprint as fingerprints
from search.engines.fingerprint import facets

# Counts up with every change of what is written below or in entries.py.
VERSION = 1
# As far as anybody may turn pages; nobody has so many entries.
WINDOW = 1_000_000
# What a server keeps of a text: whether a word is there, or also where.
INDEXED = {"title": "docs", "summary": "docs", "words": "docs", "order": "positions"}
# Nobody looks while an index is filled, and a copy is faster made at once.
FILLING = {"refresh_interval": "-1", "number_of_replicas": 0, "auto_expand_replicas": "false"}
# A copy where there is a second machine for it.
IN_USE = {"refresh_interval": None, "auto_expand_replicas": "0-1"}


def fingerprint() -> str:
    """Return a name for all that an index depends on; another one means: build it anew."""
    return fingerprints.fingerprint(VERSION)


def index() -> dict[str, Any]:
    """Return the description of an index for the present settings, about to be filled."""
    return {
        "settings": {"index": {"number_of_shards": 1, "max_result_window": WINDOW, **FILLING}},
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_meta": {"fingerprint": fingerprint()},
            "properties": dict(_properties()),
        },
    }


def _properties() -> Iterator[tuple[str, dict[str, Any]]]:
    key = {"type": "keyword", "doc_values": False, "norms": False}
    number = {"type": "long"}
    yield from {"kind": key, "shown": key, "places": key}.items()
    yield from ((f"value_{facet}", {"type": "keyword"}) for facet in facets())
    for language in languages():
        yield f"known_{language}", {"type": "keyword", "index": False}
        for name, kept in INDEXED.items():
            text = {"type": "text", "analyzer": "whitespace", "index_options": kept, "norms": False}
            yield f"{name}_{language}", text
    for name in ("key", "newest", "ending", "expires", "checked"):
        yield name, number
    yield "digest", {**number, "index": False}
