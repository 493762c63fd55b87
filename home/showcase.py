"""What the home page shows of the opportunities.

Where nothing else is chosen, the count of a facet is the number of results after the click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from opportunities.cards import Card, cards
from opportunities.models import OpportunityIndexPage
from search import fields
from search.models import Field
from search.query import Results, SearchQuery, Sort
from search.service import search


class Way(NamedTuple):
    """A kind of time people have, as a filter of the list."""

    facet: str
    value: str
    label: str | Promise
    icon: str


# The arms of the signpost, from the least time to the most.
WAYS = (
    Way("commitment", "one_off", pgettext_lazy("signpost", "An hour or a day, once"), "i-clock"),
    Way("commitment", "regular", pgettext_lazy("signpost", "A few hours a week"), "i-calendar"),
    Way("time", "weekend", pgettext_lazy("signpost", "When the weekend comes"), "i-people"),
    Way("mode", "remote", pgettext_lazy("signpost", "From my own kitchen table"), "i-home"),
    Way("commitment", "intensive", pgettext_lazy("signpost", "A whole week or more"), "i-flag"),
)


@dataclass(frozen=True, slots=True)
class Arm:
    """A way into the list, and how many results lie behind it."""

    label: str
    icon: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldWay:
    """A field of volunteering as a way into the list."""

    field: Field
    url: str
    count: int


class Tally(NamedTuple):
    """How many calls are open, in all and by facet. Without an engine there are no counts."""

    url: str
    total: int
    counts: Mapping[str, Mapping[str, int]]


class Picked(NamedTuple):
    """The first calls of a list, how many there are in it, and its address."""

    cards: Sequence[Card]
    total: int
    url: str


def tally(language: str) -> Tally | None:
    """Return what is open now; ``None`` if there is no list of it in ``language``."""
    url = OpportunityIndexPage.url_in(language)
    if not url:
        return None
    results = asked(language, size=0)
    return Tally(url, results.total, results.counts)


def arms(tally: Tally) -> list[Arm]:
    """Return the ways that lead to at least one opportunity."""
    return [
        Arm(str(way.label), way.icon, filtered(tally.url, {way.facet: way.value}), count)
        for way in WAYS
        if (count := tally.counts.get(way.facet, {}).get(way.value, 0))
    ]


def field_ways(tally: Tally) -> list[FieldWay]:
    """Return the fields that have an opportunity, in the order that staff gave them."""
    counts = tally.counts.get("field", {})
    return [
        FieldWay(field, filtered(tally.url, {"field": slug}), counts[slug])
        for slug, field in fields.by_slug().items()
        if counts.get(slug)
    ]


def picked(language: str, chosen: Mapping[str, str], sort: Sort, most: int) -> Picked | None:
    """Return the first of those calls that have the ``chosen`` values; ``None`` of none."""
    url = OpportunityIndexPage.url_in(language)
    results = asked(language, chosen, sort, most) if url else None
    found = cards(results.keys, language, url) if results else []
    if not results or not found:
        return None
    order = {} if sort == "newest" else {"sort": sort}
    return Picked(found, results.total, filtered(url, {**chosen, **order}))


def asked(
    language: str, chosen: Mapping[str, str] | None = None, sort: Sort = "newest", size: int = 0
) -> Results:
    """Return what the search finds of the calls that are open today."""
    filters = {facet: (value,) for facet, value in (chosen or {}).items()}
    query = SearchQuery(
        "opportunity",
        language,
        filters=filters,
        sort=sort,
        size=size,
        today=timezone.localdate(),
    )
    return search(query)


def filtered(url: str, chosen: Mapping[str, str]) -> str:
    """Return the address of the list narrowed by the ``chosen`` values."""
    return f"{url}?{urlencode(chosen)}" if chosen else url
