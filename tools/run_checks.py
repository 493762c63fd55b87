"""Everything that must hold besides the tests. Runs all, then says what failed.

python -m tools.run_checks [NAME …]    only the named ones
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.stamps import ROOT

ROOMS = (
    *("home", "news", "advice", "editorial", "volunteers", "opportunities"),
    *("organisations_directory", "alerts", "submissions", "search", "portal"),
)


@dataclass(frozen=True)
class Check:
    """A command that must end well."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def python(*words: str) -> list[str]:
    """Return the command line of a module of this environment."""
    return [sys.executable, "-m", *words]


def script(name: str, *words: str) -> list[str]:
    """Return the command line of a program that a package installed here."""
    return [str(Path(sys.executable).with_name(name)), *words]


def manage(*words: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, str(ROOT / "manage.py"), *words]


def templates() -> list[str]:
    """Return the paths of all templates."""
    return [str(path) for room in ROOMS for path in sorted((ROOT / room).rglob("*.html"))]


def checks() -> list[Check]:
    """Return all checks, the slowest first."""
    production = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PUBLIC_URL": "https://portal.example",
    }
    tests = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    return [
        Check("types", python("mypy")),
        Check("translations", python("tools.translations", "check")),
        Check("templates: lint", python("djlint", "--quiet", "--lint", *templates())),
        Check("templates: indents", python("djhtml", "--tabwidth", "2", "--check", *templates())),
        Check("templates: tags", script("djade", "--check", *templates())),
        Check("migrations", manage("makemigrations", "--check", "--dry-run"), tests),
        Check("deployment", manage("check", "--deploy", "--fail-level", "WARNING"), production),
        Check("layers", script("lint-imports")),
        Check("style", python("ruff", "check", "--quiet", ".")),
        Check("format", python("ruff", "format", "--check", "--quiet", ".")),
        Check("licences", python("tools.licences")),
    ]


def run(check: Check) -> tuple[bool, str]:
    """Run ``check``; return whether it passed, and its line, with its words if it failed."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    line = f"{'ok    ' if passed else 'FAILED'} {check.name} ({time.monotonic() - started:.1f} s)"
    return passed, line if passed else f"{line}\n{done.stdout.rstrip()}\n"


def main(names: Sequence[str]) -> None:
    """Run the checks named, or all; exit 1 if one failed."""
    wanted = [check for check in checks() if not names or check.name in names]
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for passed, line in pool.map(run, wanted):
            print(line, flush=True)
            failed += not passed
    sys.exit(f"{failed} of {len(wanted)} checks failed." if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
