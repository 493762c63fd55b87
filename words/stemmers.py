"""One key for the forms of a word, from its ending alone.

Snowball's algorithms expect diacritics and have none for Slovenian, hence three small
ones of ours. All of them see words without diacritics, which makes them fold more
together than a dictionary would: what they miss is left to lemmas.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import snowballstemmer

Stemmer = Callable[[str], str]

VOWELS = frozenset("aeiouy")
# A stem keeps at least so many letters.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Endings:
    """A stemmer for an inflected language: takes off one ending, evens out what is left."""

    endings: frozenset[str]
    # Consonants that soften before an ending, and what they stand for: muzích → muh.
    softened: Mapping[str, str]
    # Left at the end of a stem by some endings.
    tails: Iterable[str] = ()

    def __call__(self, word: str) -> str:
        """Return the stem of a folded word."""
        if len(word) <= SHORTEST:
            return word
        stem = self._without_ending(word)
        for tail in self.tails:
            if len(stem) > SHORTEST:
                stem = stem.removesuffix(tail)
        return self._hardened(without_fleeting_e(stem))

    def _without_ending(self, word: str) -> str:
        """Return ``word`` without the longest ending that leaves enough of it."""
        for cut in range(SHORTEST, len(word)):
            if word[cut:] in self.endings:
                return word[:cut]
        return word

    def _hardened(self, stem: str) -> str:
        for soft, hard in self.softened.items():
            if stem.endswith(soft) and len(stem) > max(SHORTEST, len(soft) + 2):
                return stem[: -len(soft)] + hard
        return stem


def without_fleeting_e(stem: str) -> str:
    """Return ``stem`` without an e before its last consonant: pes → ps, like ps(a)."""
    if len(stem) > SHORTEST and stem[-2] == "e" and not VOWELS & {stem[-1], stem[-3]}:
        return stem[:-2] + stem[-1]
    return stem


def _endings(**groups: str) -> frozenset[str]:
    return frozenset(ending for group in groups.values() for ending in group.split())


CZECH = Endings(
    _endings(
        nouns="""atech atum etem ech ich ach emi ami ata aty ete eti ovi ove um am em im ym ou
            mi a e i o u y""",
        adjectives="iho eho imu emu ymi imi ych",
        verbs="""ovat ovani ovanim oval ovala ovali uji ujes uje ujeme ujete ujte at it et
            ame ate aji ime ite al ala ali alo il ila ili ilo as is""",
    ),
    {"st": "sk", "ct": "ck", "c": "k", "z": "h"},
)
POLISH = Endings(
    _endings(
        nouns="iami iach ami ach owi owie iom om iem em ow ie ia a e i o u y",
        adjectives="iego iemu ego emu ich ych imi ymi iej ej im ym",
        verbs="""owac owanie owania owaniu owal owala owali uje ujesz ujemy ujecie uja ac ic yc
            ec am asz amy acie aja isz imy icie ysz ymy al ala ali aly il ila ili yl yla yli""",
    ),
    {"rz": "r", "dz": "d", "c": "k"},
    tails=("i",),
)
SLOVENIAN = Endings(
    _endings(
        nouns="""ovoma ovih ovom ovi ove evi ama ema ami imi ima oma ah ih am em im om ev ov
            jo a e i o u""",
        adjectives="ega emu",
        verbs="iti ati eti imo ite ijo amo ate ajo al ala ali ale alo il ila ili ile ilo as is",
    ),
    {"c": "k"},
)
# Languages for which there is nothing better; endings of their letters without marks.
SNOWBALL = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
OURS: dict[str, Stemmer] = {"cs": CZECH, "pl": POLISH, "sl": SLOVENIAN}


@cache
def stemmer(language: str) -> Stemmer:
    """Return the stemmer of ``language``; one that changes nothing if there is none."""
    return OURS.get(language) or _snowball(language) or str


def _snowball(language: str) -> Stemmer | None:
    name = SNOWBALL.get(language)
    stem: Stemmer | None = snowballstemmer.stemmer(name).stemWord if name else None
    return stem
