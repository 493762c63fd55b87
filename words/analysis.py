"""Texts and questions → keys.

A word of a text has up to five keys: its letters (``x``), its lemmas (``l``), its stem (``s``),
and its stem once more (``u``) if no dictionary knows it. A word that is asked for and known
finds its lemmas, and stems of unknown words only: words of a dictionary that merely end alike
do not meet. An unknown word finds stems.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from words.folding import TOKEN, fold
from words.knowledge import Group, Phrase, knowledge
from words.lexicon import Lexicon, lexicon
from words.relations import ENDING, Relations, Told, from_file, from_mapping, relations, told
from words.stemmers import stemmer

# Counts up when the same word gets other keys than before: indexes are then made anew.
VERSION = 4
QUOTED = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»]*)[\"“”„‟«»]")
LONGEST_WORD = 48
# How often one word counts in a question.
TIMES = 2
MOST_QUERY_WORDS = 16
# Nobody asks in more letters; the rest is junk.
LONGEST_QUERY = 1000
# Words of so few letters have no endings.
SHORTEST = 3
HYPHEN = "-"
SURFACE, LEMMA, STEM, UNKNOWN = "x", "l", "s", "u"
# Joins the lemmas of an order key; no word has it.
JOINT = "+"
# What a match weighs beside 1 for a lemma of the word asked for.
BY_STEM = 0.4
# Of so many meanings of a phrase's word the first count.
MOST_READINGS = 4


class Token(NamedTuple):
    """A word of a text, in small letters, and where it stands in it."""

    word: str
    start: int
    end: int
    # With the next word, if a hyphen links them: ``dry-stone`` is also ``drystone``.
    joined: str = ""


def tokens(text: str) -> list[Token]:
    """Return the words of ``text``: runs of letters and digits. Wants composed letters (NFC)."""
    found = [
        Token(m.group().casefold()[:LONGEST_WORD], m.start(), m.end()) for m in TOKEN.finditer(text)
    ]
    if HYPHEN in text:
        for at, (one, other) in enumerate(pairwise(found)):
            if text[one.end : other.start] == HYPHEN:
                joined = (one.word + other.word)[:LONGEST_WORD]
                found[at] = Token(one.word, one.start, one.end, joined)
    return found


def composed(text: str) -> str:
    """Return ``text`` with each letter and its mark as one sign."""
    return text if text.isascii() else normalize("NFC", text)


def folded_words(text: str) -> list[str]:
    """Return the words of ``text`` without their marks."""
    return [word[:LONGEST_WORD] for word in TOKEN.findall(fold(text))]


Place = frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: any of its keys, any of its phrases, or all that is ``apart``, matches.

    ``keys`` and ``phrases`` say how much each is worth. A phrase is a row of places, at each of
    which one of the order keys has to stand. ``place`` holds the order keys of a single word.
    """

    word: str
    keys: Mapping[str, float]
    phrases: Mapping[tuple[Place, ...], float]
    quoted: bool = False
    place: Place = frozenset()
    # Whether it is a word of the language; others may be names, slips, or not finished.
    known: bool = True
    # Whether people use it so often that it is meant as it is written.
    usual: bool = False
    # The words of a phrase that nobody quoted.
    apart: "tuple[Term, ...]" = ()
    # What counts as well if nothing nearer is found.
    wider_keys: Mapping[str, float] = field(default_factory=dict)
    wider_phrases: Mapping[tuple[Place, ...], float] = field(default_factory=dict)

    @property
    def is_wider(self) -> bool:
        """Whether it may stand for more than it does."""
        return bool(
            self.wider_keys or self.wider_phrases or any(part.is_wider for part in self.apart)
        )

    def widened(self) -> "Term":
        """Return the term with all that it may stand for."""
        keys, phrases = {**self.wider_keys, **self.keys}, {**self.wider_phrases, **self.phrases}
        apart = tuple(part.widened() for part in self.apart)
        return replace(
            self, keys=keys, phrases=phrases, apart=apart, wider_keys={}, wider_phrases={}
        )


class Analyzer:
    """Words of one language."""

    def __init__(self, language: str, own: Lexicon | None = None) -> None:
        """``own`` is read instead of the lexicon where they are looked for."""
        self.language = language
        self._own_lexicon = own
        self._stem = stemmer(language)
        self._known = knowledge(language)
        # The words in use fit; each takes about 300 bytes.
        self.keys = lru_cache(maxsize=30_000)(self._keys)

    def with_synonyms(self, more: tuple[Group, ...]) -> "Analyzer":
        """Return an analyzer that knows the groups ``more`` besides; texts have the same keys."""
        other = copy(self)
        vars(other)["relations"] = self.relations.with_groups(more, self._written)
        return other

    @cached_property
    def lexicon(self) -> Lexicon:
        return self._own_lexicon or lexicon(self.language)

    @cached_property
    def relations(self) -> Relations:
        """From a file, if there is one; texts do not need them."""
        path = self.lexicon.path.with_suffix(ENDING) if self.lexicon.path else None
        stored = path and path.exists()
        rows = from_file(path) if path and stored else from_mapping(self.written_down())
        return relations(self._known, rows, self.lexicon.is_lemma)

    def written_down(self) -> Told:
        """Return what is written down about families and synonyms, by lemmas."""
        return told(self._known.families, self._known.synonyms, self._written)

    # --- Texts

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of a word of a text; none of a word that is not known."""
        entries = self.lexicon.entries(fold(word))
        exact = [entry.lemma for entry in entries if entry.form == word]
        found = exact or [entry.lemma for entry in entries] or self.lexicon.guessed(word)
        return tuple(sorted(set(found)))

    def _keys(self, word: str) -> tuple[str, ...]:
        """Return all keys of a word of a text, its letters first."""
        folded = fold(word)
        if len(folded) < SHORTEST or folded.isdigit():
            return SURFACE + folded, LEMMA + folded
        stem = self._stem(folded)
        lemmas = self.lemmas(word)
        if not lemmas:
            return SURFACE + folded, STEM + stem, UNKNOWN + stem
        return SURFACE + folded, *map(lemma_key, lemmas), STEM + stem

    def order_key(self, word: str) -> str:
        """Return the one key that stands for a word where the order of words counts.

        A word that may be a form of several lemmas has all of them in it.
        """
        keys = self.keys(word)
        lemmas = [key[1:] for key in keys if key[0] == LEMMA]
        return LEMMA + JOINT.join(lemmas) if lemmas else keys[1]

    def text(self, text: str) -> Iterator[tuple[str, ...]]:
        """Yield the keys of each word of ``text``."""
        return map(self.keys_of, tokens(composed(text)))

    def keys_of(self, token: Token) -> tuple[str, ...]:
        """Return all keys of a word where it stands."""
        own = self.keys(token.word)
        return own + self.keys(token.joined) if token.joined else own

    # --- Questions

    def asked_lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas that somebody may mean who typed ``word``, perhaps without marks."""
        folded = fold(word)
        if folded != word:
            return self.lemmas(word)
        found = {entry.lemma for entry in self.lexicon.entries(folded) if not entry.rarer}
        return tuple(sorted(found or self.lexicon.guessed(word)))

    def question(self, text: str, reader: "Analyzer | None" = None) -> list[Term]:
        """Return what ``text`` asks for: quoted parts as phrases, other words one by one.

        Words too common to tell anything, here or in the language of ``reader``, are left
        out, unless nothing else is asked.
        """
        common = [self, reader] if reader else [self]
        text = composed(text[:LONGEST_QUERY])
        quoted = [self._phrase(part) for part in QUOTED.findall(text) if TOKEN.search(part)]
        asked = tokens(QUOTED.sub(" ", text))
        pairs: dict[Phrase, str] = {
            (a.word, b.word): a.joined for a, b in pairwise(asked) if a.joined
        }
        terms = list(self._terms(without_repeats([token.word for token in asked]), pairs))
        telling = [t for t in terms if not any(each.is_common(t.word) for each in common)]
        return quoted + (telling or ([] if quoted else terms))

    def is_common(self, word: str) -> bool:
        """Return whether ``word`` is too common to tell texts apart.

        Without its marks it counts as a common word only if it is no other one.
        """
        if word in self._known.stop or word not in self._stop_folded:
            return word in self._known.stop
        return not any(entry.form == word for entry in self.lexicon.entries(word))

    @cached_property
    def _stop_folded(self) -> frozenset[str]:
        return frozenset(map(fold, self._known.stop))

    def _phrase(self, text: str) -> Term:
        words = [token.word for token in tokens(text)][:MOST_QUERY_WORDS]
        row = tuple(self._place(word) for word in words)
        return Term(text.strip(), {}, {row: 1.0}, quoted=True)

    def _terms(self, words: list[str], pairs: Mapping[Phrase, str]) -> Iterator[Term]:
        """Yield the terms for ``words``; a row of them that has a meaning of its own is one.

        ``pairs`` are linked by a hyphen, with what they are as one word.
        """
        at, known = 0, set()
        while at < len(words):
            length, others = self._row(words[at:], pairs)
            row = tuple(words[at : at + length])
            at += length
            if row not in known:
                known.add(row)
                yield self.term(row[0]) if length == 1 else self._row_term(row, others)

    def _row(
        self, words: list[str], pairs: Mapping[Phrase, str]
    ) -> tuple[int, tuple[tuple[str, ...], ...]]:
        """Return how many of ``words`` are one phrase that has synonyms, and those; else 1."""
        found: dict[int, list[tuple[str, ...]]] = {1: []}
        if lemmas := self.asked_lemmas(pairs.get(tuple(words[:2]), "")):
            found[2] = [(lemma,) for lemma in lemmas]
        for first in {*self.asked_lemmas(words[0]), words[0], fold(words[0])}:
            for phrase, others in self.relations.phrases(first):
                if len(phrase) <= len(words) and all(map(self._same, phrase, words)):
                    found.setdefault(len(phrase), []).extend(others)
        longest = max(found)
        return longest, tuple(found[longest])

    def _same(self, part: str, word: str) -> bool:
        mine = self.asked_lemmas(word) or (fold(word),)
        return bool({*self._written(part), part, fold(part)} & {*mine, word})

    def _row_term(self, words: Sequence[str], others: Iterable[tuple[str, ...]]) -> Term:
        """Return what finds ``words`` in a row, all of them anywhere, or one of ``others``."""
        keys: dict[str, float] = {}
        rows = {tuple(map(self._place, words)): 1.0}
        for phrase in others:
            self._add(phrase, 0.5, keys, rows)
        telling = tuple(self.term(word) for word in words if not self.is_common(word))
        return Term(" ".join(words), keys, rows, apart=telling if len(telling) > 1 else ())

    def term(self, word: str) -> Term:
        """Return what finds ``word``."""
        folded = fold(word)
        keys: dict[str, float] = {}
        rows: dict[tuple[Place, ...], float] = {}
        if len(folded) < SHORTEST or folded.isdigit():
            keys[LEMMA + folded] = 1.0
            lemmas: tuple[str, ...] = tuple({word, folded, *self.asked_lemmas(word)})
        else:
            lemmas = self.asked_lemmas(word)
            stem = self._stem(folded)
            keys |= {lemma_key(lemma): 1.0 for lemma in lemmas}
            keys[(UNKNOWN if lemmas else STEM) + stem] = BY_STEM
        wider_keys: dict[str, float] = {}
        wider_rows: dict[tuple[Place, ...], float] = {}
        guessed = bool(lemmas) and not self.lexicon.entries(folded)
        for lemma in lemmas or (word,):
            for related in self.relations.of(lemma, guessed=guessed):
                if related.wider:
                    self._add(related.phrase, related.weight, wider_keys, wider_rows)
                else:
                    self._add(related.phrase, related.weight, keys, rows)
        return Term(
            word,
            keys,
            rows,
            place=self._place(word),
            known=bool(lemmas),
            usual=self.lexicon.is_usual(folded),
            wider_keys=wider_keys,
            wider_phrases=wider_rows,
        )

    def _add(
        self,
        phrase: tuple[str, ...],
        weight: float,
        keys: dict[str, float],
        rows: dict[tuple[Place, ...], float],
    ) -> None:
        if len(phrase) == 1:
            key = lemma_key(phrase[0])
            keys[key] = max(weight, keys.get(key, 0))
        else:
            row = tuple(self._place(word) for word in phrase)
            rows[row] = max(weight, rows.get(row, 0))

    def _place(self, word: str) -> Place:
        """Return the order keys of all words that share a lemma with ``word``."""
        lemmas = self.asked_lemmas(word)[:MOST_READINGS]
        joint = {JOINT.join(row) for lemma in lemmas for row in self.lexicon.rows(lemma)}
        return frozenset({LEMMA + each for each in (*lemmas, *joint)} | {self.order_key(word)})

    def _written(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of a word of the hand-written files: itself, if it is one."""
        found = self.lemmas(word)
        return (word,) if word in found or not found else found


def lemma_key(lemma: str) -> str:
    """Return the key of ``lemma``; one of a letter or two stands without its marks."""
    return LEMMA + (fold(lemma) if len(lemma) < SHORTEST else lemma)


def without_repeats(words: list[str]) -> list[str]:
    """Return as many ``words`` as are looked at; one that comes often counts twice at most.

    Twice, because “someone to talk to” is one thing; the same term is not asked again.
    """
    seen: Counter[str] = Counter()
    kept = []
    for word in words:
        seen[word] += 1
        if seen[word] <= TIMES:
            kept.append(word)
    return kept[:MOST_QUERY_WORDS]


@cache
def analyzer(language: str) -> Analyzer:
    """Return the analyzer of ``language``, with the synonyms that are written down."""
    return Analyzer(language)
