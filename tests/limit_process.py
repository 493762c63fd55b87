"""What a process of its own counts, for tests of several at once."""

import json
import sys
import time
from pathlib import Path

from portal.common.limits import HOUR, claim, take


def main() -> None:
    """Wait for a file; count and claim as often as the command line says; tell what it got."""
    name, start, times = sys.argv[1:]
    while not Path(start).exists():
        time.sleep(0.01)
    taken = sum(take("together", "same", 100, HOUR) for _ in range(int(times)))
    claimed = [key for key in range(int(times)) if claim("proof", str(key), name, HOUR)]
    print(json.dumps({"taken": taken, "claimed": claimed}))
