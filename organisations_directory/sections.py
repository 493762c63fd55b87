"""What the rooms above show on the page of an organisation.

The directory knows nothing of them: each registers a function that returns a
:class:`Section` for an organisation and a language.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from organisations_directory.models.organisation import Organisation


class Section(NamedTuple):
    """A template and what it shows."""

    template: str
    context: Mapping[str, Any]


Maker = Callable[["Organisation", str], Section | None]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let ``maker`` add a section; called once, when the apps are ready."""
    _makers.append(maker)


def sections(organisation: "Organisation", language: str) -> list[Section]:
    """Return the sections of ``organisation`` that have something to show."""
    made = (maker(organisation, language) for maker in _makers)
    return [section for section in made if section]
