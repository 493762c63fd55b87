"""Views of the site itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from portal.common.furniture import furniture


def to_language(request: HttpRequest) -> HttpResponse:
    """Lead from ``/`` to the home page in the language that the browser asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(furniture(language).url)
    patch_vary_headers(response, ["Accept-Language"])
    return response
