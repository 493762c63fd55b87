"""Which region GeoNames means, when all it gives is a name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from search.gazetteer.geonames import Row
from search.gazetteer.lookup import key

if TYPE_CHECKING:
    from search.gazetteer.regions import RegionRow

# Words that say what a thing is, not which.
KINDS = {
    *("region", "kraj", "okres", "okraj", "voivodeship", "wojewodztwo", "municipality", "obcina"),
    *("city", "county", "province", "provincia", "district", "politischer", "bezirk", "land"),
    *("landkreis", "kreis", "stadt", "department"),
}
# In per cent; the nearest name below it is another region's.
LIKE_ENOUGH = 60
# Countries whose municipalities, our second level, are GeoNames' first division.
FIRST_DIVISION = {"SI": 2}
# A district is known by its exact name, or by one that contains it.
CONTAINED = 95


def bare(name: str) -> str:
    """Return ``name`` without the words for its kind: ``Liberecký kraj`` → ``liberecky``."""
    words = key(name).split()
    return " ".join([word for word in words if word not in KINDS] or words)


class Matcher:
    """Finds the one of ``regions`` that has a name, or one like it."""

    def __init__(self, regions: Iterable["RegionRow"]) -> None:
        self.exact: dict[str, str] = {}
        self.bare: dict[str, str] = {}
        for region in regions:
            for name in region.all_names:
                self.exact.setdefault(key(name), region.code)
                self.bare.setdefault(bare(name), region.code)

    def find(self, name: str) -> str | None:
        """Return the code of the region that is called ``name``."""
        return self.exact.get(key(name)) or self.bare.get(bare(name))

    def contained(self, name: str) -> str | None:
        """Return the code whose name's words are all in ``name``, or the other way round."""
        return self.find(name) or self._nearest(name, fuzz.token_set_ratio, CONTAINED)

    def like(self, name: str) -> str | None:
        """Return the code of the region whose name is most like ``name``."""
        return self.contained(name) or self._nearest(name, fuzz.ratio, LIKE_ENOUGH)

    def _nearest(self, name: str, scorer: Callable[..., float], cutoff: int) -> str | None:
        best = process.extractOne(bare(name), list(self.bare), scorer=scorer, score_cutoff=cutoff)
        return self.bare[best[0]] if best else None


class RowMatcher:
    """Finds the regions of one country that a row of GeoNames names."""

    def __init__(self, regions: Sequence["RegionRow"]) -> None:
        level = FIRST_DIVISION.get(regions[0].code, 1)
        self.areas = Matcher(region for region in regions if region.level == level)
        self.inside = _by_parent(regions)
        self._area_of: dict[str, str | None] = {}

    def area(self, state: str) -> str | None:
        """Return the code of GeoNames' first division ``state``."""
        if state not in self._area_of:
            self._area_of[state] = self.areas.like(state)
        return self._area_of[state]

    def region(self, row: Row) -> str | None:
        """Return the most exact region of ``row``, or nothing if its district is not known."""
        area = self.area(row.state)
        if area is None or area not in self.inside:
            return area
        return self.inside[area].contained(row.county or row.name)


def _by_parent(regions: Iterable["RegionRow"]) -> dict[str, Matcher]:
    children = defaultdict(list)
    for region in regions:
        children[region.parent].append(region)
    return {parent: Matcher(those) for parent, those in children.items() if parent}
