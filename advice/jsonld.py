"""A question in the words of schema.org."""

from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from portal.common.furniture import furniture, language_of
from portal.common.heads import absolute

if TYPE_CHECKING:
    from advice.models.questions import Question


def qa_page(version: "Question") -> dict[str, Any]:
    """Return a ``QAPage`` with its one accepted answer, see https://schema.org/QAPage.

    The author of both is the centre: nobody who asked is told of.
    """
    facts, language = version.facts, language_of(version)
    published = facts.first_published_at
    url = absolute(version.urls().get(language, ""))
    answer = {
        "@type": "Answer",
        "text": expand_db_html(version.answer),
        "url": url,
        "author": {"@type": "Organization", "name": furniture(language).brand},
        "datePublished": published.isoformat() if published else "",
        "upvoteCount": 0,
    }
    question = {
        "@type": "Question",
        "name": version.title,
        "text": strip_tags(version.question) or version.title,
        "answerCount": 1,
        "inLanguage": language,
        "datePublished": published.isoformat() if published else "",
        "acceptedAnswer": without_nothing(answer),
    }
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": without_nothing(question),
    }


def without_nothing(thing: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of ``thing``."""
    return {name: value for name, value in thing.items() if value != ""}
