"""Somebody who is interested, as the organisation sees them."""

from typing import Any, NamedTuple

from django.utils.functional import Promise

from portal.common.phones import dialled
from volunteers.flow import State
from volunteers.models import Interest
from volunteers.wording import BUTTONS


class Shown(NamedTuple):
    """One interest, with what was added to it and the buttons that still say something."""

    row: Interest
    messages: list[Any]
    buttons: list[tuple[str, str | Promise]]

    @property
    def dialled(self) -> str:
        return dialled(self.row.volunteer.phone)


def shown(row: Interest) -> Shown:
    """Return ``row`` for a page of its organisation."""
    messages = list(row.steps.filter(who="volunteer", for_staff=False).exclude(text=""))
    buttons = [
        (state, words) for state, words in BUTTONS if state not in (row.state, State.NOT_NOW)
    ]
    return Shown(row, messages, buttons)
