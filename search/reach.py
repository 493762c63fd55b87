"""To which regions a site keeps: a second city shows what is there, or needs no place.

Organisations and opportunities belong to the installation. A site that keeps to some regions
finds no others, in any list, count, feed or detail.
"""

from collections import defaultdict
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from portal.common import furniture, sites
from portal.common.versions import kept
from search.documents import Searchable
from search.models import Reach
from search.registry import searchables

Row = TypeVar("Row", bound=Model)
REGION = "region"
# The facet of kinds that are pages: they belong to one site each (:func:`site_value`).
SITE = "site"


def codes() -> tuple[str, ...]:
    """Return the regions that the site which is meant keeps to; none means all of them."""
    limits = by_site()
    return limits.get(sites.active_key(), ()) if limits else ()


@kept
def by_site() -> dict[int, tuple[str, ...]]:
    """Return the codes of the regions of each site that keeps to some."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = Reach.regions.through.objects.order_by("region__code")
    for site, code in rows.values_list("reach__site_id", "region__code"):
        found[site] += (code,)
    return dict(found)


def codes_for(kind: Searchable) -> tuple[str, ...]:
    """Return the regions to which a list of ``kind`` is kept; advice holds everywhere."""
    return codes() if REGION in kind.facets else ()


def site_for(kind: Searchable) -> str:
    """Return the value of the site that is meant, for pages; "" where there is only one site."""
    if SITE not in kind.facets or len(furniture.all_sites()) < 2:
        return ""
    return site_value(furniture.site().key)


def site_value(home: UUID | None) -> str:
    """Return how the index names the site whose home pages have the translation key ``home``."""
    return home.hex if home else "none"


def shown_here(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of ``rows``, sources of a kind of entries, that the site shows."""
    kind = next((each for each in searchables().values() if each.model is rows.model), None)
    limits = codes_for(kind) if kind else ()
    return kind.within(rows, limits) if kind and limits else rows


def url_here(entry: Any, language: str) -> str:
    """Return the path of ``entry``, a source, in ``language``; "" where nothing shows it."""
    return entry.url_in(language) if entry.live and is_shown_here(entry) else ""


def is_shown_here(entry: Any) -> bool:
    """Return whether the site shows ``entry``, a source; asks the database only where it must."""
    rows = type(entry)._default_manager.filter(pk=entry.pk)
    return not codes() or shown_here(rows).exists()
