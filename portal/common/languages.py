"""The language of a request: what its address says, or else what the browser asks for."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LanguageMiddleware(LocaleMiddleware):
    """Django's, which leads nobody elsewhere.

    Django would lead every missing address without a language to one with the browser's:
    to a page that is missing, too, and another one for each visitor and robot. Only the bare
    root does that here (``views.to_language``).
    """

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        answer: HttpResponseBase = response
        return answer
