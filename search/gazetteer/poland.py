"""Poland's powiaty: 314 land counties and 66 cities with the rights of one.

ISO 3166-2 ends at the voivodeships. GeoNames names the powiat of each town, and
none for a town whose powiat has the same name, which is how the cities are
found. Codes are ours: ``PL-02-boleslawiecki``, and with an ``m`` (miasto) for a
city: ``PL-02-m-wroclaw``.
"""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify

from search.gazetteer.geonames import Row
from search.gazetteer.matching import RowMatcher
from search.gazetteer.regions import DISTRICT, RegionRow
from words import fold

LAND_COUNTY = "powiat "
# The smallest city with the rights of a powiat, Sopot, has 35,000 people. Smaller
# towns without a powiat are slips in the data.
SMALLEST_CITY = 30_000


def districts(regions: Sequence[RegionRow], rows: Iterable[Row]) -> list[RegionRow]:
    """Return the powiaty that occur in ``rows``, by code."""
    matcher = RowMatcher(regions)
    found = {}
    for row in rows:
        voivodeship, name = matcher.area(row.state), county_name(row)
        if voivodeship and name:
            district = county_row(voivodeship, name)
            found[district.code] = district
    return [found[code] for code in sorted(found)]


def county_name(row: Row) -> str:
    """Return ``powiat kolski`` or the name of a city; empty if the row has none."""
    if row.county.lower().startswith(LAND_COUNTY):
        return row.county.lower()
    return row.county or (row.name if row.population >= SMALLEST_CITY else "")


def county_row(voivodeship: str, name: str) -> RegionRow:
    """Return the region of the powiat or city ``name``."""
    short = name.removeprefix(LAND_COUNTY)
    city = "" if name.startswith(LAND_COUNTY) else "m-"
    code = f"{voivodeship}-{city}{slugify(fold(short))}"
    return RegionRow(code, DISTRICT, voivodeship, name, also=(short,))
