"""What somebody keeps: the address of a list, cleaned, in an order that never changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.http import QueryDict
from django.utils import translation

from alerts.models import Question, digest
from portal.common import sites
from search.listing import Listing
from search.pages import ListingPage, list_of
from search.params import DEFAULT_RADIUS, Params
from search.query import SearchQuery


def canonical(params: Params) -> Params:
    """Return the same question as everybody would put it: no page, no order, places by name.

    A place that nobody knows is left out, as the list leaves it out.
    """
    return replace(
        params.lasting,
        filters={name: tuple(sorted(params.filters[name])) for name in sorted(params.filters)},
        near=params.place.qualified_label if params.place else "",
        radius=params.radius if params.place else DEFAULT_RADIUS,
        exact=params.exact and bool(params.words),
    )


def question_for(kind: str, language: str, params: Params) -> Question:
    """Return the question, made if nobody has kept it yet."""
    asked, site = canonical(params).querystring(), sites.origin()
    return Question.objects.get_or_create(
        digest=digest(kind, language, site, asked),
        defaults={"kind": kind, "language": language, "site_id": site, "asked": asked},
    )[0]


@contextmanager
def meant(question: Question) -> Iterator[None]:
    """Let the site and the language be meant in which ``question`` was asked."""
    with sites.of(question.site_id), translation.override(question.language):
        yield


def params_of(question: Question) -> Params | None:
    """Return what is asked; ``None`` once the list, or the place that was meant, is gone."""
    model = list_of(question.kind)
    if model is None:
        return None
    get = QueryDict(question.asked.removeprefix("?"))
    params = Params.from_get(get, model.facets)
    # Without its place the question would find everything everywhere.
    return None if params.near and not params.place else params


def query_of(question: Question) -> SearchQuery | None:
    """Return what the search is asked, as the list asks it; ``None`` as :func:`params_of`."""
    params = params_of(question)
    return params.query(question.kind, question.language) if params else None


def listing_of(question: Question) -> Listing | None:
    """Return the list that shows it; ``None`` if nobody can read it at the moment.

    Call it where the question is :func:`meant`.
    """
    model, params = list_of(question.kind), params_of(question)
    page: ListingPage | None = model.in_language(question.language) if model else None
    return Listing(page, params, question.language) if page and params else None


def words_of(listing: Listing) -> list[str]:
    """Return in the reader's words what narrows the list, part by part."""
    return [part.label for part in listing.active]


def address_of(listing: Listing) -> str:
    """Return the path of the list as it was narrowed."""
    return listing.page.list_url + listing.lasting
