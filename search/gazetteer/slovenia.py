"""Slovenia: the statistical regions and municipalities of slovenia.toml."""

from collections.abc import Iterator

from search.gazetteer.regions import RegionRow, district_row, region_row
from search.gazetteer.tables import table


def regions() -> Iterator[RegionRow]:
    """Yield the regions, then the municipalities, in the order of the table."""
    for code, region in table("slovenia").items():
        yield region_row(code, "SI", region["name"])
    for parent, region in table("slovenia").items():
        for code, name in region["municipalities"].items():
            yield district_row(code, parent, name)
