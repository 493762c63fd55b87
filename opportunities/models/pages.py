"""The page that lists opportunities and shows each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opportunities import choices, ways
from opportunities.cards import Card, cards, is_old
from opportunities.facets import FACETS
from opportunities.models.opportunity import Opportunity
from opportunities.wording import dates_text, hours_text, times_text
from search import reach
from search.pages import ListingPage
from search.query import SearchQuery
from search.service import search

SIMILAR = 3


class OpportunityIndexPage(ListingPage):
    """``/en/opportunities/`` and everything below it."""

    kind = "opportunity"
    role = "opportunities"
    facets = FACETS
    entry_model = Opportunity
    entry_template = "opportunities/opportunity.html"
    cards_template = "components/cards.html"
    count_template = "opportunities/count.html"

    class Meta:
        verbose_name = _("list of opportunities")

    def cards(self, keys: Sequence[int], distances: Mapping[int, float]) -> list[Card]:
        language = self.language
        return cards(keys, language, self.url_in(language), distances)

    def entry_context(self, request: HttpRequest, entry: Opportunity) -> dict[str, Any]:
        facts = entry.facts
        fields = list(facts.fields.all())
        return {
            "fields": fields,
            "field": fields[0] if fields else None,
            "places": list(facts.places.all()),
            "organisation": facts.organisation,
            "ways": ways.ways(facts, self.language),
            "organisation_url": organisation_url(facts, self.language),
            "time": time_of(facts),
            "offers": labels(choices.Offer, facts.offers),
            "welcomes": labels(choices.Audience, facts.welcomes),
            "languages": labels(choices.Language, facts.languages),
            "checked_old": is_old(facts.checked_on),
            "similar": self.similar(facts),
            "similar_url": similar_url(self.url_in(self.language), fields),
        }

    def similar(self, source: Opportunity) -> list[Card]:
        """Return cards of the same field, in the same region before elsewhere."""
        keys: list[int] = []
        for filters in alike(source):
            query = SearchQuery(self.kind, self.language, filters=filters, size=SIMILAR + 1)
            keys += search(query).keys
            if len(keys) > SIMILAR:
                break
        nearest = [key for key in dict.fromkeys(keys) if key != source.pk]
        return self.cards(nearest[:SIMILAR], {})


def alike(source: Opportunity) -> list[dict[str, tuple[str, ...]]]:
    """Return filters that find what is like ``source``, the closest first."""
    slugs = tuple(field.slug for field in source.fields.all())[:1]
    codes = tuple(place.region.code for place in source.places.all())[:1]
    by_field: dict[str, tuple[str, ...]] = {"field": slugs} if slugs else {}
    return [{**by_field, "region": codes}, by_field] if codes else [by_field]


def organisation_url(facts: Opportunity, language: str) -> str:
    """Return the address of the organisation; "" for one that is not public here."""
    return reach.url_here(facts.organisation, language) if facts.organisation else ""


def similar_url(url: str, fields: Sequence[Any]) -> str:
    """Return the list narrowed to the main field."""
    return f"{url}?field={fields[0].slug}" if fields else url


def time_of(facts: Opportunity) -> dict[str, str]:
    """Return how much, when in the week and when in the year."""
    hours = hours_text(facts.hours, facts.hours_per) if facts.hours and facts.hours_per else ""
    return {
        "hours": hours,
        "times": times_text(facts.times),
        "dates": dates_text(facts.start_on, facts.end_on),
        "commitment": str(choices.Commitment(facts.commitment).label) if facts.commitment else "",
    }


def labels(vocabulary: type[Any], codes: Sequence[str]) -> list[str]:
    """Return the reader's words for ``codes``, in the order of the vocabulary."""
    return [str(item.label) for item in vocabulary if item.value in codes]
