"""The demo's texts, as editors wrote them: TOML files under ``content/``."""

import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
# Translation keys of demo entries derive from this, so the demo knows its own again.
NAMESPACE = uuid.UUID("5d1f27a1-6c3e-4d2c-9e57-0c5f1a3b7f10")

Row = dict[str, Any]


def key_of(kind: str, key: str) -> uuid.UUID:
    """Return the translation key of the demo's entry or page ``key``."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")


def read(kind: str) -> Iterator[Row]:
    """Yield all rows of ``kind``: "organisation" or "opportunity"."""
    for path in sorted(CONTENT.glob("*.toml")):
        if path != CONTENT / "pages.toml":
            yield from tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])


def read_pages() -> dict[str, dict[str, Row]]:
    """Return the texts of the portal's own pages: page → language → fields."""
    return tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))


def read_editorial(kind: str) -> dict[str, Any]:
    """Return the texts of an editorial room as they stand in its file; nothing without one."""
    path = CONTENT / "editorial" / f"{kind}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
