"""Puts code and templates in the shape that the checks want."""

import subprocess

from tools.run_checks import python, script, templates
from tools.stamps import ROOT


def main() -> None:
    """Rewrite what is out of shape; what needs thought is left to the checks."""
    for command in (
        python("ruff", "check", "--fix-only", "--quiet", "."),
        python("ruff", "format", "--quiet", "."),
        script("djade", *templates()),
        python("djhtml", "--tabwidth", "2", *templates()),
    ):
        # The formatters of templates exit with 1 when they had something to do.
        subprocess.run(command, cwd=ROOT, check=False)


if __name__ == "__main__":
    main()
