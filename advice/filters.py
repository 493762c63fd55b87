"""By what guides and materials are narrowed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice import countries, topics
from editorial.filters import Filter

TOPIC, COUNTRY, LANGUAGE = _("Topic"), _("Country"), _("Language")


@dataclass(frozen=True, eq=False)
class ByTopic(Filter):
    """By topic, in the order that staff gave them."""

    name: str = "topic"
    label: str | Promise = TOPIC

    def known(self, value: str) -> bool:
        return value in topics.by_slug()

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        found = list(items.order_by().values_list("topic_id", flat=True))
        counted = ((t.slug, t.label, found.count(t.pk)) for t in topics.by_slug().values())
        return [each for each in counted if each[2]]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items.filter(topic=topics.by_slug()[value].pk)


@dataclass(frozen=True, eq=False)
class ByCountry(Filter):
    """By the country whose law it is about; what holds everywhere is found under each."""

    name: str = "country"
    label: str | Promise = COUNTRY

    def known(self, value: str) -> bool:
        return value in settings.PORTAL_COUNTRIES

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        found = list(items.order_by().values_list("country", flat=True))
        everywhere = found.count("")
        return [
            (code, label, found.count(code) + everywhere)
            for code, label in countries.choices()
            if code in found
        ]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items.filter(country__in=(value, ""))


@dataclass(frozen=True, eq=False)
class ByLanguage(Filter):
    """By the languages that something can be had in, whatever the reader's is."""

    name: str = "in"
    label: str | Promise = LANGUAGE

    def known(self, value: str) -> bool:
        return value in dict(settings.LANGUAGES)

    def lang(self, value: str) -> str:
        return value

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        found = list(self.versions(items).values_list("locale__language_code", flat=True))
        counted = ((code, name, found.count(code)) for code, name in settings.LANGUAGES)
        return [each for each in counted if each[2]]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        there = self.versions(items).filter(locale__language_code=value)
        return items.filter(translation_key__in=there.values("translation_key"))

    def versions(self, items: QuerySet[Any]) -> QuerySet[Any]:
        """Return all public versions of ``items`` that have a file."""
        keys = items.order_by().values("translation_key")
        live: QuerySet[Any] = items.model.objects.live().filter(translation_key__in=keys)
        return live.filter(document__isnull=False).order_by()
