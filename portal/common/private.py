"""Pages that are nobody's but the reader's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

from portal.common.errors import not_found

View = Callable[..., HttpResponseBase]


def declare_private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep ``response`` out of caches and indexes, and its address out of the next request."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def private(view: View) -> View:
    """Decorate a view whose address or answer is not meant for others.

    What is not there is told just as privately.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return declare_private(view(request, *args, **kwargs))
        except Http404 as error:
            return declare_private(not_found(request, error))

    return sensitive_post_parameters()(wrapped)
