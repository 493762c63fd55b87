"""What staff should look at: figures on the first page of the admin.

Apps register theirs in ``AppConfig.ready``; the desk (submissions/desk/home.py) shows them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of something wait for staff, and the page that lists them."""

    # What is counted, as one says it after the number: "to check"; or an ngettext_lazy by "n".
    label: Promise | str
    count: Callable[[], int]
    url: Callable[[], str]
    # Who sees it.
    permission: str
    # Whether one is one too many.
    alarming: bool = False
    order: int = 100

    def label_after(self, number: int) -> str:
        """Return what is counted, in the form that follows ``number``."""
        return str(self.label % {"n": number})


_figures: list[Figure] = []


def register(figure: Figure) -> None:
    """Show ``figure`` to staff."""
    _figures.append(figure)


def figures_for(user: Any) -> list[Figure]:
    """Return the figures that ``user`` may see, in their order."""
    allowed = (figure for figure in _figures if user.has_perm(figure.permission))
    return sorted(allowed, key=lambda figure: figure.order)
