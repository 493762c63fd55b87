"""Where an address leads, without asking the database for the upper pages each time.

Wagtail looks up the site, the locale, the home page twice and each page on the way, and
who may see them: of the 13 queries of a list page, this leaves five (docs/speed.md).
"""

import copy
from collections.abc import Callable

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from wagtail.models import Page

from portal.common import sites
from portal.common.furniture import HOME_DEPTH, site
from portal.common.versions import kept


class RouteMiddleware:
    """Notes on the request which page answers it, if that is at hand.

    Wagtail asks for a note before it looks itself (``Page.route_for_request``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        check_language(request.path)
        # Wagtail's own note of the site, for the addresses of pages.
        request._wagtail_site = sites.active()  # type: ignore[attr-defined]  # noqa: SLF001
        upper, below = split(request.path)
        if page := upper_pages().get((sites.active_key(), upper)):
            note(request, page, below)
        return self.get_response(request)


def check_language(path: str) -> None:
    """Raise ``Http404``, in the site's own language, for one that the site is not in.

    Wagtail would show the pages of its own language under the address of the other one.
    """
    language, here = translation.get_language_from_path(path), site()
    if language and here.furniture and language not in here.furniture:
        translation.activate(here.language)
        raise Http404


def split(path: str) -> tuple[str, list[str]]:
    """Return the part of ``path`` that may lead to an upper page, and what is below that."""
    parts = [part for part in path.split("/") if part]
    return "".join(f"/{part}" for part in parts[:2]) + "/", parts[2:]


def note(request: HttpRequest, page: Page, below: list[str]) -> None:
    """Let ``page`` find what stands ``below`` it; if there is nothing, Wagtail says so."""
    try:
        # A copy, because a page may be changed while it is served.
        route = copy.copy(page).route(request, below)
    except Http404:
        return
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # noqa: SLF001


@kept
def upper_pages() -> dict[tuple[int, str], Page]:
    """Return the home pages and those directly below them, by site and path."""
    upper = Page.objects.live().filter(depth__range=(HOME_DEPTH, HOME_DEPTH + 1))
    pages = list(upper.specific())
    prefetch_related_objects(pages, "locale")
    stands = ((page.get_url_parts(), page) for page in pages)
    return {(parts[0], parts[2]): page for parts, page in stands if parts}
