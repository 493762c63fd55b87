"""All tests: on SQLite, then those that touch the database again on PostgreSQL.

Arguments go to pytest. DATABASE_URL_POSTGRES names a server that may be used;
otherwise one is started for the run. With REQUIRE_ALL=1 nothing may be missing.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tools import postgres, translations
from tools.stamps import ROOT

NO_TESTS = 5  # pytest's exit code when it found none
MISSING = "PostgreSQL is missing: its tests did not run."


def main(arguments: Sequence[str]) -> None:
    """Run both rounds, print a closing line, exit 1 if anything failed."""
    translations.compile_all()
    required = os.environ.get("REQUIRE_ALL") == "1"
    rounds = {"SQLite": pytest(arguments, {})}
    with database() as url:
        if url:
            env = {"DATABASE_URL": url}
            rounds["PostgreSQL"] = pytest(["--database", *arguments], env)
    for name, (passed, seconds) in rounds.items():
        print(f"{name}: {'passed' if passed else 'FAILED'} in {seconds:.0f} s")
    if "PostgreSQL" not in rounds:
        print(MISSING)
    everything = "PostgreSQL" in rounds or not required
    sys.exit(not (everything and all(passed for passed, _ in rounds.values())))


def pytest(arguments: Sequence[str], env: dict[str, str]) -> tuple[bool, float]:
    """Run the tests in parallel; return whether they passed, and the seconds it took."""
    started = time.monotonic()
    workers = min(os.cpu_count() or 1, 4)
    # File by file: what a file's fixtures make is made once.
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist", "loadfile"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, env={**os.environ, **env}, check=False)
    return done.returncode in (0, NO_TESTS), time.monotonic() - started


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of a PostgreSQL server; empty where there is none."""
    given = os.environ.get("DATABASE_URL_POSTGRES", "")
    folder = postgres.programs()
    if given or folder is None:
        yield given
    else:
        with postgres.server(folder) as url:
            yield url


if __name__ == "__main__":
    main(sys.argv[1:])
