"""What has been published on a question, found before it is sent.

A list looks for all words; a question of fifty words has them in no answer. So each
telling word is looked for by itself, and what has the most of the rarest comes first.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from advice.ask_words import ASK_WORDS
from advice.cards import Card
from advice.models import GuideIndexPage, GuidePage, QuestionIndexPage
from editorial.index import Teaser
from search.query import Results, SearchQuery
from search.service import search
from words import analyzer, folded_words

# Words looked for; each is a search for each kind, of a millisecond or two.
MOST_WORDS = 12
SHORTEST = 3
# Characters of a question: it begins with greetings as often as not.
LOOKED_INTO = 2000
QUESTIONS, GUIDES = 5, 2
# Looked at for each word, the best first.
LOOKED_AT = 12
# The share of the telling words' weight that an answer has to have.
ENOUGH = 0.3
# And so many of them, unless there are fewer; one stands in no more than half of all there is.
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Similar:
    """Published answers and guides; nothing of either is false."""

    questions: Sequence[Card]
    guides: Sequence[Teaser]

    def __bool__(self) -> bool:
        return bool(self.questions or self.guides)


def similar(text: str, language: str, country: str = "") -> Similar:
    """Return what answers ``text`` perhaps, in the frame of ``language``."""
    filters = {"country": (country,)} if country else {}
    questions = similar_questions(text, language, country)
    guides = best("guide", telling_words(text, language), language, filters, LOOKED_AT)
    return Similar(cards_of(questions, language), teasers_of(guides, language))


def similar_questions(text: str, language: str, country: str = "") -> list[int]:
    """Return the keys of published questions that answer ``text`` perhaps."""
    filters = {"country": (country,)} if country else {}
    return best("question", telling_words(text, language), language, filters, QUESTIONS)


def telling_words(text: str, language: str) -> list[str]:
    """Return the words that say what ``text`` is about, long ones first: those are rare."""
    asking, is_common = ASK_WORDS.get(language, frozenset()), analyzer(language).is_common
    known = dict.fromkeys(folded_words(text[:LOOKED_INTO]))
    kept = [w for w in known if len(w) >= SHORTEST and w not in asking and not is_common(w)]
    return sorted(kept, key=len, reverse=True)[:MOST_WORDS]


def best(
    kind: str, telling: Sequence[str], language: str, filters: dict[str, Any], most: int
) -> list[int]:
    """Return the keys of the entries of ``kind`` with enough of the words, the best first."""
    weights: dict[int, float] = defaultdict(float)
    hits: Counter[int] = Counter()
    told: set[int] = set()
    whole = 0.0
    there = found_by("", kind, language, filters).total if telling else 0
    for word in telling:
        found = found_by(word, kind, language, filters)
        # What stands everywhere says little; what stands nowhere says nothing of the others.
        weight = math.log2(1 + there / found.total) if found.total else 0.0
        whole += weight
        for rank, key in enumerate(found.keys):
            weights[key] += weight / (1 + rank / LOOKED_AT)
            hits[key] += 1
        if found.total <= max(1, there // 2):
            told.update(found.keys)
    least = min(FEWEST_WORDS, len(telling))
    good = [k for k in told if weights[k] >= ENOUGH * whole and hits[k] >= least]
    return sorted(good, key=lambda key: (-weights[key], -key))[:most]


def found_by(word: str, kind: str, language: str, filters: dict[str, Any]) -> Results:
    """Return what has ``word``, the best first; without one, all there is."""
    today = timezone.localdate()
    query = SearchQuery(
        kind, language, word, filters, sort="relevance", size=LOOKED_AT, today=today, literal=True
    )
    return search(query)


def cards_of(keys: Sequence[int], language: str) -> Sequence[Card]:
    """Return the cards of questions."""
    page = QuestionIndexPage.in_language(language)
    return page.cards(keys, {}) if page and keys else []


def teasers_of(keys: Sequence[int], language: str) -> Sequence[Teaser]:
    """Return the best guides as the list of ``language`` shows them; other sites have their own."""
    page = GuideIndexPage.in_language(language)
    if page is None or not keys:
        return []
    named = dict(GuidePage.objects.filter(pk__in=keys).values_list("pk", "translation_key"))
    shown = page.teasers(page.items().filter(translation_key__in=named.values()))
    by_key = {teaser.page.translation_key: teaser for teaser in shown}
    found = [by_key[named[key]] for key in keys if named.get(key) in by_key]
    return found[:GUIDES]
