"""The engine that answers, chosen by ``SEARCH_URL``."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine, Unavailable

__all__ = ["Engine", "Unavailable", "engine"]


def engine() -> Engine:
    """Return this process's engine. Raises ``ImproperlyConfigured`` for an unknown one."""
    return _engine(settings.SEARCH_URL)


@cache
def _engine(url: str) -> Engine:
    scheme, _colon, rest = url.partition(":")
    if scheme == "tantivy" and rest:
        from search.engines.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(Path(rest))
    if scheme == "database":
        from search.engines.database import DatabaseEngine

        return DatabaseEngine()
    raise ImproperlyConfigured(
        f"SEARCH_URL is “{url}”. It may be “tantivy:/a/folder” or “database:”."
    )
