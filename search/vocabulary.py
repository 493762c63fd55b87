"""The words that stand on the site, and the nearest of them to a word that does not."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.common import versions
from search.engines.base import Engine
from search.models import Place
from words import fold

# Shorter words are too near to too many others.
SHORTEST = 4
# Words of so many letters may be one edit away, longer ones two.
ONE_EDIT = 5
LOOKED_AT = 60
# So many near words are tried together with the other words of a question.
OFFERED = 5
# New words are known after so many seconds at the latest.
SECONDS = 60.0

Counts = Mapping[str, int]


class Vocabulary:
    """Folded words by language with the number of entries that have each."""

    def __init__(self, words: Mapping[str, Counts]) -> None:
        self._words = words
        # Only words of nearly the same length can be near.
        self._by_length: dict[tuple[str, int], list[str]] = defaultdict(list)
        for language, counts in words.items():
            for word in counts:
                if len(word) >= SHORTEST and not word.isdigit():
                    self._by_length[language, len(word)].append(word)

    def nearest(self, word: str, language: str) -> list[str]:
        """Return the known words near ``word`` (folded), the likeliest first; few of them.

        Of words at the same distance (OSA: a transposition is one edit) those of the
        reader's language come first, then those with the same first letter, then those
        that more entries have. https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
        """
        if len(word) < SHORTEST or word.isdigit():
            return []
        edits = 1 if len(word) <= ONE_EDIT else 2
        found = [
            (distance, code != language, near[0] != word[0], -self._words[code][near], near)
            for code in self._words
            for near, distance in self._near(word, code, edits)
        ]
        return list(dict.fromkeys(each[-1] for each in sorted(found)))[:OFFERED]

    def _near(self, word: str, language: str, edits: int) -> Iterable[tuple[str, int]]:
        for length in range(len(word) - edits, len(word) + edits + 1):
            choices = self._by_length.get((language, length), ())
            for near, distance, _at in process.extract(
                word, choices, scorer=OSA.distance, score_cutoff=edits, limit=LOOKED_AT
            ):
                yield near, int(distance)


class _Known:
    """The vocabulary of this process, when it was read (monotonic seconds), and of what."""

    of: Engine | None = None
    words = Vocabulary({})
    read_at = float("-inf")
    version = -1
    # The content version whose words are all there.
    settled = -1
    lock = Lock()


def vocabulary(engine: Engine) -> Vocabulary:
    """Return the words of the index and the names of places, at most a minute old.

    To read them takes a visitor's time (0.3 s with 27,000 entries), so they are read when the
    content has changed, and once more: a change reaches the index a moment after it is made.
    """
    known, version = _Known, versions.current()
    with known.lock:
        recent = time.monotonic() - known.read_at <= SECONDS or version == known.settled
        if known.of is not engine or not recent:
            words = {code: folded(counts) for code, counts in engine.words().items()}
            for name in place_names():
                for counts in words.values():
                    counts.setdefault(name, 0)
            known.of, known.words, known.read_at = engine, Vocabulary(words), time.monotonic()
            known.settled = version if version == known.version else -1
            known.version = version
        return known.words


def folded(keys: Counts) -> dict[str, int]:
    """Return the words behind keys of letters and lemmas, each at its largest count."""
    words: dict[str, int] = {}
    for key, count in keys.items():
        word = fold(key[1:])
        words[word] = max(count, words.get(word, 0))
    return words


def place_names() -> Iterable[str]:
    """Yield the words of the names of all places, folded."""
    for name in Place.objects.values_list("name", flat=True):
        yield from fold(name).replace("-", " ").split()


def forget() -> None:
    """Read it anew next time."""
    _Known.of = None
