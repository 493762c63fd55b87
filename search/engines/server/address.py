"""What a ``SEARCH_URL`` of a search server says.

``elasticsearch://user:password@one:9200,two:9200/prefix?tls=1&ca=/a/file`` or the same with
``opensearch``; an ``s`` at the end of the scheme is short for ``tls=1``.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PRODUCTS = ("elasticsearch", "opensearch")
PORT = 9200
PREFIX = "portal"
# How long a visitor may wait, in seconds.
PATIENCE = 0.3
OPTIONS = {"tls", "ca", "api_key", "timeout"}
HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9a-fA-F:.]+\])(?::(?P<port>\d{1,5}))?")
SOUND_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the servers are, and who we are to them; secrets do not show in its ``repr``."""

    product: str
    hosts: tuple[tuple[str, int], ...]
    prefix: str = PREFIX
    tls: bool = False
    # A file with the certificates to trust; empty for those of the system.
    ca: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    timeout: float = PATIENCE


def is_server(url: str) -> bool:
    """Return whether ``url`` names a search server."""
    return url.partition(":")[0].removesuffix("s") in PRODUCTS


def address(url: str) -> Address:
    """Return what ``url`` says. Raises ``ImproperlyConfigured``, which tells no secrets."""
    try:
        parts = urlsplit(url)
        options = dict(
            parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        )
    except ValueError:
        raise wrong("it cannot be read") from None
    if unknown := sorted(set(options) - OPTIONS):
        raise wrong(f"it has no option “{unknown[0]}”, only {', '.join(sorted(OPTIONS))}")
    person, _at, hosts = parts.netloc.rpartition("@")
    user, _colon, password = person.partition(":")
    if user and options.get("api_key"):
        raise wrong("give a password or an API key, not both")
    product, tls = _scheme(parts.scheme, options)
    return Address(
        product=product,
        hosts=tuple(_host(host) for host in hosts.split(",")),
        prefix=_prefix(parts.path),
        tls=tls,
        ca=_file(options.get("ca", ""), tls),
        user=unquote(user),
        password=unquote(password),
        api_key=options.get("api_key", ""),
        timeout=_seconds(options.get("timeout", str(PATIENCE))),
    )


def wrong(why: str) -> ImproperlyConfigured:
    """Return what to raise; the address itself may hold a password."""
    return ImproperlyConfigured(
        f"SEARCH_URL names a search server, but {why}. It may be "
        "“elasticsearch://user:password@host:9200/prefix” or the same with “opensearch”."
    )


def _scheme(scheme: str, options: dict[str, str]) -> tuple[str, bool]:
    product = scheme.removesuffix("s")
    given = options.get("tls", "")
    if product not in PRODUCTS or given not in {"", "0", "1"}:
        raise wrong("its scheme is unknown" if product not in PRODUCTS else "tls is 0 or 1")
    if scheme != product and given == "0":
        raise wrong("its scheme asks for TLS, tls=0 for none")
    return product, scheme != product or given == "1"


def _host(text: str) -> tuple[str, int]:
    found = HOST.fullmatch(text)
    port = int(found["port"] or PORT) if found else 0
    if not found or not 0 < port < 65536:
        raise wrong("a host is missing or is none")
    return found["name"], port


def _prefix(path: str) -> str:
    prefix = path.strip("/") or PREFIX
    if not SOUND_PREFIX.fullmatch(prefix):
        raise wrong("the prefix has other signs than a–z, 0–9, _ and -")
    return prefix


def _file(path: str, tls: bool) -> str:
    if path and not tls:
        raise wrong("ca is for TLS only")
    if path and not Path(path).is_file():
        raise wrong(f"there is no file “{path}”")
    return path


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 60:
        raise wrong("timeout is a number of seconds")
    return seconds
