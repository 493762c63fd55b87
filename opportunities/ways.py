"""What the rooms above offer beside an opportunity, above whom to contact.

Opportunities know nothing of them: each registers a function that returns a
:class:`~organisations_directory.sections.Section` for a call and a language.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from organisations_directory.sections import Section

if TYPE_CHECKING:
    from opportunities.models import Opportunity

Maker = Callable[["Opportunity", str], Section | None]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Let ``maker`` add a way; called once, when the apps are ready."""
    _makers.append(maker)


def ways(call: "Opportunity", language: str) -> list[Section]:
    """Return what there is for ``call``, in the order it was registered."""
    return [way for maker in _makers if (way := maker(call, language))]
