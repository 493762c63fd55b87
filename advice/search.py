"""How questions, guides and materials are found: their documents, and lists without an engine."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from advice import countries, topics
from advice.facets import FACETS
from advice.models import GuidePage, MaterialPage, Question
from editorial.search import PageSearch
from portal.common.html import plain
from search.documents import Document, Text
from search.entries import EntrySearch, Row
from search.query import SearchQuery

TEXTS = ("title", "question", "answer")
NAMES = tuple(facet.name for facet in FACETS)


def facet_values(topic: int | None, country: str) -> dict[str, list[str]]:
    """Return the values of one piece of advice; what holds everywhere is found in each country."""
    known = topics.by_id().get(topic or 0)
    return {
        "topic": [known.slug] if known else [],
        "country": [country] if country else list(settings.PORTAL_COUNTRIES),
    }


def narrowed(found: QuerySet[Any], filters: Mapping[str, tuple[str, ...]]) -> QuerySet[Any]:
    """Return what the database finds by the values of the facets."""
    if "topic" in filters:
        found = found.filter(topic__slug__in=filters["topic"])
    if "country" in filters:
        found = found.filter(country__in=(*filters["country"], ""))
    return found


class QuestionSearch(EntrySearch):
    kind = "question"
    model = Question
    facets = NAMES
    label = _("Questions and answers")
    icon = "i-chat"
    order = 10
    role = Question.role
    texts = ("answer", "question")
    columns = ("topic_id", "country")

    def public(self) -> QuerySet[Question]:
        return Question.objects.published()

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        facts = {
            pk: (topic, country, published)
            for pk, topic, country, published in self.public()
            .filter(pk__in=keys)
            .values_list("pk", "topic_id", "country", "first_published_at")
        }
        texts_of = Question.objects.versions(facts, TEXTS) if facts else {}
        for key, (topic, country, published) in facts.items():
            yield Document(
                key=key,
                texts={lang: text(row) for lang, row in texts_of[key].items()},
                facets=facet_values(topic, country),
                published=published,
            )

    def facts(self, rows: Mapping[int, Row], language: str) -> dict[int, tuple[str, ...]]:
        known = topics.by_id()
        return {
            key: (
                known[row["topic_id"]].label if row["topic_id"] in known else "",
                countries.label(row["country"]) if row["country"] else "",
            )
            for key, row in rows.items()
        }

    def matching(self, query: SearchQuery) -> QuerySet[Question]:
        found = narrowed(self.public(), query.filters)
        for word in query.words.split():
            found = found.filter(has_word(word))
        return found.order_by(F("first_published_at").desc(nulls_last=True), "-pk").distinct()


def text(row: Mapping[str, str]) -> Text:
    """Return the words of one version: the question stands where others have a summary."""
    return Text(row["title"], row["question"], plain(row["answer"]))


def has_word(word: str) -> Q:
    """Return the condition that a version has ``word``."""
    condition = Q()
    for name in TEXTS:
        condition |= Q(**{f"{name}__icontains": word})
        condition |= Q(**{f"translations__{name}__icontains": word, "translations__live": True})
    return condition


class AdvicePageSearch(PageSearch):
    """Pages about a topic in a country."""

    facets = (*NAMES, *PageSearch.facets)

    def facet_values(self, page: Any) -> dict[str, list[str]]:
        return facet_values(page.topic_id, page.country)

    def matching(self, query: SearchQuery) -> QuerySet[Any]:
        return narrowed(super().matching(query), query.filters)


class GuideSearch(AdvicePageSearch):
    kind = "guide"
    model = GuidePage
    label = _("Guides")
    icon = "i-check"
    order = 11


class MaterialSearch(AdvicePageSearch):
    kind = "material"
    model = MaterialPage
    label = _("Materials")
    icon = "i-print"
    order = 15
