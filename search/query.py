"""What is asked of the search, and what comes back. Knows no engine and no app."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["relevance", "newest", "ending", "nearest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "ending", "nearest")
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Near:
    """Everything within ``radius`` kilometres of the place ``place_id``."""

    place_id: int
    radius: int


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One page of one list. Values are known ones: junk was left out by the parser.

    ``filters`` maps a facet to the chosen values: OR inside a facet, AND between.
    """

    kind: str
    language: str
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: Near | None = None
    # Codes of regions: only what is there, or needs no place (search/reach.py).
    within: tuple[str, ...] = ()
    sort: Sort = "newest"
    page: int = 1
    size: int = PAGE_SIZE
    # Only what was asked: no other spelling, no unfinished word, nothing left out.
    literal: bool = False
    # Whether the values of the facets are counted, which takes longer than to find.
    counted: bool = True
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was searched for, where that is not just what was typed."""

    # The words that were taken instead: somebody mistyped.
    corrected: str = ""
    # Nothing has all words; these results lack one.
    nearly: bool = False
    # The last word may go on; less close words count as well.
    begun: bool = False
    widened: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """Keys of one page in order, how many there are in all, and the facet counts.

    ``counts[facet][value]`` leaves out the facet's own selection. It is empty,
    and ``complete`` false, when the engine did not answer and the database did;
    empty as well when nobody asked for counts.
    """

    keys: tuple[int, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    complete: bool = True
    # Facet with a choice → how many there would be without that choice.
    without: Mapping[str, int] = field(default_factory=dict)
    # How the words were understood.
    reading: Reading = Reading()
