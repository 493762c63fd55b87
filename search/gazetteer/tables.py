"""The hand-written tables of this package (*.toml), read once."""

import hashlib
import tomllib
from functools import cache
from importlib import resources
from typing import Any

TABLES = ("names", "places", "slovenia", "fields")


@cache
def table(name: str) -> dict[str, Any]:
    """Return the content of ``<name>.toml``."""
    return tomllib.loads(_source(name).decode())


def digest() -> str:
    """Return a short mark that changes when any of the tables does."""
    content = b"".join(map(_source, TABLES))
    return hashlib.sha256(content).hexdigest()[:12]


def _source(name: str) -> bytes:
    return resources.files(__package__).joinpath(f"{name}.toml").read_bytes()
