"""Which other words somebody means as well: families, synonyms, words made of one another."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from words.knowledge import Group, Knowledge, Phrase

# What a word weighs that was found for another one, beside 1 for the word asked for.
FAMILY, SYNONYM, SYNONYM_OF_FAMILY, WIDER = 0.6, 0.5, 0.3, 0.25
# A stem keeps so many letters before an ending makes another word of it; a word that stands
# without an ending has more.
SHORTEST_STEM, SHORTEST_WORD = 3, 4
# Between the phrases of a row in a file.
BETWEEN = "\t"
ENDING = ".relations"


class Related(NamedTuple):
    """A word, or several that stand together, and how near it is to what was asked."""

    phrase: Phrase
    weight: float
    # Only if nothing nearer is found.
    wider: bool = False


Lemmas = Callable[[str], tuple[str, ...]]
# Kind and lemma → rows of phrases: what is found for the lemma. In a row of the kind PHRASE the
# first one begins with the lemma and stands for the others.
Rows = Callable[[str, str], Iterable[tuple[Phrase, ...]]]
FAMILIES, SYNONYMS, WIDER_ONES, PHRASE = "f", "s", "w", "p"


@dataclass(frozen=True)
class Relations:
    """The relations of one language."""

    rows: Rows
    derivation: tuple[tuple[str, ...], ...]
    unrelated: frozenset[frozenset[str]]
    is_lemma: Callable[[str], bool]

    def of(self, lemma: str, *, guessed: bool = False) -> Iterator[Related]:
        """Yield what is related to ``lemma``, each at its largest weight.

        Of a lemma that was only ``guessed`` nothing is made: two guesses lead anywhere.
        """
        made = () if guessed else ((word,) for word in self.derived(lemma))
        family = {*self._found(FAMILIES, lemma), *made}
        weights: dict[Phrase, float] = dict.fromkeys(family, FAMILY)
        for phrase in self._found(SYNONYMS, lemma):
            _raise(weights, phrase, SYNONYM)
            if len(phrase) == 1:
                for relative in self._found(FAMILIES, phrase[0]):
                    _raise(weights, relative, SYNONYM_OF_FAMILY)
        for relative in family:
            if len(relative) == 1:
                for phrase in self._found(SYNONYMS, relative[0]):
                    _raise(weights, phrase, SYNONYM_OF_FAMILY)
        weights.pop((lemma,), None)
        yield from (Related(phrase, weight) for phrase, weight in weights.items())
        words = (lemma, *(phrase[0] for phrase in family if len(phrase) == 1))
        yield from self._wider(words, {(lemma,), *weights})

    def phrases(self, lemma: str) -> Iterator[tuple[Phrase, tuple[Phrase, ...]]]:
        """Yield the phrases that begin with ``lemma``, each with what is found for it."""
        return ((row[0], row[1:]) for row in self.rows(PHRASE, lemma))

    def with_groups(self, groups: Iterable[Group], lemmas: Lemmas) -> "Relations":
        """Return relations that know the synonyms ``groups`` besides."""
        more = from_mapping(told((), groups, lemmas))
        own = self.rows
        return replace(self, rows=lambda kind, lemma: (*own(kind, lemma), *more(kind, lemma)))

    def _found(self, kind: str, lemma: str) -> Iterator[Phrase]:
        return (phrase for row in self.rows(kind, lemma) for phrase in row)

    def _wider(self, words: Iterable[str], known: Container[Phrase]) -> Iterator[Related]:
        for word in words:
            for phrase in self._found(WIDER_ONES, word):
                if phrase not in known:
                    yield Related(phrase, WIDER, wider=True)

    def derived(self, lemma: str) -> Iterator[str]:
        """Yield the words that endings make of ``lemma`` and that the dictionary knows."""
        for endings in self.derivation:
            shortest = SHORTEST_STEM if all(endings) else SHORTEST_WORD
            for ending in endings:
                stem = lemma.removesuffix(ending)
                if lemma.endswith(ending) and len(stem) >= shortest:
                    others = (stem + other for other in endings if other != ending)
                    yield from (o for o in others if self._is_made_of(lemma, o))

    def _is_made_of(self, lemma: str, other: str) -> bool:
        return self.is_lemma(other) and frozenset((lemma, other)) not in self.unrelated


def _raise(weights: dict[Phrase, float], phrase: Phrase, weight: float) -> None:
    weights[phrase] = max(weight, weights.get(phrase, 0))


def relations(known: Knowledge, rows: Rows, is_lemma: Callable[[str], bool]) -> Relations:
    """Return the relations of ``known``, of which ``rows`` tells those written word by word."""
    derivation = tuple(tuple(map(_ending, endings)) for endings in known.derivation)
    return Relations(rows, derivation, known.unrelated, is_lemma)


Told = dict[tuple[str, str], list[tuple[Phrase, ...]]]


def told(families: Iterable[Group], synonyms: Iterable[Group], lemmas: Lemmas) -> Told:
    """Return what the groups tell by kind and lemma; ``lemmas`` are those of a word as written."""
    families, synonyms = list(families), list(synonyms)
    nearer = [group for group in synonyms if not group.wider]
    wider = [group for group in synonyms if group.wider]
    found: Told = defaultdict(list)
    for kind, groups in ((FAMILIES, families), (SYNONYMS, nearer), (WIDER_ONES, wider)):
        for lemma, phrases in _single(groups, lemmas).items():
            found[kind, lemma].append(phrases)
    for lemma, rows in _several([*families, *nearer, *wider], lemmas).items():
        found[PHRASE, lemma] += [(phrase, *others) for phrase, others in rows]
    return found


def from_mapping(found: Told) -> Rows:
    """Return rows that stand in ``found``."""
    return lambda kind, lemma: found.get((kind, lemma), ())


def saved(found: Told, path: Path) -> None:
    """Write ``found`` to a file that :func:`from_file` maps into memory."""
    values = [
        (kind + lemma, BETWEEN.join(map(" ".join, row)).encode())
        for (kind, lemma), rows in found.items()
        for row in rows
    ]
    marisa_trie.BytesTrie(values).save(str(path))


def from_file(path: Path) -> Rows:
    """Return rows that stand in the file at ``path``."""
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(path))

    def rows(kind: str, lemma: str) -> list[tuple[Phrase, ...]]:
        return [
            tuple(tuple(phrase.split(" ")) for phrase in value.decode().split(BETWEEN))
            for value in trie.get(kind + lemma, ())
        ]

    return rows


def _ending(written: str) -> str:
    """Return an ending of ``derivation.txt``; ``-0`` is none."""
    return written.strip("-0")


def _single(groups: Iterable[Group], lemmas: Lemmas) -> dict[str, tuple[Phrase, ...]]:
    """Return what is found for single words."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for asked, others, _wider in groups:
        there = [each for phrase in others for each in _readings(phrase, lemmas)]
        for phrase in asked:
            if len(phrase) == 1:
                for lemma in lemmas(phrase[0]):
                    found[lemma] += [each for each in there if each != (lemma,)]
    return {lemma: tuple(dict.fromkeys(phrases)) for lemma, phrases in found.items()}


def _readings(phrase: Phrase, lemmas: Lemmas) -> list[Phrase]:
    """Return a single word as each of its lemmas, several as they are."""
    return [(lemma,) for lemma in lemmas(phrase[0])] if len(phrase) == 1 else [phrase]


def _several(
    groups: Iterable[Group], lemmas: Lemmas
) -> dict[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]]:
    """Return what is found for phrases, by the first lemma of each."""
    found: dict[str, list[tuple[Phrase, tuple[Phrase, ...]]]] = defaultdict(list)
    for asked, others, _wider in groups:
        for phrase in asked:
            if len(phrase) > 1:
                there = tuple(
                    each for other in others if other != phrase for each in _readings(other, lemmas)
                )
                for lemma in lemmas(phrase[0]):
                    found[lemma].append((phrase, there))
    return {lemma: tuple(each) for lemma, each in found.items()}
