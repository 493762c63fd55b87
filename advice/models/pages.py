"""The list of published questions, and the page of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advice.cards import Card, cards
from advice.facets import FACETS
from advice.models.guides import GuideIndexPage
from advice.models.questions import Question
from editorial.index import Teaser
from search.pages import ListingPage
from search.query import SearchQuery
from search.service import search

SIMILAR, GUIDES = 4, 3


class QuestionIndexPage(ListingPage):
    """``/en/questions/`` and everything below it."""

    kind = "question"
    role = "questions"
    facets = FACETS
    entry_model = Question
    sorts = ("relevance", "newest")
    listing_template = "advice/questions.html"
    gone_template = "advice/question_gone.html"
    entry_template = "advice/question.html"
    cards_template = "advice/cards.html"
    count_template = "advice/count.html"

    class Meta:
        verbose_name = _("list of questions")
        verbose_name_plural = _("lists of questions")

    def cards(self, keys: Sequence[int], distances: Mapping[int, float]) -> list[Card]:
        language = self.language
        return cards(keys, language, self.url_in(language))

    def entry_context(self, request: HttpRequest, entry: Question) -> dict[str, Any]:
        facts = entry.facts
        return {
            "topic": facts.known_topic,
            "sources": list(facts.sources.all()),
            "guides": self.guides(facts),
            "similar": self.similar(facts) if facts.pk else [],
        }

    def guides(self, source: Question) -> Sequence[Teaser]:
        """Return the guides that the answer names, else those of its topic and country."""
        index = GuideIndexPage.in_language(self.language)
        if index is None:
            return []
        if named := [one.guide.translation_key for one in source.guides.all()]:
            return index.teasers(index.items().filter(translation_key__in=named))
        if not source.topic_id:
            return []
        alike = index.items().filter(topic=source.topic_id, country__in=(source.country, ""))
        return index.teasers(alike[:GUIDES])

    def similar(self, source: Question) -> list[Card]:
        """Return cards of the same topic, of the same country before others."""
        topic = source.known_topic
        by_topic: dict[str, tuple[str, ...]] = {"topic": (topic.slug,)} if topic else {}
        narrow = {**by_topic, "country": (source.country,)} if source.country else by_topic
        keys: list[int] = []
        for filters in (narrow, by_topic) if source.country else (narrow,):
            query = SearchQuery(self.kind, self.language, filters=filters, size=SIMILAR + 1)
            keys += search(query).keys
        others = [key for key in dict.fromkeys(keys) if key != source.pk]
        return self.cards(others[:SIMILAR], {})
