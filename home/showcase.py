"""What the home page shows of the opportunities. One search gives it all.

Nothing is chosen, so each count of a facet is the number of results after the click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from opportunities.cards import Card, cards
from search import fields
from search.models import Field
from search.query import SearchQuery
from search.service import search

URGENT = 3


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


class Showcase(NamedTuple):
    """All that the home page shows. Without an engine there are no counts, hence no arms."""

    url: str
    total: int
    arms: Sequence[Arm]
    fields: Sequence[FieldWay]
    urgent: Sequence[Card]


def showcase(language: str, url: str) -> Showcase:
    """Return what is open now; ``url`` is the address of the list."""
    query = SearchQuery(
        kind="opportunity",
        language=language,
        sort="ending",
        size=URGENT,
        today=timezone.localdate(),
    )
    results = search(query)
    return Showcase(
        url=url,
        total=results.total,
        arms=arms(results.counts, url),
        fields=field_ways(results.counts.get("field", {}), url),
        urgent=cards(results.keys, language, url),
    )


def arms(counts: Mapping[str, Mapping[str, int]], url: str) -> list[Arm]:
    """Return the ways that lead to at least one opportunity."""
    return [
        Arm(str(way.label), way.icon, filtered(url, way.facet, way.value), count)
        for way in WAYS
        if (count := counts.get(way.facet, {}).get(way.value, 0))
    ]


def field_ways(counts: Mapping[str, int], url: str) -> list[FieldWay]:
    """Return the fields that have an opportunity, in the order that staff gave them."""
    return [
        FieldWay(field, filtered(url, "field", slug), counts[slug])
        for slug, field in fields.by_slug().items()
        if counts.get(slug)
    ]


def filtered(url: str, facet: str, value: str) -> str:
    """Return the address of the list narrowed by one value."""
    return f"{url}?{urlencode({facet: value})}"
