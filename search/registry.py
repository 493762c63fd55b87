"""The kinds of things that can be found. Apps register theirs in ``search.py``."""

from search.documents import Searchable

_kinds: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Make ``searchable`` known under its kind. Called from ``AppConfig.ready``."""
    _kinds[searchable.kind] = searchable


def unregister(kind: str) -> None:
    """Forget ``kind``: tests and measurements have kinds of their own."""
    _kinds.pop(kind, None)


def searchables() -> dict[str, Searchable]:
    """Return all registered kinds by name."""
    return dict(_kinds)


def searchable(kind: str) -> Searchable:
    """Return the registered ``kind``; raises ``KeyError`` if there is none."""
    return _kinds[kind]
