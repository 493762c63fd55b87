"""Makes ``.venv``. Old Pythons can read this far, and are told what is missing.

python -m tools.setup base [dev servers]    what tests and checks need, clients of search servers
"""

import sys

NEEDED = (3, 11)


def main() -> None:
    """Do what the command line names; refuse a Python that is too old."""
    if sys.version_info < NEEDED:
        sys.exit(
            "The portal needs Python {}.{} or newer; this is {}.{}. If the machine has a newer "
            "one, name it: make run PYTHON=python3.12".format(*NEEDED, *sys.version_info[:2])
        )
    from tools import environment

    environment.main(sys.argv[1:])


if __name__ == "__main__":
    main()
