"""What the portal's pages are compared with, on the same server in the same run."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from wagtail.models import Page


def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse("Hello")


def minimal(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path`` as Wagtail serves one by itself: routing, title, nothing around it.

    The same steps as ``wagtail.views.serve`` and ``Page.serve``, without our base page.
    """
    found = Page.route_for_request(request, path)
    if found is None:
        raise Http404
    context = Page.get_context(found.page, request)
    return TemplateResponse(request, "bench/minimal.html", context)
