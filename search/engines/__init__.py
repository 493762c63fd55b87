"""The engine that answers, chosen by ``SEARCH_URL``."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Away, Engine, LockLost, Unavailable
from search.engines.server.address import address, is_server

__all__ = ["Away", "Engine", "LockLost", "Unavailable", "engine", "scratch"]

# Nobody waits for an answer about a scratch index but who measures.
SCRATCH_SECONDS = 30.0


def engine() -> Engine:
    """Return this process's engine.

    Raises ``ImproperlyConfigured`` for an unknown one, or if its client is not installed.
    """
    return _engine(settings.SEARCH_URL)


def scratch(url: str, folder: str) -> Engine:
    """Return an engine like that of ``url`` (as this process's, if empty) with nothing in it.

    An embedded one lies in ``folder``; on a server it has a prefix of its own. Raises
    ``ImproperlyConfigured`` for an unknown ``url``.
    """
    url = url or settings.SEARCH_URL
    if is_server(url):
        from search.engines.server.engine import ServerEngine

        prefix = f"scratch-{token_hex(4)}"
        return ServerEngine(replace(address(url), prefix=prefix, timeout=SCRATCH_SECONDS))
    return _made(f"tantivy:{folder}/scratch" if url.startswith("tantivy:") else url)


@cache
def _engine(url: str) -> Engine:
    return _made(url)


def _made(url: str) -> Engine:
    scheme, _colon, rest = url.partition(":")
    if scheme == "tantivy" and rest:
        from search.engines.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(Path(rest))
    if scheme == "database":
        from search.engines.database import DatabaseEngine

        return DatabaseEngine()
    if is_server(url):
        from search.engines.server.engine import ServerEngine

        return ServerEngine(address(url))
    # Not the rest of it: there may be a password.
    raise ImproperlyConfigured(
        f"SEARCH_URL begins with “{scheme}”. It may be “tantivy:/a/folder”, “database:”, "
        "“elasticsearch://host/prefix” or “opensearch://host/prefix”."
    )
