"""The towns of a country, each with the most exact region that is known."""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.gazetteer.geonames import Row, Town
from search.gazetteer.lookup import folded, key
from search.gazetteer.matching import RowMatcher
from search.gazetteer.regions import RegionRow
from search.gazetteer.tables import table

# A row and a town with one name are the same when they lie this near, in kilometres.
SAME = 5.0
# A town without a row lies in the district where the nearest rows are. Of five,
# weighted by closeness, more are right than of one.
NEIGHBOURS = 5
# A town further from all rows of its first division is in another (in kilometres).
FAR = 30.0


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One town as it is to be in the database."""

    town: Town
    region: str
    name: str
    names: dict[str, str]

    @property
    def folded(self) -> str:
        return folded((self.name, *self.names.values(), self.town.name))


def places_of(
    regions: Sequence[RegionRow], rows: Sequence[Row], towns: Sequence[Town]
) -> Iterator[PlaceRow]:
    """Yield a place for each of ``towns``, all of the country that ``regions`` begins with."""
    country = regions[0].code
    locate = Locator(regions, rows, towns)
    for town in towns:
        names = dict(table("places")["names"].get(str(town.geonames_id), {}))
        own = names.pop("name", None) or spelled(town.name, country)
        yield PlaceRow(town, locate.region(town), own, names)


def spelled(name: str, country: str) -> str:
    """Return ``name`` with the small letters that the country's spelling wants."""
    small = table("places")["small_words"].get(country)
    if not small:
        return name
    return re.sub(rf"(?<= )({'|'.join(small)})\b", lambda word: word[0].lower(), name)


class Locator:
    """Says in which region of one country a town lies."""

    def __init__(
        self, regions: Sequence[RegionRow], rows: Sequence[Row], towns: Sequence[Town]
    ) -> None:
        self.country = regions[0].code
        self.divided = {region.parent for region in regions}
        self.matcher = RowMatcher(regions)
        self.by_name = _by_name(rows)
        self.areas = self._areas(towns)
        self.known = self._known(rows)

    def region(self, town: Town) -> str:
        """Return the code of the most exact region that is known, at least the country's."""
        row = self.row(town)
        area = self.areas.get(town.admin1)
        return (
            (row and self.matcher.region(row))
            or (area if area not in self.divided else None)
            or self._where_neighbours_are(town, area)
            or area
            or self.country
        )

    def row(self, town: Town) -> Row | None:
        """Return the row of the same town."""
        near = [row for row in self.by_name[key(town.name)] if town.distance(row) < SAME]
        return min(near, key=town.distance, default=None)

    def _areas(self, towns: Sequence[Town]) -> dict[str, str]:
        """Return what the codes of GeoNames' first division mean: what most towns say."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for town in towns:
            row = self.row(town)
            area = self.matcher.area(row.state) if row else self.matcher.areas.contained(town.name)
            if area:
                votes[town.admin1][area] += 2 if row else 1
        return {admin1: counted.most_common(1)[0][0] for admin1, counted in votes.items()}

    def _known(self, rows: Sequence[Row]) -> dict[str | None, list[tuple[Row, str]]]:
        """Return the rows whose district is known, by first division; all under ``None``."""
        known: defaultdict[str | None, list[tuple[Row, str]]] = defaultdict(list)
        for row in rows:
            if (area := self.matcher.area(row.state)) and (region := self.matcher.region(row)):
                known[area].append((row, region))
                known[None].append((row, region))
        return known

    def _where_neighbours_are(self, town: Town, area: str | None) -> str | None:
        near = _nearest(town, self.known[area])
        if not near or near[0][0] > FAR:
            near = _nearest(town, self.known[None])
        votes: defaultdict[str, float] = defaultdict(float)
        for distance, region in near:
            votes[region] += 1 / max(distance, 0.1) ** 2
        return max(votes, key=votes.__getitem__, default=None)


def _nearest(town: Town, known: Sequence[tuple[Row, str]]) -> list[tuple[float, str]]:
    return heapq.nsmallest(NEIGHBOURS, ((town.distance(row), region) for row, region in known))


def _by_name(rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row.name)].append(row)
    return found
