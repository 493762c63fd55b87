"""Figures of the portal that nobody has to keep true."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import ngettext

from advice.models import QuestionIndexPage
from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage
from search.pages import ListingPage
from search.query import SearchQuery
from search.service import search


class Count(NamedTuple):
    """How many there are of something, what that is, and where it is listed."""

    number: int
    words: str
    url: str


def opportunities(number: int) -> str:
    return ngettext("open call", "open calls", number)


def organisations(number: int) -> str:
    return ngettext("organisation", "organisations", number)


def answers(number: int) -> str:
    return ngettext("published answer", "published answers", number)


COUNTED: Mapping[type[ListingPage], Callable[[int], str]] = {
    OpportunityIndexPage: opportunities,
    OrganisationIndexPage: organisations,
    QuestionIndexPage: answers,
}


def counts(language: str) -> list[Count]:
    """Return the size of each list that has one, as its own page tells it."""
    found = [count(model, words, language) for model, words in COUNTED.items()]
    return [each for each in found if each.number and each.url]


def count(model: type[ListingPage], words: Callable[[int], str], language: str) -> Count:
    url: Any = model.url_in(language)
    number = total(model.kind, language) if url else 0
    return Count(number, words(number), url)


def total(kind: str, language: str) -> int:
    """Return how many entries of ``kind`` are public today."""
    return search(SearchQuery(kind, language, size=0, today=timezone.localdate())).total
