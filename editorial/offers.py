"""Opportunities and organisations in the middle of a text, as the lists show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage
from search.pages import ListingPage
from search.query import SearchQuery
from search.service import search

LISTS: Mapping[str, type[ListingPage]] = {
    "opportunity": OpportunityIndexPage,
    "organisation": OrganisationIndexPage,
}


@dataclass(frozen=True, slots=True)
class Found:
    """The first entries of a list narrowed by filters, how many there are, and the list itself."""

    cards: Sequence[Any]
    cards_template: str
    total: int
    url: str


def found(
    kind: str, language: str, filters: Mapping[str, tuple[str, ...]], words: str, most: int
) -> Found | None:
    """Return what a list shows first; ``None`` if that is nothing, or there is no list."""
    page = LISTS[kind].in_language(language)
    if page is None:
        return None
    query = SearchQuery(
        kind=kind,
        language=language,
        words=words,
        filters=filters,
        sort="relevance" if words else "newest",
        size=most,
        today=timezone.localdate(),
    )
    results = search(query)
    cards = page.cards(results.keys, {})
    if not cards:
        return None
    asked = {**filters, **({"q": words} if words else {})}
    url = f"{page.list_url}?{urlencode(asked, doseq=True)}" if asked else page.list_url
    return Found(cards, page.cards_template, results.total, url)
