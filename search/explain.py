"""Why an entry stands where it stands: the weights of search/weights.py, taken one by one.

Engines add up the same numbers in their own way; a test holds both to the same order.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search import weights
from search.asked import Asked, Version, field_language
from search.documents import Document, Text
from search.engines.entries import GAP, newest, since
from words import Analyzer, Term, analyzer, fold, tokens
from words.analysis import SURFACE, Place, composed

Row = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that counts: what was asked, where and as what it was found, its weight."""

    asked: str
    where: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that counts for one entry."""

    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons)


def explained(document: Document, asked: Asked, today: datetime.date) -> Explanation:
    """Return what counts for ``document``, which ``asked`` has found."""
    return Explanation((*_words(document, asked), *_recent(document, today)))


def _words(document: Document, asked: Asked) -> Iterator[Reason]:
    language = shown_language(document, asked.reader)
    version = next((v for v in asked.versions if v.language == field_language(language)), None)
    if version:
        words = _Words(document.texts[language], analyzer(field_language(language)))
        last = len(version.terms) - 1
        for number, term in enumerate(version.terms):
            beginning = version.beginning if number == last else ""
            if found := words.best(term, beginning):
                yield found
        yield from words.neighbours(version)
        if language == asked.reader and len(asked.versions) > 1:
            yield Reason("", "language", language, weights.OWN)


def shown_language(document: Document, reader: str) -> str:
    """Return the language of the version that a reader sees."""
    return reader if reader in document.texts else next(iter(document.texts))


def _recent(document: Document, today: datetime.date) -> Iterator[Reason]:
    for recent in weights.RECENT:
        day = weights.since(today, recent)
        if recent.column == "newest":
            new = newest(document.published, document.key) >= since(day)
        else:
            new = bool(document.checked and document.checked >= day)
        if new:
            yield Reason("", recent.column, f"last {recent.days} days", recent.bonus)


class _Words:
    """The keys of one version of an entry."""

    def __init__(self, text: Text, own: Analyzer) -> None:
        rows = [tokens(composed(part)) for part in text]
        keys = [[own.keys_of(token) for token in row] for row in rows]
        title, summary, _body = ({key for each in part for key in each} for part in keys)
        everything = {key for part in keys for each in part for key in each}
        self.parts = {"title": title, "summary": summary, "words": everything}
        orders = [[own.order_key(token.word) for token in row] for row in rows]
        self.order = [*orders[0], *GAP, *orders[1], *GAP, *orders[2]]

    def best(self, term: Term, beginning: str) -> Reason | None:
        """Return the way in which ``term`` is found that counts most."""
        ways = [*self._by_keys(term, beginning), *self._by_rows(term), *self._apart(term)]
        return max(ways, key=lambda reason: reason.weight, default=None)

    def _apart(self, term: Term) -> Iterator[Reason]:
        """Yield the one way of a phrase whose words all stand somewhere."""
        found = [self.best(part, "") for part in term.apart]
        if found and all(found):
            keys = " ".join(reason.found for reason in found if reason)
            yield Reason(term.word, "words", keys, weights.APART)

    def _by_keys(self, term: Term, beginning: str) -> Iterator[Reason]:
        letters = SURFACE + fold(term.word)
        for part, worth in weights.PARTS.items():
            there = self.parts[part]
            for key, weight in term.keys.items():
                if key in there:
                    yield Reason(term.word, part, key, weights.stepped(weight) * worth)
                    if weights.stepped(weight) == 1.0 and term.place and letters in there:
                        yield Reason(term.word, part, letters, weights.LETTERS * worth)
            if beginning and any(key.startswith(SURFACE + beginning) for key in there):
                yield Reason(term.word, part, f"{beginning}…", weights.BEGINNING * worth)

    def _by_rows(self, term: Term) -> Iterator[Reason]:
        for row, weight in term.phrases.items():
            if stands(row, self.order):
                found = " ".join(min(place) for place in row)
                yield Reason(term.word, "order", found, weights.stepped(weight) * weights.SUMMARY)

    def neighbours(self, version: Version) -> Iterator[Reason]:
        """Yield what counts for words that stand near each other as they were typed."""
        for one, other in pairwise(version.terms):
            # Two forms of one word are no neighbours: one word of a text would be both.
            if one.place and other.place and one.place.isdisjoint(other.place):
                rows = ((one.place, other.place), (other.place, one.place))
                if any(stands(row, self.order, weights.BETWEEN) for row in rows):
                    both = f"{one.word} {other.word}"
                    yield Reason(both, "order", "near each other", weights.NEIGHBOURS)


def stands(row: Row, order: Sequence[str], between: int = 0) -> bool:
    """Return whether ``row`` stands in ``order``, with so many words between in all."""
    return any(_goes_on(row[1:], order, at + 1, between) for at in _places(row[0], order))


def _goes_on(rest: Row, order: Sequence[str], at: int, between: int) -> bool:
    if not rest:
        return True
    return any(
        order[next_at] in rest[0] and _goes_on(rest[1:], order, next_at + 1, between + at - next_at)
        for next_at in range(at, min(at + between + 1, len(order)))
    )


def _places(place: Place, order: Iterable[str]) -> Iterator[int]:
    return (at for at, key in enumerate(order) if key in place)
