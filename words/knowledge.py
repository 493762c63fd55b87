"""What dictionaries lack, written by hand: the files below ``data/``, one folder a language.

``forms.txt``      forms of irregular words: ``lidé lidem: člověk``
``regular.txt``    regular forms of words that no dictionary has, in the same way
``synonyms.txt``   words that find each other, by commas; ``štěně > pes`` if there is no puppy
``families.txt``   words of one matter that dictionaries hold apart: ``učit, učení, učitelka``
``derivation.txt`` endings that make such families: ``-ování -ovat``; ``! even evening`` not these
``places.txt``     adjectives and inhabitants: ``pražský, Pražan: Praha``
``declension.txt`` how names of places decline: ``ice: ic icím icích icemi``
``stop.txt``       words too common to tell texts apart
``apart.txt``      words that must not meet; nothing reads it but a test

``#`` begins a comment. Words stand as in a dictionary, with their marks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from words.folding import TOKEN

DATA = Path(__file__).parent / "data"

Phrase = tuple[str, ...]


class Group(NamedTuple):
    """Who asks for one of ``asked`` also finds what says one of ``found``.

    ``wider``: only if nothing says it more closely. A puppy is a dog, but not the other way.
    """

    asked: tuple[Phrase, ...]
    found: tuple[Phrase, ...]
    wider: bool = False


@dataclass(frozen=True)
class Knowledge:
    """All that is written down about one language."""

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: tuple[Group, ...] = ()
    families: tuple[Group, ...] = ()
    derivation: tuple[tuple[str, ...], ...] = ()
    # Pairs that endings would make a family of, wrongly.
    unrelated: frozenset[frozenset[str]] = frozenset()
    # Words of synonyms and families: they are words of a dictionary, too.
    words: tuple[str, ...] = ()
    # Names of places, and for the ending of a name those of its other cases.
    names: tuple[str, ...] = ()
    declension: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # As written, with their marks.
    stop: frozenset[str] = frozenset()


@cache
def knowledge(language: str) -> Knowledge:
    """Return what is written down about ``language``; nothing of one without a folder."""
    folder = DATA / language
    places = (group_of(line.replace(":", ",")) for line in lines(folder / "places.txt"))
    endings = [tuple(line.split()) for line in lines(folder / "derivation.txt")]
    named = [line.rpartition(":")[2].strip().casefold() for line in lines(folder / "places.txt")]
    synonyms = tuple(map(group_of, lines(folder / "synonyms.txt")))
    families = (*map(group_of, lines(folder / "families.txt")), *places)
    return Knowledge(
        words=_words(synonyms, families),
        names=tuple(named),
        declension=_declension(folder / "declension.txt"),
        forms=_forms([*lines(folder / "forms.txt"), *lines(folder / "regular.txt")]),
        synonyms=synonyms,
        families=families,
        derivation=tuple(row for row in endings if row[0] != "!"),
        unrelated=frozenset(frozenset(row[1:]) for row in endings if row[0] == "!"),
        stop=frozenset(w.casefold() for line in lines(folder / "stop.txt") for w in line.split()),
    )


def known_languages() -> frozenset[str]:
    """Return the languages about which anything is written down."""
    return frozenset(folder.name for folder in DATA.iterdir() if folder.is_dir())


def _words(*groups: Iterable[Group]) -> tuple[str, ...]:
    """Return all words that stand alone in ``groups``, in a fixed order."""
    phrases = (phrase for several in groups for group in several for phrase in sum(group[:2], ()))
    return tuple(sorted({p[0] for p in phrases if len(p) == 1 and not p[0].isdigit()}))


def _declension(path: Path) -> dict[str, tuple[str, ...]]:
    rows = (line.partition(":") for line in lines(path))
    return {ending: tuple(e.strip("0") for e in others.split()) for ending, _, others in rows}


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file without comments; none if there is no such file."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if text := line.partition("#")[0].strip():
                yield text


def group_of(line: str) -> Group:
    """Return the words of a line: ``a, b c`` find each other, ``a > b`` only one way."""
    asked, one_way, found = line.partition(">")
    left = phrases(asked)
    return Group(left, phrases(found), wider=True) if one_way else Group(left, left)


def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the words of each term; a term without any is left out."""
    found = (tuple(TOKEN.findall(term.casefold())) for term in text.split(","))
    return tuple(words for words in found if words)


def _forms(told_in: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in told_in:
        forms, _, lemmas = line.partition(":")
        for form in forms.casefold().split():
            told = tuple(lemma.strip().casefold() for lemma in lemmas.split(","))
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *told)))
    return found
