"""The page cache: whole public pages, dropped the moment anything changes.

Django's own cache middleware reads the language before any other middleware has
set it, takes the age of the copy from the header meant for browsers, and stores
pages uncompressed; hence this one. A view opts in with :func:`public`.
"""

import datetime
import gzip
import hashlib
import math
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from portal.common import versions
from portal.common.counting import counted_by, saw

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# What does not depend on the content version (a new release, say) ages out.
SECONDS = 15 * 60


class Stored(NamedTuple):
    """A response as it lies in the cache."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    # What a view of it counts as (portal/common/counting.py).
    counted: Hashable | None = None


def declare_public(response: HttpResponse) -> HttpResponse:
    """Mark ``response`` as the same for everybody; browsers ask again each time."""
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["HX-Target", "Accept-Encoding"])
    return response


def declare_for_all(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark ``response`` as the same for everybody, unless a session says who is asking."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return response
    return declare_public(response)


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view whose answer is the same for everybody."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        return declare_public(view(*args, **kwargs))

    return wrapped


def good_until(request: HttpRequest, moment: datetime.datetime | None) -> None:
    """Say that the answer to ``request`` is true only until ``moment``, the earliest one said."""
    known = getattr(request, "good_until", None)
    if moment and (known is None or moment < known):
        request.good_until = moment  # type: ignore[attr-defined]


def seconds_for(request: HttpRequest) -> int:
    """Return how long the answer may be kept: until something in it is no longer true."""
    moment: datetime.datetime | None = getattr(request, "good_until", None)
    if moment is None:
        return SECONDS
    return max(0, min(SECONDS, math.floor((moment - timezone.now()).total_seconds())))


class PageCacheMiddleware:
    """Outermost of all, so that a stored page costs one look-up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        key = page_key(request)
        stored = cache.get(key)
        if stored is None:
            response = self.get_response(request)
            if not is_public(response):
                return response
            assert isinstance(response, HttpResponse)
            stored = prepared(response, accepts_gzip(request))
            if request.method == "GET":
                cache.set(key, stored, seconds_for(request))
        if stored.counted:
            saw(request, stored.counted)
        return answer(request, stored)


def page_key(request: HttpRequest) -> str:
    """Return the cache key of a page: address, form of answer, content version, day."""
    parts = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        # Not request.headers, which reads all of them: 7 % of the time for a stored page.
        request.META.get("HTTP_HX_TARGET", ""),
        accepts_gzip(request),
        versions.current(),
        timezone.localdate(),
    )
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogateescape"), digest_size=20)
    return f"page:{digest.hexdigest()}"


def accepts_gzip(request: HttpRequest) -> bool:
    """Return whether the browser takes compressed answers."""
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def is_public(response: HttpResponseBase) -> bool:
    """Return whether ``response`` may be kept and shown to others."""
    return (
        response.status_code in (200, 410)
        and not response.streaming
        and not response.cookies
        and "public" in response.get("Cache-Control", "")
        and "cookie" not in response.get("Vary", "").lower()
    )


def prepared(response: HttpResponse, compress: bool) -> Stored:
    """Return ``response`` with its length, its tag and, if wanted, compressed."""
    content = response.content
    response["ETag"] = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    if compress and "Content-Encoding" not in response:
        content = gzip.compress(content, 5, mtime=0)
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(content))
    headers = tuple(response.items())
    return Stored(response.status_code, headers, content, counted_by(response))


def answer(request: HttpRequest, stored: Stored) -> HttpResponse:
    """Return the stored page, or only that the browser's copy is still right."""
    headers = dict(stored.headers)
    if request.META.get("HTTP_IF_NONE_MATCH") == headers["ETag"]:
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Vary"):
            unchanged[name] = headers[name]
        return unchanged
    return HttpResponse(stored.content, status=stored.status, headers=headers)
