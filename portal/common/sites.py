"""Which of the installation's sites is meant: the one at whose host somebody asks.

Code far below a view asks for it as it asks for the language. Outside of requests (worker,
commands) it is the default site, unless the code says which (:func:`of`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from portal.common.versions import kept

# Where ALLOWED_HOSTS takes all of them, strangers make up names.
MOST_HOSTS = 100
HTTP, HTTPS = 80, 443

# The host that is asked, or the key of a site that was said.
_asked: ContextVar[str | int] = ContextVar("site", default="")


class SiteMiddleware:
    """Notes at which host the request asks; who the host is, is looked up when it matters."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with _asking(f"{request.get_host()}|{request.get_port()}"):
            return self.get_response(request)


@contextmanager
def of(key: int | None) -> Iterator[None]:
    """Let the site with the primary key ``key`` be meant; ``None`` means the default one."""
    with _asking(key or ""):
        yield


@contextmanager
def _asking(what: str | int) -> Iterator[None]:
    token = _asked.set(what)
    try:
        yield
    finally:
        _asked.reset(token)


def at_its_site(function: Callable[..., None]) -> Callable[..., None]:
    """Decorate what is done for a row to mean the site that the row came from."""

    @wraps(function)
    def wrapped(row: Any, *args: Any, **kwargs: Any) -> None:
        with of(row.site_id):
            function(row, *args, **kwargs)

    return wrapped


def active() -> Any:
    """Return the site that is meant; ``None`` in an installation without any."""
    asked, known = _asked.get(), _found()
    if asked not in known:
        if len(known) >= MOST_HOSTS:
            known.clear()
        known[asked] = _look_up(asked)
    return known[asked]


def active_key() -> int:
    """Return the primary key of the site that is meant; 0 if there is none."""
    site = active()
    return site.pk if site else 0


def origin() -> int | None:
    """Return the key to note on what somebody sends: that of the site they send it on."""
    return active_key() or None


def url() -> str:
    """Return the public address of the site that is meant, without a slash at its end."""
    if not _asked.get():
        return str(settings.PUBLIC_URL)
    site = active()
    return address(site) if site else str(settings.PUBLIC_URL)


def urls() -> list[str]:
    """Return the public addresses of all sites."""
    return [settings.PUBLIC_URL, *map(address, Site.objects.filter(is_default_site=False))]


def address(site: Any) -> str:
    """Return the public address of ``site``; that of the default one is a setting."""
    return str(settings.PUBLIC_URL if site.is_default_site else site.root_url)


@kept
def _found() -> dict[str | int, Any]:
    """Return the sites that this process has looked up."""
    return {}


def _look_up(asked: str | int) -> Any:
    if isinstance(asked, int) or not asked:
        which: dict[str, Any] = {"pk": asked} if asked else {"is_default_site": True}
        return Site.objects.filter(**which).first() or (asked and _look_up("")) or None
    host, _line, port = asked.partition("|")
    try:
        return get_site_for_hostname(split_domain_port(host)[0], int(port))
    except (Site.DoesNotExist, ValueError):
        return None
