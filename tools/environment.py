"""The virtual environment and its packages. Only the standard library is there yet."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.stamps import ROOT
from tools.steps import Step, run_all

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(extras: Sequence[str]) -> None:
    """Make the environment with the requirements ``extras``, and what ``SEARCH_URL`` needs."""
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make virtual environments; "
            "on Debian and Ubuntu: apt-get install python3-venv"
        )
    names = dict.fromkeys(["base", *extras, *clients()])
    run_all(lambda: [create(), *(install(name) for name in names)], VENV)


def clients() -> list[str]:
    """Return the requirements of the search server that ``SEARCH_URL`` names, if it does."""
    scheme = os.environ.get("SEARCH_URL", "").partition(":")[0].removesuffix("s")
    return ["servers"] if scheme in ("elasticsearch", "opensearch") else []


def create() -> Step:
    """Return the step that makes an empty environment for this Python."""
    return Step(
        "Virtual environment",
        [sys.executable, "-m", "venv", "--clear", VENV],
        facts=[sys.version],
        there=PYTHON.exists,
    )


def install(name: str) -> Step:
    """Return the step that installs exactly what requirements/``name``.txt locks, by hash."""
    locked = f"requirements/{name}.txt"
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
    ]
    return Step(
        f"Packages ({name})",
        [*pip, "--prefer-binary", "--require-hashes", "-r", ROOT / locked],
        [locked],
    )
