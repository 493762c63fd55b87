"""Views of the site itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from portal.common.caching import public
from portal.common.furniture import furniture
from portal.common.heads import absolute


@public
def to_language(request: HttpRequest) -> HttpResponse:
    """Lead from ``/`` to the home page in the language that the browser asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(furniture(language).url)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone, and where the list of all pages is."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
