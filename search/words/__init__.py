"""Words → keys: the one analysis, for texts that are indexed and for words asked for.

Two words match when they have a key in common. Everything works on letters without
marks, because people type without them (docs/search.md).
"""

import re
from functools import lru_cache
from unicodedata import normalize

from portal.common.text import fold
from search.words.stemmers import stemmer
from search.words.stopwords import STOP_WORDS

# Counts up when the same word gets other keys than before: the index is then rebuilt.
VERSION = 1
TOKEN = re.compile(r"[^\W_]+")
LONGEST_WORD = 48
MOST_QUERY_WORDS = 16
# Nobody asks in more letters; the rest is junk.
LONGEST_QUERY = 1000


def tokens(text: str) -> list[str]:
    """Return the words of ``text``, folded: runs of letters and digits."""
    return [word[:LONGEST_WORD] for word in TOKEN.findall(fold(text))]


# The words of a language that are in use fit; each entry takes about 200 bytes.
@lru_cache(maxsize=50_000)
def keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys of one folded word of ``language``."""
    if len(word) < 3 or word.isdigit():
        return (word,)
    return (stemmer(language)(word),)


def text_keys(text: str, language: str) -> str:
    """Return the keys of all words of ``text``, separated by spaces, for the index."""
    return " ".join([key for word in tokens(text) for key in keys(word, language)])


def query_keys(text: str, language: str, reader: str) -> list[tuple[str, ...]]:
    """Return the keys of each word asked for, as found in texts of ``language``.

    Stop words of that language and of the reader's are left out, unless nothing else
    was asked for.
    """
    asked = query_words(text)
    stop = STOP_WORDS.get(language, frozenset()) | STOP_WORDS.get(reader, frozenset())
    telling = [word for word in asked if word not in stop] or asked
    return [keys(word, language) for word in telling]


def surfaces(text: str) -> list[str]:
    """Return the words asked for as they were typed, for an engine that compares letters."""
    return TOKEN.findall(normalize("NFC", text[:LONGEST_QUERY]))[:MOST_QUERY_WORDS]


def query_words(text: str) -> list[str]:
    """Return the words asked for, folded, each once."""
    return list(dict.fromkeys(tokens(text[:LONGEST_QUERY])))[:MOST_QUERY_WORDS]
