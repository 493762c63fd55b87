"""Which lemmas a form has. The lexicon is a file, mapped into memory and shared by processes.

A key of the file is a folded form, a value says what the form looks like with its marks and
which lemma it belongs to; a form may have several. ``words.build`` makes the file.
"""

import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from words.folding import fold
from words.knowledge import known_languages
from words.suffixes import Suffixes

logger = logging.getLogger(__name__)

# The form itself needs no letters in a value when it has no marks.
BETWEEN = "\t"
# Behind a form that is meant less often than the same letters without marks.
RARER = "-"
# Rules stand in the same file, under what no word begins with.
RULE = "="
# So do words, without their marks, that everybody uses.
USUAL = "!"
# So do the rows of lemmas that one form may have, under each of them.
ROW = "&"
ENDING = ".lexicon"


class Entry(NamedTuple):
    """A form with its marks, and one of its lemmas."""

    form: str
    lemma: str
    # Whether the form without its marks is a word of its own that people use more.
    rarer: bool = False


class Lexicon:
    """The forms of one language; one without a file knows none."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._forms = marisa_trie.BytesTrie()
        if path:
            self._forms.mmap(str(path))

    def __bool__(self) -> bool:
        return len(self._forms) > 0

    def entries(self, folded: str) -> list[Entry]:
        """Return all that looks like ``folded`` without its marks."""
        return [decoded(value.decode(), folded) for value in self._forms.get(folded, ())]

    def is_lemma(self, word: str) -> bool:
        """Return whether ``word`` is the form that stands for its others."""
        return any(entry[:2] == (word, word) for entry in self.entries(fold(word)))

    def is_usual(self, folded: str) -> bool:
        """Return whether ``folded`` is used so often that it is meant as it is written."""
        return USUAL + folded in self._forms

    def rows(self, lemma: str) -> list[tuple[str, ...]]:
        """Return the lemmas, in order, of each form that may be of ``lemma`` or of others."""
        return [tuple(v.decode().split(BETWEEN)) for v in self._forms.get(ROW + lemma, ())]

    def guessed(self, word: str) -> list[str]:
        """Return the lemmas that a form it does not hold has by its ending, if it holds them."""
        found = self._suffixes.candidates(word, self.is_lemma)
        return [lemma for lemma, _likely in found]

    @property
    def _suffixes(self) -> Suffixes:
        return Suffixes(self._rules)

    @lru_cache(maxsize=4096)  # noqa: B019  # there is one lexicon for each language
    def _rules(self, ending: str) -> list[str]:
        return [value.decode() for value in self._forms.get(RULE + ending, ())]


def encoded(entry: Entry) -> str:
    """Return ``entry`` in few letters: how many to cut from the form, what to add."""
    form, lemma, rarer = entry
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    shown = "" if fold(form) == form else form + RARER * rarer
    return f"{shown}{BETWEEN}{chr(len(form) - same + 1)}{lemma[same:]}"


def decoded(value: str, folded: str) -> Entry:
    """Return the entry that stands as ``value`` under the key ``folded``."""
    shown, _, change = value.partition(BETWEEN)
    form = shown.removesuffix(RARER) or folded
    cut = ord(change[0]) - 1
    return Entry(form, form[: len(form) - cut] + change[1:], shown.endswith(RARER))


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the languages that have a lexicon in ``folder``, each with its file."""
    for path in folder.glob(f"*{ENDING}"):
        yield path.name.split("-")[0], path


class _Place:
    """Where this process looks for lexicons."""

    folder: Path | None = None


def find_lexicons(folder: Path) -> None:
    """Look for lexicons in ``folder`` from now on."""
    _Place.folder = folder
    lexicon.cache_clear()
    _path.cache_clear()


def is_there(language: str) -> bool:
    """Return whether there is a lexicon of ``language``."""
    return bool(lexicon(language))


def lexicon_name(language: str) -> str:
    """Return what tells this lexicon of ``language`` from others; "" if there is none."""
    path = _path(language)
    return path.stem if path else ""


@cache
def _path(language: str) -> Path | None:
    return dict(files(_Place.folder)).get(language) if _Place.folder else None


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of ``language``; an empty one, and a line in the log, without a file."""
    path = _path(language)
    if path is None and language not in known_languages():
        return Lexicon()
    if path is None:
        logger.warning("No lexicon for %s: words are found by their stems only.", language)
        return Lexicon()
    return Lexicon(path)
