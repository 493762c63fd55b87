"""Remembers what each step was made from, so that nothing is done twice."""

import fnmatch
import hashlib
import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Folders that nobody wrote.
MADE = {"__pycache__", "node_modules", "var"}


class Stamps:
    """Step → fingerprint of what it was last made from, kept in one small file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def known(self) -> dict[str, str]:
        """Return all that is remembered; read each time, as a step may clear the folder."""
        try:
            return dict(json.loads(self.path.read_text()))
        except (OSError, ValueError):
            return {}

    def fresh(self, step: str, fingerprint: str) -> bool:
        """Return whether ``step`` was already done with ``fingerprint``."""
        return self.known().get(step) == fingerprint

    def put(self, step: str, fingerprint: str) -> None:
        """Remember that ``step`` is done."""
        known = self.known() | {step: fingerprint}
        self.path.write_text(json.dumps(known, indent=1))


def fingerprint(facts: Iterable[str], patterns: Iterable[str]) -> str:
    """Return a digest of ``facts`` and of all files of the repository that match ``patterns``."""
    digest = hashlib.blake2b(digest_size=16)
    for fact in facts:
        digest.update(f"{fact}\0".encode())
    for name in matching(patterns):
        digest.update(f"{name}\0".encode())
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def matching(patterns: Iterable[str]) -> list[str]:
    """Return the names that match one of ``patterns``; ``*`` stands for slashes, too."""
    found: set[str] = set()
    for pattern in patterns:
        found.update(fnmatch.filter(names(), pattern))
    return sorted(found)


@cache
def names() -> list[str]:
    """Return the files of the repository, from its root, without what was made of them."""
    found = []
    for folder, below, files in os.walk(ROOT):
        below[:] = [name for name in below if name not in MADE and not name.startswith(".")]
        found += [str(Path(folder, name).relative_to(ROOT)) for name in files]
    return found
