"""Steps of setting up: each is left out while nothing that it rests on changes."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import progress
from tools.stamps import ROOT, Stamps, fingerprint

# Everything the site writes; the same rule as in portal/settings/base.py.
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()


@dataclass(frozen=True)
class Step:
    """A command, the files and facts it rests on, and what must be there afterwards."""

    name: str
    command: Sequence[str | Path]
    patterns: Sequence[str] = ()
    facts: Sequence[str] = ()
    there: Callable[[], bool] = lambda: True

    def run(self, stamps: Stamps) -> None:
        """Run the command unless it was done from the same things."""
        mark = fingerprint([str(ROOT), *map(str, self.command), *self.facts], self.patterns)
        if stamps.fresh(self.name, mark) and self.there():
            return
        progress.run(self.name, [str(word) for word in self.command], VAR / "setup.log")
        stamps.put(self.name, mark)


def run_all(steps: Callable[[], Iterable[Step]], folder: Path) -> None:
    """Run the steps, whose results lie in ``folder``; leave with one sentence on failure."""
    try:
        make_writable(VAR)
        make_writable(folder)
        for step in steps():
            step.run(Stamps(folder / "setup.json"))
    except progress.Failed as failure:
        sys.exit(str(failure))
    except OSError as error:
        sys.exit(f"Cannot write to {error.filename}: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next run goes on from here.")


def make_writable(folder: Path) -> None:
    """Make ``folder``; raise ``OSError`` where writing to it is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".writable"
    probe.touch()
    probe.unlink()
