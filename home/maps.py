"""Maps drawn from the gazetteer: every town is a fine dot, so a country shows its shape."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class Dot(NamedTuple):
    """A point of the drawing."""

    x: float
    y: float


class Mark(NamedTuple):
    """A town that stands out: where it is, its name, its number in the list beside."""

    at: Dot
    label: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """``dots`` is the path of all fine dots, ready for an SVG."""

    width: int
    height: int
    dots: str
    marks: Sequence[Mark]
    towns: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world, seen flat: good enough for a few hundred kilometres."""

    south: float
    north: float
    west: float
    east: float

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is than one of latitude here."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        tall = (HEIGHT - 2 * MARGIN) / max(self.north - self.south, 1e-6)
        wide = (WIDTH - 2 * MARGIN) / max((self.east - self.west) * self.narrowing, 1e-6)
        return min(tall, wide)

    def dot(self, latitude: float, longitude: float) -> Dot:
        """Return where a point of the world is in the drawing."""
        middle = (self.west + self.east) / 2, (self.south + self.north) / 2
        x = WIDTH / 2 + (longitude - middle[0]) * self.narrowing * self.scale
        return Dot(round(x, 1), round(HEIGHT / 2 - (latitude - middle[1]) * self.scale, 1))


def frame_of(points: Iterable[tuple[float, float]]) -> Frame:
    """Return the smallest frame around ``points`` (latitude, longitude)."""
    latitudes, longitudes = zip(*points, strict=True)
    return Frame(min(latitudes), max(latitudes), min(longitudes), max(longitudes))


@kept
def towns() -> list[tuple[float, float]]:
    """Return where the towns are, the largest first."""
    rows = Place.objects.order_by("-population", "pk").values_list("latitude", "longitude")
    return list(rows)


def path_of(frame: Frame, points: Iterable[tuple[float, float]]) -> str:
    """Return dots as one path: lines of no length, which round ends make dots."""
    dots = (frame.dot(*point) for point in points)
    inside = [d for d in dots if 0 <= d.x <= WIDTH and 0 <= d.y <= HEIGHT]
    return "".join(f"M{d.x:g} {d.y:g}h0" for d in inside[:MOST_DOTS])


def of(places: Sequence[Place]) -> Map | None:
    """Return the map of the countries with ``places`` marked and numbered; ``None`` of nothing."""
    points = towns()
    if not places or not points:
        return None
    frame = frame_of(points)
    marks = [
        Mark(frame.dot(place.latitude, place.longitude), place.label, number)
        for number, place in enumerate(places, 1)
    ]
    return Map(WIDTH, HEIGHT, path_of(frame, points[: MOST_DOTS * 2]), marks)


def around(place: Place) -> Map:
    """Return the neighbourhood of ``place``, with its largest towns named."""
    wide = AROUND / math.cos(math.radians(place.latitude)) * WIDTH / HEIGHT
    frame = Frame(
        place.latitude - AROUND, place.latitude + AROUND,
        place.longitude - wide, place.longitude + wide,
    )  # fmt: skip
    near = Place.objects.filter(
        latitude__range=(frame.south, frame.north), longitude__range=(frame.west, frame.east)
    ).order_by("-population")
    others = [other for other in near[: NAMED + 1] if other.pk != place.pk][:NAMED]
    named = [Mark(frame.dot(other.latitude, other.longitude), other.label) for other in others]
    dots = path_of(frame, near.values_list("latitude", "longitude"))
    here = Mark(frame.dot(place.latitude, place.longitude), place.label, 1)
    return Map(WIDTH, HEIGHT, dots, [here], named)
