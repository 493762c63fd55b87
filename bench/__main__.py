"""``make bench``: measures the site at two sizes, prints a table, writes var/bench.json.

``python -m bench FOLDER`` keeps the data there, and uses what an earlier run left.
"""

import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import data
from bench.figures import LARGE, SMALL, figures, table
from tools import progress
from tools.steps import VAR

REPORT = VAR / "bench.json"


def main() -> None:
    """Measure in the folder that was named, or in one that goes away."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if sys.argv[1:]:
            return report(Path(sys.argv[1]).absolute())
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            report(Path(folder))
    except progress.Failed as failure:
        sys.exit(str(failure))


def report(root: Path) -> None:
    """Measure, print the table, write the file."""
    root.mkdir(parents=True, exist_ok=True)
    measured = {size: measured_at(root, size) for size in (SMALL, LARGE)}
    rows = list(figures(measured))
    print(f"\n{table(rows)}\n")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    found = {"figures": [row.as_dict() for row in rows], "measured": measured}
    REPORT.write_text(json.dumps(found, indent=1) + "\n")


def measured_at(root: Path, size: str) -> dict[str, Any]:
    """Return all figures with so many entries."""
    seconds = folder_with(root, size)
    found, log, env = root / "found.json", root / "measure.log", data.environment(root / size)
    command = [sys.executable, "-m", "bench.measure", str(found)]
    whole = ["whole"] if size == LARGE else []
    progress.run(f"{int(size):,} entries: measured", [*command, *whole], log, env)
    return {**seconds, **json.loads(found.read_text())}


def folder_with(root: Path, size: str) -> Mapping[str, float]:
    """Make the data folder of that size unless it is there; return the seconds it took."""
    noted = root / f"{size}.json"
    if not noted.exists():
        base = root / "base"
        if not (base / "static" / "staticfiles.json").exists():
            data.base(base)
        noted.write_text(json.dumps(data.loaded(base, int(size))[1]))
    seconds: dict[str, float] = json.loads(noted.read_text())
    return seconds


if __name__ == "__main__":
    main()
