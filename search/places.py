"""Which places lie near one another, by their coordinates."""

from collections.abc import Mapping
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

from portal.common import versions
from search.models import Place
from search.query import Near

# Latitude and longitude in degrees.
Point = tuple[float, float]
EARTH_RADIUS = 6371.0  # kilometres
DEGREE = radians(1)
HALF_DEGREE = DEGREE / 2
KM_PER_DEGREE = 111.0  # of latitude, rounded down so that the box is never too small


def within(near: Near) -> tuple[tuple[int, float], ...]:
    """Return the ids of the places around ``near`` and their kilometres, nearest first."""
    return tuple(_around(near, versions.current()).items())


def distances(place: Place, radius: int) -> Mapping[int, float]:
    """Return the kilometres from ``place`` by id of the places up to ``radius`` km away."""
    return _around(Near(place.pk, radius), versions.current())


# A large circle holds some thousand places and takes up to a megabyte, a usual one 20 kB.
@lru_cache(maxsize=64)
def _around(near: Near, version: int) -> Mapping[int, float]:
    """``version`` makes places that were loaded meanwhile appear."""
    centre = Place.objects.filter(pk=near.place_id).values_list("latitude", "longitude").first()
    if centre is None:
        return MappingProxyType({})
    found = {pk: kilometres(centre, (lat, lon)) for pk, lat, lon in _in_box(centre, near.radius)}
    by_distance = sorted(found.items(), key=lambda item: (item[1], item[0]))
    return MappingProxyType({pk: km for pk, km in by_distance if km <= near.radius})


def _in_box(centre: Point, radius: int) -> list[tuple[int, float, float]]:
    """Return ids and coordinates from a box around the circle; an index finds them."""
    latitude, longitude = centre
    height = radius / KM_PER_DEGREE
    # A degree of longitude is shortest at the box's edge that is nearer to a pole.
    width = height / max(cos(radians(min(abs(latitude) + height, 89))), 0.01)
    return list(
        Place.objects.filter(
            latitude__range=(latitude - height, latitude + height),
            longitude__range=(longitude - width, longitude + width),
        )
        .order_by()
        .values_list("pk", "latitude", "longitude")
    )


def kilometres(one: Point, other: Point) -> float:
    """Return the distance of two points.

    https://en.wikipedia.org/wiki/Haversine_formula
    """
    (lat1, lon1), (lat2, lon2) = one, other
    half = sin((lat2 - lat1) * HALF_DEGREE) ** 2
    half += cos(lat1 * DEGREE) * cos(lat2 * DEGREE) * sin((lon2 - lon1) * HALF_DEGREE) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))
