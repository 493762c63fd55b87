"""How questions and guides are found: their documents, and lists without an engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from advice import topics
from advice.facets import FACETS
from advice.models import GuidePage, Question
from portal.common.furniture import language_of
from portal.common.html import plain
from search.documents import Document, Searchable, Text
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


class QuestionSearch(Searchable):
    kind = "question"
    model = Question
    facets = NAMES

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


class GuideSearch(Searchable):
    """Guides: the key of one is that of its oldest live version."""

    kind = "guide"
    model = GuidePage
    facets = NAMES

    def public(self) -> QuerySet[GuidePage]:
        live = GuidePage.objects.live().public()
        older = live.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        found: QuerySet[GuidePage] = live.filter(~Exists(older))
        return found

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        oldest = {page.translation_key: page for page in self.public().filter(pk__in=keys)}
        versions: dict[Any, list[GuidePage]] = defaultdict(list)
        live = GuidePage.objects.live().filter(translation_key__in=oldest)
        for page in live.order_by("pk"):
            versions[page.translation_key].append(page)
        for key, page in oldest.items():
            yield Document(
                key=page.pk,
                texts={language_of(one): text_of_guide(one) for one in versions[key]},
                facets=facet_values(page.topic_id, page.country),
                published=page.first_published_at,
            )

    def matching(self, query: SearchQuery) -> QuerySet[GuidePage]:
        found = narrowed(self.public(), query.filters)
        live = GuidePage.objects.live()
        for word in query.words.split():
            has = Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word)
            found = found.filter(translation_key__in=live.filter(has).values("translation_key"))
        return found.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def text_of_guide(page: GuidePage) -> Text:
    """Return the words of one version, without rendering its blocks."""
    body = " ".join(page.body.stream_block.get_searchable_content(page.body))
    return Text(page.title, page.summary, plain(body))
