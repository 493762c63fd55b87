"""The directory: the page that lists organisations and shows each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisations_directory.cards import Card, cards
from organisations_directory.facets import FACETS
from organisations_directory.models.organisation import Organisation
from organisations_directory.sections import sections
from search.models import Region
from search.pages import ListingPage
from search.query import SearchQuery
from search.service import search

SIMILAR = 3


class OrganisationIndexPage(ListingPage):
    """``/en/organisations/`` and everything below it."""

    kind = "organisation"
    role = "organisations"
    facets = FACETS
    entry_model = Organisation
    listing_template = "organisations_directory/listing.html"
    entry_template = "organisations_directory/organisation.html"
    cards_template = "organisations_directory/cards.html"
    count_template = "organisations_directory/count.html"

    class Meta:
        verbose_name = _("directory of organisations")

    def cards(self, keys: Sequence[int], distances: Mapping[int, float]) -> list[Card]:
        language = self.language
        return cards(keys, language, self.url_in(language), distances)

    def entry_context(self, request: HttpRequest, entry: Organisation) -> dict[str, Any]:
        facts = entry.facts
        return {
            "fields": list(facts.fields.all()),
            "region": region_of(facts),
            "regions": list(facts.regions.all()),
            "sections": sections(facts, self.language) if facts.pk else [],
        }

    def similar(self, source: Organisation) -> list[Card]:
        """Return cards of the same field."""
        slugs = tuple(field.slug for field in source.fields.all())[:1]
        filters = {"field": slugs} if slugs else {}
        query = SearchQuery(self.kind, self.language, filters=filters, size=SIMILAR + 1)
        return self.cards([k for k in search(query).keys if k != source.pk][:SIMILAR], {})


def region_of(organisation: Organisation) -> Region | None:
    """Return the region (kraj, voivodeship …) of its seat: districts repeat their town."""
    if organisation.place is None:
        return None
    return next(
        (r for r in organisation.place.region.line() if r.level == Region.Level.REGION), None
    )
