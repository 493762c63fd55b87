"""The regions of a country, from the country down; each parent before its children."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pycountry

from search.gazetteer import naming
from search.gazetteer.geonames import Row, language_of
from search.gazetteer.lookup import folded

COUNTRY, REGION, DISTRICT = 0, 1, 2

# How a district is called where its bare name would be taken for the town's.
DISTRICT_OF = {"CZ": "okres {}"}


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region as it is to be in the database."""

    code: str
    level: int
    parent: str
    name: str
    names: dict[str, str] = field(default_factory=dict)
    # Other names it is found by, not shown.
    also: tuple[str, ...] = ()

    @property
    def all_names(self) -> Iterable[str]:
        return (self.name, *self.names.values(), *self.also)

    @property
    def folded(self) -> str:
        return folded(self.all_names)


def regions_of(country: str, rows: Sequence[Row]) -> list[RegionRow]:
    """Return the country, its regions and its districts.

    ISO 3166-2 says what they are, but for Poland's powiaty, which have no code
    there, and for Slovenia, where it has municipalities only. Raises
    ``LookupError`` when ISO 3166-1 has no such country.
    """
    # They build on what is here.
    from search.gazetteer import poland, slovenia

    if country == "SI":
        return [country_row(country), *slovenia.regions()]
    found = [country_row(country), *iso_regions(country)]
    return [*found, *poland.districts(found, rows)] if country == "PL" else found


def country_row(code: str) -> RegionRow:
    """Return the row of the country itself, named in its own language."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        raise LookupError(f"ISO 3166-1 has no country {code!r}.")
    english = getattr(country, "common_name", country.name)
    name = naming.translated(code, english, language_of(code), "iso3166-1") or english
    names = naming.names(code, name, english, "iso3166-1")
    return RegionRow(code, COUNTRY, "", name, names, tuple(naming.also(code)))


def region_row(code: str, parent: str, name: str) -> RegionRow:
    """Return the row of a first division, named in all languages."""
    own = naming.own(code, name)
    names = naming.names(code, own, name, "iso3166-2")
    return RegionRow(code, REGION, parent, own, names, tuple(naming.also(code)))


def district_row(code: str, parent: str, name: str) -> RegionRow:
    """Return the row of a second division; it has the name of its own only."""
    own = naming.own(code, name)
    called = DISTRICT_OF.get(code[:2], "{}").format(own)
    return RegionRow(code, DISTRICT, parent, called, also=(own, *naming.also(code)))


def iso_regions(country: str) -> list[RegionRow]:
    """Return the first and second divisions that ISO 3166-2 has for ``country``."""
    divisions = sorted(
        (each for each in pycountry.subdivisions if each.country_code == country),
        key=lambda each: str(each.code),
    )
    first = {each.code: each for each in divisions if not each.parent_code}
    second = [each for each in divisions if each.parent_code in first]
    return [
        *(region_row(code, country, each.name) for code, each in first.items()),
        *(district_row(each.code, each.parent_code, each.name) for each in second),
    ]
