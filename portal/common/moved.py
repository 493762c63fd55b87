"""Old addresses lead on: where a page has moved, and all that stands below it.

Wagtail notes where a page was when its slug changes or it moves, and finds the note by the
whole address. Entries, feeds and calendars have addresses below a page without being pages,
and filters stand after it: they are led on, too.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

# Nothing stands deeper; an address of a thousand parts costs no more than one of these.
DEEPEST = 8
# No page has it in its address, and PostgreSQL cannot be asked for it.
NUL = "\x00"


class MovedMiddleware(RedirectMiddleware):
    """Answers 404 only where nothing has ever been."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if NUL in request.path_info:
            return response
        return whole(request) or below(request) or response


def whole(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer that leads on from exactly this address, if editors or Wagtail noted it."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    if note := get_redirect(request, path):
        return lead(note, "")
    bare = urlsplit(path).path
    note = get_redirect(request, bare) if bare != path else None
    return lead(note, query(request)) if note else None


def below(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer that leads to what stood below a page that has moved, if it still does."""
    uppers = dict(parts(request.path_info))
    notes = Redirect.get_for_site(Site.find_for_request(request)).filter(
        old_path__in=uppers, automatically_created=True, redirect_page__live=True
    )
    # The longest one knows best.
    for note in sorted(notes, key=lambda each: len(each.old_path), reverse=True):
        rest = uppers[note.old_path]
        page = note.redirect_page.specific
        if finds(page, request, rest):
            url = f"{page.url}{rest}/{query(request)}"
            return HttpResponsePermanentRedirect(url)
    return None


def parts(path: str) -> Iterator[tuple[str, str]]:
    """Yield each address above ``path``, and what is left of it: ``/en/news``, ``feed/atom``."""
    words = [word for word in path.split("/") if word][:DEEPEST]
    for count in range(1, len(words)):
        yield "/" + "/".join(words[:count]), "/".join(words[count:])


def finds(page: Page, request: HttpRequest, rest: str) -> bool:
    """Return whether ``page`` has something at ``rest``."""
    try:
        page.route(request, rest.split("/"))
    except Http404:
        return False
    return True


def lead(note: Redirect, asked: str) -> HttpResponseBase | None:
    """Return the redirect of ``note``; ``None`` if the page is not public any more."""
    if note.redirect_page and not note.redirect_page.live:
        return None
    if not note.link:
        return None
    kind = HttpResponsePermanentRedirect if note.is_permanent else HttpResponseRedirect
    return kind(f"{note.link}{asked}")


def query(request: HttpRequest) -> str:
    """Return what follows the path of the address, with its question mark."""
    asked = request.META.get("QUERY_STRING", "")
    return f"?{asked}" if asked else ""
