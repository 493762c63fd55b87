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

    # What is counted: "waiting for a check".
    label: Promise | str
    count: Callable[[], int]
    url: Callable[[], str]
    # Who sees it.
    permission: str
    # Whether one is one too many.
    alarming: bool = False
    order: int = 100


_figures: list[Figure] = []


def register(figure: Figure) -> None:
    """Show ``figure`` to staff."""
    _figures.append(figure)


def figures_for(user: Any) -> list[Figure]:
    """Return the figures that ``user`` may see, in their order."""
    allowed = (figure for figure in _figures if user.has_perm(figure.permission))
    return sorted(allowed, key=lambda figure: figure.order)
