"""Remembers what each step was made from, so that nothing is done twice."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


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
    """Return a digest of ``facts`` and of all files that match ``patterns`` below the root."""
    digest = hashlib.blake2b(digest_size=16)
    for fact in facts:
        digest.update(f"{fact}\0".encode())
    for path in files(patterns):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files(patterns: Iterable[str]) -> list[Path]:
    """Return the files below the root that match ``patterns``, each once, in order."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)
