"""What a visitor reads when there is nothing to show: 404, 500, 503."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from portal.common.caching import declare_for_all
from portal.common.heads import Head

# How long robots and browsers wait before they come back, in seconds.
RETRY_AFTER = 600


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with ways on, in the language of the address or of the browser."""
    head = Head(title=_("This path leads nowhere"), robots="noindex")
    response = render(request, "404.html", {"head": head}, status=404)
    return declare_for_all(request, response)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database: it may be what has failed."""
    return bare(request, "500.html", 500)


def closed(request: HttpRequest) -> HttpResponse:
    """Answer 503: somebody works on the site (setting ``MAINTENANCE``)."""
    response = bare(request, "503.html", 503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Return a page that needs nothing but its template, never kept by anybody."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        html = render_to_string(template, {"brand": settings.WAGTAIL_SITE_NAME})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
