"""What the portal's pages are compared with, on the same server in the same run."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from wagtail.models import Page
from wagtail.views import serve


def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse("Hello")


def minimal(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path`` as Wagtail by itself serves it, with title and text only.

    What our base page does in other ways than Wagtail's is undone for this request.
    """
    if found := Page.route_for_request(request, path):
        found.page.serve = partial(plain, found.page)
        found.page.get_view_restrictions = partial(Page.get_view_restrictions, found.page)
    response: HttpResponseBase = serve(request, path)
    return response


def plain(page: Page, request: HttpRequest, *_route: object) -> HttpResponseBase:
    """Do what ``Page.serve`` does."""
    return TemplateResponse(request, "bench/minimal.html", Page.get_context(page, request))
