"""What was found, with the words in it that were meant."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.text import Truncator

from search.asked import Asked
from search.documents import Hit
from search.highlight import PASSAGE, Highlighted, Piece, highlighted


class Found(NamedTuple):
    """One entry; ``lang`` is set when it is not in the reader's language."""

    hit: Hit
    why: Highlighted
    lang: str


def found(hits: Iterable[Hit], asked: Asked, language: str) -> Iterator[Found]:
    """Yield ``hits`` for a reader of ``language``."""
    for hit in hits:
        yield Found(hit, why(hit, asked), "" if hit.language == language else hit.language)


def why(hit: Hit, asked: Asked) -> Highlighted:
    """Return title and passage of ``hit``; its first words where none of those asked are."""
    marked = highlighted(hit.title, f"{hit.summary} {hit.text}".strip(), hit.language, asked)
    if marked.passage:
        return marked
    return Highlighted(marked.title, (Piece(Truncator(hit.summary).chars(PASSAGE)),))


def in_title(each: Found) -> bool:
    """Return whether one of the words that were meant stands in its title."""
    return any(piece.meant for piece in each.why.title)


def told(cards: Sequence[Any], hits: Iterable[Hit], asked: Asked) -> list[Any]:
    """Return ``cards`` of a list (they have a ``key``) with their titles and passages marked."""
    known = {hit.key: hit for hit in hits}
    return [card.told(why(known[card.key], asked)) if card.key in known else card for card in cards]
