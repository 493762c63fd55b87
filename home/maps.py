"""Maps drawn from the gazetteer: every town is a fine dot, so a country shows its shape.

Here is what all of them share, and those of contact points; what is open where is drawn by
:mod:`home.regions`.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from portal.common.versions import kept
from search.models import Place

# Width and height of a map, in units of its drawing.
WIDTH, HEIGHT = 640, 420
MARGIN = 16
# Dots of a whole country; more make it heavier, not clearer.
MOST_DOTS = 1400
# What is shown around one point, in degrees of latitude to each side.
AROUND = 0.25
# Towns that are named around a point.
NAMED = 6
# A sign as the template draws it, and some air around it.
SIGN_WIDTH, SIGN_HEIGHT = 46, 54


class Dot(NamedTuple):
    """A point of the drawing."""

    x: float
    y: float


class Mark(NamedTuple):
    """A town that stands out: where it is, its name, its number in the list beside.

    ``sign`` is where its sign stands: beside it, if another one is there already.
    """

    at: Dot
    label: str
    number: int = 0
    sign: Dot = Dot(0, 0)


@dataclass(frozen=True, slots=True)
class Map:
    """``dots`` is the path of all fine dots, ready for an SVG."""

    width: int
    height: int
    dots: str
    marks: Sequence[Mark]
    towns: Sequence[Mark] = ()


@dataclass(frozen=True)
class Frame:
    """A part of the world, seen flat: good enough for a few hundred kilometres."""

    south: float
    north: float
    west: float
    east: float
    # Of the drawing.
    height: int = HEIGHT

    @cached_property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is than one of latitude here."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @cached_property
    def scale(self) -> float:
        tall = (self.height - 2 * MARGIN) / max(self.north - self.south, 1e-6)
        wide = (WIDTH - 2 * MARGIN) / max((self.east - self.west) * self.narrowing, 1e-6)
        return min(tall, wide)

    def dot(self, latitude: float, longitude: float) -> Dot:
        """Return where a point of the world is in the drawing."""
        middle = (self.west + self.east) / 2, (self.south + self.north) / 2
        x = WIDTH / 2 + (longitude - middle[0]) * self.narrowing * self.scale
        return Dot(round(x, 1), round(self.height / 2 - (latitude - middle[1]) * self.scale, 1))

    def holds(self, dot: Dot) -> bool:
        return 0 <= dot.x <= WIDTH and 0 <= dot.y <= self.height


def frame_of(points: Iterable[tuple[float, float]], height: int = HEIGHT) -> Frame:
    """Return the smallest frame around ``points`` (latitude, longitude)."""
    latitudes, longitudes = zip(*points, strict=True)
    return Frame(min(latitudes), max(latitudes), min(longitudes), max(longitudes), height)


class Town(NamedTuple):
    """Where a town is, and the primary key of its region."""

    latitude: float
    longitude: float
    region: int


@kept
def gazetteer() -> tuple[Any, ...]:
    """Return numbers that are others once a town, or where it belongs, is another."""
    summed = ("latitude", "longitude", "population", "region", "region__parent")
    sums = Place.objects.aggregate(Count("pk"), *(Sum(name) for name in summed))
    return tuple(sums.values())


def known_towns() -> list[Town]:
    """Return all towns, the largest first."""
    return towns_in(gazetteer())


@lru_cache(maxsize=1)
def towns_in(_gazetteer: tuple[Any, ...]) -> list[Town]:
    """Return the same; read anew only when the gazetteer has changed, which is seldom."""
    rows = Place.objects.order_by("-population", "pk")
    return [Town(*row) for row in rows.values_list("latitude", "longitude", "region_id")]


def path_of(frame: Frame, points: Iterable[tuple[float, float]], most: int = MOST_DOTS) -> str:
    """Return dots as one path: lines of no length, which round ends make dots.

    Whole numbers, each from the one before: a third of the bytes of what it means.
    """
    dots = (frame.dot(*point) for point in points)
    inside = [(round(d.y), round(d.x)) for d in dots if frame.holds(d)]
    path, was = "", (0, 0)
    for y, x in sorted(thinned(inside, most)):
        path += f"m{x - was[1]} {y - was[0]}h0"
        was = (y, x)
    return path


def thinned(dots: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Return at most ``most`` of ``dots``, evenly, so that thin country keeps its shape.

    Of those in a square only the first is left; the squares grow until few enough are.
    """
    for size in count(1):
        squares = {(y // size, x // size): (y, x) for y, x in reversed(dots)}
        if len(squares) <= most:
            break
    return list(squares.values())


def apart(dots: Iterable[Dot], width: float = SIGN_WIDTH, height: float = SIGN_HEIGHT) -> list[Dot]:
    """Return where the signs of ``dots`` stand, so that none covers another."""
    taken: list[Dot] = []
    for dot in dots:
        steps = sorted(range(-len(taken), len(taken) + 1), key=abs)
        beside = (Dot(round(dot.x + step * width, 1), dot.y) for step in steps)
        free = (one for one in beside if is_free(one, taken, width, height))
        taken.append(next(free, dot))
    return taken


def is_free(
    sign: Dot, taken: Iterable[Dot], width: float = SIGN_WIDTH, height: float = SIGN_HEIGHT
) -> bool:
    """Return whether a sign can stand there, whole and without covering any of ``taken``."""
    inside = width / 2 <= sign.x <= WIDTH - width / 2
    return inside and all(
        abs(sign.x - other.x) >= width or abs(sign.y - other.y) >= height for other in taken
    )


def of(places: Sequence[Place]) -> Map | None:
    """Return the map of the countries with ``places`` marked and numbered; ``None`` of nothing."""
    if not places or not known_towns():
        return None
    frame, path = everywhere(gazetteer())
    dots = [frame.dot(place.latitude, place.longitude) for place in places]
    marks = [
        Mark(dot, place.label, number, sign)
        for number, (place, dot, sign) in enumerate(zip(places, dots, apart(dots), strict=True), 1)
    ]
    return Map(WIDTH, HEIGHT, path, marks)


@lru_cache(maxsize=1)
def everywhere(_gazetteer: tuple[Any, ...]) -> tuple[Frame, str]:
    """Return the frame and the dots of all countries together."""
    points = [town[:2] for town in known_towns()]
    frame = frame_of(points)
    return frame, path_of(frame, points)


def around(place: Place, spot: tuple[float, float] | None = None) -> Map:
    """Return the neighbourhood of ``spot`` in ``place``, with the largest towns named."""
    latitude, longitude = spot or (place.latitude, place.longitude)
    wide = AROUND / math.cos(math.radians(latitude)) * WIDTH / HEIGHT
    frame = Frame(latitude - AROUND, latitude + AROUND, longitude - wide, longitude + wide)
    near = Place.objects.filter(
        latitude__range=(frame.south, frame.north), longitude__range=(frame.west, frame.east)
    ).order_by("-population")
    others = [other for other in near[: NAMED + 1] if other.pk != place.pk][:NAMED]
    named = [Mark(frame.dot(other.latitude, other.longitude), other.label) for other in others]
    dots = path_of(frame, near.values_list("latitude", "longitude"))
    here = frame.dot(latitude, longitude)
    return Map(WIDTH, HEIGHT, dots, [Mark(here, place.label, 0, here)], named)
