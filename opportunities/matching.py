"""What fits whom: plain rules over plain facts, the same in both directions.

A list for one person and a list of people for one call both ask :func:`fit`, so reasons and
points are equal. What the rules are, and why, stands in docs/matching.md.
"""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from opportunities.choices import Audience, Mode
from search.places import kilometres

# What a wish that is met is worth. Fields weigh more than all that is asked by ticking besides.
POINTS = {"field": 8, "words": 4, "audience": 2, "time": 2, "commitment": 2}
# The wishes of which any value will do; as the facets of the search are called.
FACETS = ("field", "audience", "time", "commitment")
WORDS = "words"
OF_AGE = 18


class Spot(NamedTuple):
    """A place by its id and its coordinates in degrees."""

    pk: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody would like to do. What is empty is no wish."""

    # Facet → values, any of which will do; the more of them is met, the better.
    likes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # In their own words: skills, things.
    words: str = ""
    # Where: up to ``radius`` kilometres from a place, from home, either, or anywhere.
    spot: Spot | None = None
    radius: int = 25
    remote: bool = False
    # Languages that they speak; one has to be spoken there.
    languages: tuple[str, ...] = ()
    # Fields that they would rather leave to others.
    avoided: tuple[str, ...] = ()
    age: int | None = None

    @property
    def stated(self) -> list[str]:
        """The kinds of wishes that bring points."""
        liked = [facet for facet in FACETS if self.likes.get(facet)]
        return [*liked, *([WORDS] if self.words else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one call says of itself, as far as it matters here."""

    key: int
    # Facet → values.
    values: Mapping[str, tuple[str, ...]]
    mode: str
    spots: tuple[Spot, ...] = ()
    languages: tuple[str, ...] = ()
    minimum_age: int | None = None
    published: datetime.datetime | None = None
    # Whether the search finds in it the words that are wished for.
    found: bool = False


class Reason(NamedTuple):
    """Something that somebody wishes and the call has: "field" and the slugs of both."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A call that fits: how well, and why. The facts behind it are those of the call."""

    facts: Facts
    points: int
    reasons: tuple[Reason, ...]
    # Kilometres to the nearest of its places, if it is near enough to go there.
    km: float | None = None

    @property
    def key(self) -> int:
        return self.facts.key

    @property
    def order(self) -> tuple[float, float, float, int]:
        """What matches are sorted by: points, then the nearest, then the newest."""
        if self.km is not None:
            return (-self.points, self.km, 0, -self.key)
        published = self.facts.published
        return (-self.points, math.inf, -published.timestamp() if published else 0, -self.key)


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Return ``matches``, the best first. No two are equal, so there is one order only."""
    return sorted(matches, key=lambda match: match.order)


def fit(wishes: Wishes, facts: Facts) -> Match | None:
    """Return how the call of ``facts`` fits; ``None`` if a hard wish or too little is met."""
    km = distance(wishes, facts.spots)
    if not is_possible(wishes, facts, km):
        return None
    reasons = tuple(reasons_for(wishes, facts))
    points = points_of(reason.kind for reason in reasons)
    return Match(facts, points, reasons, km) if is_enough(wishes, points) else None


def is_possible(wishes: Wishes, facts: Facts, km: float | None) -> bool:
    """Return whether nothing speaks against it: place, language, dislikes, age."""
    if set(wishes.avoided).intersection(facts.values.get("field", ())):
        return False
    if wishes.languages and not common(wishes.languages, facts.languages):
        return False
    if wishes.age is not None and not is_old_enough(wishes.age, facts):
        return False
    if wishes.spot is None and not wishes.remote:
        return True
    return km is not None or (wishes.remote and facts.mode != Mode.ON_SITE)


def is_old_enough(age: int, facts: Facts) -> bool:
    """Return whether somebody of ``age`` may come; who is under age only where a call says so."""
    if facts.minimum_age is not None:
        return age >= facts.minimum_age
    welcome = facts.values.get("audience", ())
    return age >= OF_AGE or Audience.MINORS in welcome or Audience.FAMILIES in welcome


def distance(wishes: Wishes, spots: Iterable[Spot]) -> float | None:
    """Return the kilometres to the nearest of ``spots`` within reach."""
    if wishes.spot is None:
        return None
    here = wishes.spot[1:]
    known = [kilometres(here, spot[1:]) for spot in spots]
    return min((km for km in known if km <= wishes.radius), default=None)


def reasons_for(wishes: Wishes, facts: Facts) -> Iterable[Reason]:
    """Yield the wishes that are met, in the order in which people are told."""
    for facet in FACETS:
        if met := common(wishes.likes.get(facet, ()), facts.values.get(facet, ())):
            yield Reason(facet, met)
    if wishes.words and facts.found:
        yield Reason(WORDS, (wishes.words,))


def points_of(kinds: Iterable[str]) -> int:
    """Return what wishes of these ``kinds`` are worth together."""
    return sum(POINTS[kind] for kind in kinds)


def is_enough(wishes: Wishes, points: int) -> bool:
    """Return whether so many points are half of all that there could be."""
    return points * 2 >= points_of(wishes.stated)


def common(wished: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    """Return those of ``wished`` that are ``there``, in the order of the wishes."""
    return tuple(value for value in wished if value in there)
