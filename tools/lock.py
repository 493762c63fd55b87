"""Locks the requirements with the hashes of their files.

python -m tools.lock [--upgrade]    keeps what is locked, or takes the newest that fits
"""

import subprocess
import sys
from collections.abc import Sequence

from tools.stamps import ROOT

# The oldest Python the portal runs on; the lock holds for all later ones.
OLDEST = "3.11"


def main(extra: Sequence[str]) -> None:
    """Rewrite requirements/*.txt from requirements/*.in, ``base`` first: others rest on it."""
    options = ["--quiet", "--universal", "--python-version", OLDEST, "--generate-hashes"]
    options += ["--no-header", "--no-annotate", "--no-emit-index-url", *extra]
    for name in ("base", "dev", "servers"):
        paths = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        command = [sys.executable, "-m", "uv", "pip", "compile", *options, *paths]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
