"""Questions as rows of a list: two queries, however many rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.utils import timezone
from django.utils.text import Truncator

from advice import countries, topics
from advice.models.questions import Question
from portal.common.furniture import languages
from portal.common.html import plain
from portal.common.text import address
from search.highlight import Highlighted

LONGEST_ANSWER = 160
FACTS = ("pk", "locale_id", "title", "answer", "topic_id", "country", "review_on")


@dataclass(slots=True, frozen=True)
class Card:
    """One row. ``lang`` is set when the words are not in the reader's language."""

    url: str
    title: str
    answer: str
    lang: str
    topic: str
    country: str
    outdated: bool
    key: int
    # The words asked for, marked in title and answer.
    why: Highlighted | None = None

    def told(self, why: Highlighted) -> Self:
        """Return the same card with the words marked that were asked for."""
        return replace(self, why=why)


def cards(keys: Sequence[int], language: str, url: str) -> list[Card]:
    """Return the cards of those ``keys`` that are public, in their order.

    ``url`` is the address of the list.
    """
    rows = {r["pk"]: r for r in Question.objects.published().filter(pk__in=keys).values(*FACTS)}
    translated = versions_in(rows, language)
    today = timezone.localdate()
    found = []
    for key in keys:
        if (row := rows.get(key)) is None:
            continue
        own = languages()[row["locale_id"]]
        title, answer = translated.get(key) or (row["title"], row["answer"])
        topic, review = topics.by_id().get(row["topic_id"]), row["review_on"]
        found.append(
            Card(
                url=f"{url}{address(title, key)}/",
                title=title,
                answer=Truncator(plain(answer)).chars(LONGEST_ANSWER),
                lang="" if key in translated or own == language else own,
                topic=topic.label if topic else "",
                country=countries.label(row["country"]) if row["country"] else "",
                outdated=review is not None and review < today,
                key=key,
            )
        )
    return found


def versions_in(keys: Collection[int], language: str) -> dict[int, tuple[str, str]]:
    """Return title and answer of the published versions in ``language``, by source."""
    rows = Question.objects.live().filter(source__in=keys)
    # Asked for the language, too, SQLite would read all entries of that language.
    found = rows.values_list("source_id", "title", "answer", "locale_id")
    return {
        key: (title, answer)
        for key, title, answer, locale in found
        if languages()[locale] == language
    }
