"""Why an entry was found: the words in its title and in a passage of its text that were meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.asked import Asked, Version, field_language
from words import Term, Token, analyzer, tokens
from words.analysis import SURFACE, composed

# Letters of a passage, and how much of a longer text is looked at.
PASSAGE = 180
LOOKED_AT = 20_000
CUT = "…"


class Piece(NamedTuple):
    """A part of a text, and whether it is one of the words that were meant."""

    text: str
    meant: bool = False


class Span(NamedTuple):
    """Where a word stands that was meant, and which of the terms it answers."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Highlighted:
    """The title and a passage, in pieces. No passage where the text has none of the words."""

    title: Sequence[Piece]
    passage: Sequence[Piece]


def highlighted(title: str, text: str, language: str, asked: Asked) -> Highlighted:
    """Return ``title`` and the most telling passage of ``text``, both in ``language``."""
    version = _version(asked, language)
    title, text = composed(title), composed(text[:LOOKED_AT])
    if version is None:
        return Highlighted((Piece(title),), ())
    return Highlighted(
        tuple(pieces(title, spans(title, version))), tuple(passage(text, spans(text, version)))
    )


def _version(asked: Asked, language: str) -> Version | None:
    wanted = field_language(language)
    return next((each for each in asked.versions if each.language == wanted), None)


def spans(text: str, version: Version) -> list[Span]:
    """Return the places in ``text``, composed, that answer ``version``, in their order."""
    found = tokens(text)
    return [
        Span(found[first].start, found[last].end, number)
        for number, term in enumerate(version.terms)
        for first, last in _answers(term, found, version, number)
    ]


def _answers(
    term: Term, row: Sequence[Token], version: Version, number: int
) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word of each place that answers ``term``."""
    own = analyzer(version.language)
    beginning = version.beginning if number == len(version.terms) - 1 else ""
    for at, token in enumerate(row):
        keys = own.keys_of(token)
        if any(key in term.keys for key in keys) or (
            beginning and keys[0].startswith(SURFACE + beginning)
        ):
            yield at, at
    order = [own.order_key(token.word) for token in row] if term.phrases else []
    for phrase in term.phrases:
        for at in range(len(order) - len(phrase) + 1):
            if all(order[at + n] in place for n, place in enumerate(phrase)):
                yield at, at + len(phrase) - 1
    for part in term.apart:
        yield from _answers(part, row, version, number)


def pieces(text: str, found: Iterable[Span]) -> Iterator[Piece]:
    """Yield ``text`` in pieces, those of ``found`` as meant."""
    at = 0
    for start, end, _term in sorted(found):
        if start >= at:
            if start > at:
                yield Piece(text[at:start])
            yield Piece(text[start:end], meant=True)
            at = end
    if at < len(text):
        yield Piece(text[at:])


def passage(text: str, found: list[Span]) -> Iterator[Piece]:
    """Yield the passage of ``text`` with the most different terms, whole words at its ends."""
    if not found:
        return
    ordered = sorted(found)
    best = max(ordered, key=lambda span: (_terms_from(span.start, ordered), -span.start))
    start, end = _window(text, best.start)
    within = [Span(s - start, e - start, term) for s, e, term in ordered if s >= start and e <= end]
    if start:
        yield Piece(CUT)
    yield from pieces(text[start:end], within)
    if end < len(text):
        yield Piece(CUT)


def _terms_from(start: int, found: Iterable[Span]) -> int:
    return len({span.term for span in found if start <= span.start and span.end <= start + PASSAGE})


def _window(text: str, at: int) -> tuple[int, int]:
    """Return where a passage around ``at`` begins and ends; some words lead up to it."""
    start = max(at - PASSAGE // 4, 0)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = min(start + PASSAGE, len(text))
    if end < len(text):
        end = max(text.rfind(" ", at, end), end if " " not in text[at:end] else 0) or end
    return start, end
