"""The page that lists opportunities and shows each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import re_path

from opportunities import choices, ways
from opportunities.answers import Answers
from opportunities.cards import Card, cards, is_old
from opportunities.facets import FACETS
from opportunities.guide import ROUTE, Guide, slug_in
from opportunities.models.opportunity import Opportunity
from opportunities.wording import dates_text, hours_text, times_text
from portal.common.heads import Head
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
    listing_template = "opportunities/list.html"
    guide_template = "opportunities/guide.html"

    class Meta:
        verbose_name = _("list of opportunities")

    def cards(self, keys: Sequence[int], distances: Mapping[int, float]) -> list[Card]:
        language = self.language
        return cards(keys, language, self.url_in(language), distances)

    # --- the guide "What fits me" ----------------------------------------------------

    @classmethod
    def guide_in(cls, language: str) -> str:
        """Return the path of the guide in ``language``; "" without a list."""
        url = cls.url_in(language)
        return f"{url}{slug_in(language)}/" if url else ""

    @property
    def guide_url(self) -> str:
        """The path of the guide of this list."""
        return f"{self.list_url}{slug_in(self.language)}/"

    @re_path(ROUTE)
    def what_fits(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Five questions, or what fits the answers in the address; nothing of them is kept."""
        answers = Answers.from_get(request.GET)
        own = f"{self.path_for(request)}{slug_in(self.language)}/{answers.querystring}"
        if slug != slug_in(self.language):
            return HttpResponsePermanentRedirect(own)
        if "" in request.GET.dict().values():
            # A form sends what was left empty along; the address is to be shared.
            return HttpResponseRedirect(own)
        asked = Guide(self, answers)
        context = {"page": self, "self": self, "guide": asked}
        return render(
            request, self.guide_template, {**context, "head": self.head_of_guide(request, asked)}
        )

    def head_of_guide(self, request: HttpRequest, asked: Guide) -> Head:
        """Return the head; answers are no page for a robot, and go along to other languages."""
        given = asked.answers.querystring
        urls = {code: self.guide_in(code) for code, _name in settings.LANGUAGES}
        return Head(
            title=asked.title,
            description=str(_("Five short questions, and what you could do.")),
            path=f"{self.path_for(request)}{slug_in(self.language)}/{given}",
            robots="noindex, follow" if given else "",
            alternates={code: url + given for code, url in urls.items() if url},
            crumbs=self.trail(request),
        )

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
