"""Fails on an installed package whose licence is not on the list below."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

# Licences approved by the OSI that let the portal be used and passed on by anybody,
# as they are called in package metadata. GPL: tools only, so named by package.
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|PSFL|Python Software Foundation|CNRI-Python|Zlib"
    r"|MPL-2\.0|Mozilla Public License 2\.0|LGPL|Lesser General Public|HPND|CC0-1\.0|Unlicense)",
    re.IGNORECASE,
)
TOOLS = {"djlint", "djhtml"}
# Packages that name none or another in their metadata, with that of their licence file.
UNNAMED = {"axe-playwright-python": "MIT", "locate": "MIT"}


def main() -> None:
    """Print the packages without an accepted licence; exit 1 if there are any."""
    refused = [f"{name}: {licence or 'no licence named'}" for name, licence in refusals()]
    sys.exit("\n".join(refused) or None)


def refusals() -> Iterator[tuple[str, str]]:
    """Yield name and licence of each package that is not accepted."""
    for distribution in distributions():
        name, licence = distribution.name.lower(), licence_of(distribution)
        tool = name in TOOLS and "GPL" in licence
        if not tool and not accepted(UNNAMED.get(name, licence)):
            yield name, licence


def accepted(licence: str) -> bool:
    """Return whether every part of ``A AND B``, and one part of ``A OR B``, is allowed."""
    return all(
        any(ALLOWED.search(choice) for choice in part.split(" OR "))
        for part in re.sub(r"[()]", "", licence).split(" AND ")
    )


def licence_of(distribution: Distribution) -> str:
    """Return the licence in the newest of the forms that metadata has had."""

    def field(name: str) -> list[str]:
        return distribution.metadata.get_all(name) or []

    named = [name for name in field("Classifier") if name.startswith("License ::")]
    forms = [*field("License-Expression"), " OR ".join(named), *field("License")]
    return next((form.strip() for form in forms if form), "")


if __name__ == "__main__":
    main()
