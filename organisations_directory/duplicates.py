"""Whether an organisation is there already: the same number, or a like name nearby.

All names are kept in the process as they are compared; a question costs a few milliseconds.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Max
from rapidfuzz import fuzz, process

from organisations_directory import numbers
from organisations_directory.models.organisation import Organisation
from organisations_directory.name_words import LEGAL_FORMS, USUAL, words_of
from portal.common import versions
from search import places
from search.models import Place
from words import folded_words

# A like name counts up to here, in kilometres.
NEAR = 30
# Shares of 100, held by the labelled names of tests/test_duplicates.py.
ALIKE = 75
# The shorter name is all in the longer one: "Brodivka" for "Brodivka, wetland keepers".
PART_OF = 0.8
# Two words are two spellings of one, or one with a slip.
SAME_WORD = 82
# Names that share words with the one asked for, and are compared with it.
MOST_LOOKED_AT = 40
# No name has more; junk may.
MOST_WORDS = 16
# How much a word tells of whose name it is.
LEGAL, COMMON, OWN = 0.1, 0.4, 1.0
LEGAL_WORDS, COMMON_WORDS = words_of(LEGAL_FORMS), words_of(USUAL)

Words = tuple[str, ...]


class Known(NamedTuple):
    """What is compared of one organisation."""

    key: int
    words: Words
    place: int | None
    country: str


@dataclass(frozen=True, slots=True)
class Index:
    """All organisations, in all states, by their numbers and by the words of their names."""

    by_number: Mapping[str, Sequence[Known]]
    by_word: Mapping[str, Sequence[Known]]
    words: Sequence[str]
    # The highest key there was.
    newest: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the same one; ``score`` is of 100."""

    organisation: Organisation
    same_number: bool
    score: int


def similar(
    name: str,
    number: str,
    place: Place | None,
    *,
    country: str = "",
    drafts: bool = False,
    without: int | None = None,
    limit: int = 5,
) -> list[Candidate]:
    """Return the organisations that may be the one described, best first.

    Published ones only, which any visitor sees; with ``drafts`` all, for staff.
    ``country`` (ISO 3166-1) is of the number, where ``place`` does not tell it;
    ``without`` is the key of the organisation described, if it has one.
    """
    if drafts:
        take_in_new_ones()
    country = numbers.country_of(place) or country
    numbered = same_number(number, country)
    scores = alike(name, place, country) | dict.fromkeys(numbered, 100)
    scores.pop(without or 0, None)
    rows = Organisation.objects.sources() if drafts else Organisation.objects.published()
    found = rows.filter(pk__in=scores).select_related("place", "locale").defer("about")
    candidates = [Candidate(row, row.pk in numbered, scores[row.pk]) for row in found]
    return sorted(candidates, key=rank)[:limit]


def rank(candidate: Candidate) -> tuple[bool, int, bool, int]:
    """Return what to sort by: numbers before names, published before drafts."""
    organisation = candidate.organisation
    return not candidate.same_number, -candidate.score, not organisation.live, organisation.pk


def same_number(number: str, country: str) -> set[int]:
    """Return those with that number, in the same country as far as it is known."""
    rows = known().by_number.get(compact(number, country), ())
    return {row.key for row in rows if may_be_in(row, country)}


def alike(name: str, place: Place | None, country: str) -> dict[int, int]:
    """Return the scores of those with a like name near ``place``; in the country, without one."""
    words = words_in(name)
    town = frozenset(folded_words(f"{place.name} {place.label}")) if place else frozenset()
    near = places.distances(place, NEAR) if place else None
    rows = look_alikes(words, town, lambda row: is_near(row, near, country))
    scores = {row.key: likeness(words, row.words, town) for row in rows}
    return {key: score for key, score in scores.items() if score >= ALIKE}


def is_near(row: Known, near: Mapping[int, float] | None, country: str) -> bool:
    """Return whether it is in one of the ``near`` places, or may be as far as we know."""
    if near is None:
        return may_be_in(row, country)
    return row.place is None or row.place in near


def may_be_in(row: Known, country: str) -> bool:
    return not row.country or not country or row.country == country


def look_alikes(words: Words, town: Collection[str], fits: Callable[[Known], bool]) -> list[Known]:
    """Return those that fit and share words, the most telling ones before others."""
    weights = {word: weight(word, town) for word in words}
    telling = {word: each for word, each in weights.items() if each > LEGAL} or weights
    shared: Counter[Known] = Counter()
    for word, each in telling.items():
        for spelling in spellings(word, each):
            for row in known().by_word.get(spelling, ()):
                shared[row] += each  # type: ignore[assignment]  # counts by weight
    return [row for row, _weight in shared.most_common() if fits(row)][:MOST_LOOKED_AT]


def spellings(word: str, weight: float) -> list[str]:
    """Return how names spell ``word``, slips included where it tells a lot."""
    if weight < OWN:
        return [word]
    found = process.extract(
        word, known().words, scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None
    )
    return [spelling for spelling, _score, _position in found]


def likeness(some: Words, others: Words, town: Collection[str] = ()) -> int:
    """Return how much of two names is the same, of 100, by how much each word tells.

    The name of the ``town`` stands in many names there, and tells little.
    """
    one, other = Share.of(some, others, town), Share.of(others, some, town)
    if not one.all or not other.all:
        return 0
    share = (one.found + other.found) / (one.all + other.all)
    parts = [side.found / side.all for side in (one, other) if side.own]
    return round(100 * max(share, PART_OF * max(parts, default=0)))


class Share(NamedTuple):
    """Of the words of a name: what they weigh, and what of it is in another name."""

    all: float
    found: float
    # Whether it has a word that is not in many names.
    own: bool

    @classmethod
    def of(cls, words: Words, others: Words, town: Collection[str]) -> "Share":
        weights = {word: weight(word, town) for word in words}
        found = sum(each * best_likeness(word, others) for word, each in weights.items())
        return cls(sum(weights.values()), found, OWN in weights.values())


def weight(word: str, town: Collection[str]) -> float:
    if len(word) == 1 or word in LEGAL_WORDS:
        return LEGAL
    return COMMON if word in COMMON_WORDS or word in town else OWN


def best_likeness(word: str, others: Words) -> float:
    """Return how like ``word`` the most similar of ``others`` is: 1, a bit less, or 0."""
    best = max((fuzz.ratio(word, other) for other in others), default=0)
    return best / 100 if best >= SAME_WORD else 0


# Most names are the same at the next reading. An entry takes some 300 bytes.
@lru_cache(maxsize=20_000)
def words_in(name: str) -> Words:
    """Return the words of ``name``, folded, each once."""
    return tuple(dict.fromkeys(folded_words(name)))[:MOST_WORDS]


compact = lru_cache(maxsize=20_000)(numbers.compact)


def known() -> Index:
    """Return all organisations as they are compared."""
    return reading()[0]


@versions.kept
def reading() -> list[Index]:
    """Return what was read for this content version, in a list that takes a newer one."""
    return [read()]


def take_in_new_ones() -> None:
    """Read anew if there are others by now: a new draft makes no new content version."""
    newest = Organisation.objects.sources().aggregate(newest=Max("pk"))["newest"] or 0
    if newest > known().newest:
        reading()[0] = read()


def read() -> Index:
    by_number: defaultdict[str, list[Known]] = defaultdict(list)
    by_word: defaultdict[str, list[Known]] = defaultdict(list)
    values, newest = ("pk", "name", "registration_number", "place_id", "place__region_id"), 0
    for key, name, number, place, region in Organisation.objects.sources().values_list(*values):
        country = numbers.country_of_region(region)
        row = Known(key, words_in(name), place, country)
        for word in row.words:
            by_word[word].append(row)
        if kept := compact(number, country):
            by_number[kept].append(row)
        newest = max(newest, key)
    return Index(by_number, by_word, list(by_word), newest)
