"""For which settings an index was made; others mean that it has to be made anew."""

import hashlib
from functools import lru_cache

import words
from search.asked import languages
from search.engines import entries
from search.registry import searchables


def facets() -> tuple[str, ...]:
    """Return the facets of all registered kinds."""
    return tuple(sorted({facet for kind in searchables().values() for facet in kind.facets}))


def fingerprint(version: int) -> str:
    """Return a name for all that an index of an engine at ``version`` depends on."""
    lexicons = tuple(words.lexicon_name(language) for language in languages())
    return _fingerprint((version, entries.VERSION, words.VERSION, lexicons, languages(), facets()))


@lru_cache(maxsize=8)
def _fingerprint(parts: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()
