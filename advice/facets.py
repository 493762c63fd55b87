"""What the list of questions can be narrowed by."""

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from advice import countries, topics
from search.facets import Counts, Facet, Option, count, is_shown


class TopicFacet(Facet):
    """Topics, in the order that staff gave them."""

    def known(self, value: str) -> bool:
        return value in topics.by_slug()

    def label_of(self, value: str) -> str:
        return topics.by_slug()[value].label

    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        return [
            Option(slug, topic.label, count(counts, slug), slug in chosen)
            for slug, topic in topics.by_slug().items()
            if is_shown(counts, slug) or slug in chosen
        ]


class CountryFacet(Facet):
    """The countries of the portal, in the order of the setting."""

    def known(self, value: str) -> bool:
        return value in settings.PORTAL_COUNTRIES

    def label_of(self, value: str) -> str:
        return countries.label(value)

    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        return [
            Option(code, self.label_of(code), count(counts, code), code in chosen)
            for code in settings.PORTAL_COUNTRIES
            if is_shown(counts, code) or code in chosen
        ]


FACETS: tuple[Facet, ...] = (
    TopicFacet("topic", _("Topic")),
    CountryFacet("country", _("Country")),
)
