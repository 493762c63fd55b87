"""The lexicons of the search: made once, and again when what they are made of changes."""

import os
import sys
from pathlib import Path

from tools.steps import VAR, Step, run_all
from words import known_languages

# The same rule as in portal/settings/base.py.
FOLDER = Path(os.environ.get("LEXICON_DIR") or VAR / "words")


def main() -> None:
    """Bring them up to date."""
    run_all(lambda: [lexicons()], VAR)


def lexicons() -> Step:
    """Return the step that makes the lexicons of the search."""
    return Step(
        "Words of the languages",
        [sys.executable, "-m", "words.build", FOLDER, *sorted(known_languages())],
        ["words/*.py", "words/data/*/*.txt", "requirements/base.txt"],
        there=FOLDER.is_dir,
    )


if __name__ == "__main__":
    main()
