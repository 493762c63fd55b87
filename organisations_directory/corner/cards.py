"""An entry as its own people see it: its state, how often it is looked at, what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common import counting
from portal.common.furniture import language_of
from portal.common.hiding import Hiding, Reason, hidings_of

# Of the drawing of twelve weeks.
WIDTH, HEIGHT = 120, 32


class Condition(NamedTuple):
    """Whether visitors see it: words, drawing, kind of tag."""

    words: str | Promise
    icon: str
    tag: str


SHOWN = Condition(gettext_lazy("Visitors see it"), "i-check", "good")
TAKEN_DOWN = Condition(gettext_lazy("Not public"), "i-close", "off")
HIDDEN: dict[str, Condition] = {
    Reason.STALE: Condition(gettext_lazy("Hidden: we had no answer"), "i-alert", "wait"),
    Reason.PAUSED: Condition(gettext_lazy("Paused"), "i-clock", "wait"),
    Reason.FOUND: Condition(gettext_lazy("You found your people"), "i-people", "good"),
    Reason.CLOSED: Condition(gettext_lazy("Closed"), "i-close", "off"),
}


class Action(NamedTuple):
    """A button: a page to open, or with ``post`` something to be done."""

    label: str
    url: str
    post: bool = True
    danger: bool = False


class Week(NamedTuple):
    """The views of one week."""

    monday: Any
    views: int


@dataclass(frozen=True)
class Card:
    """One entry."""

    entry: Any
    condition: Condition
    hiding: Hiding | None
    views: Sequence[int]
    actions: Sequence[Action]

    @property
    def url(self) -> str:
        """Where visitors see it; "" if they do not."""
        url: str = self.entry.url_in(language_of(self.entry)) if self.condition == SHOWN else ""
        return url

    @property
    def weeks(self) -> list[Week]:
        """The views of twelve weeks, the present one first."""
        days = counting.mondays(len(self.views))
        return [Week(*pair) for pair in zip(days, self.views, strict=True)][::-1]

    @property
    def views_text(self) -> str:
        """What the drawing shows, for those who do not see it."""
        return _("Viewed %(all)d times in %(weeks)d weeks, %(now)d times in this one.") % {
            "all": sum(self.views),
            "weeks": len(self.views),
            "now": self.views[-1],
        }

    @property
    def points(self) -> str:
        """The line of the drawing, as SVG writes it."""
        most = max(*self.views, 1)
        step = WIDTH / (len(self.views) - 1)
        heights = [HEIGHT - 1 - views / most * (HEIGHT - 2) for views in self.views]
        return " ".join(f"{n * step:.1f},{y:.1f}" for n, y in enumerate(heights))


def condition_of(entry: Any, hiding: Hiding | None) -> Condition:
    """Return whether visitors see ``entry``, and why not."""
    if entry.live:
        return SHOWN
    return HIDDEN[hiding.reason] if hiding else TAKEN_DOWN


def cards(
    entries: Sequence[Any], kind: str, actions: Callable[[Any, Hiding | None], Sequence[Action]]
) -> list[Card]:
    """Return the cards of ``entries``, which lists call a ``kind``, each with its actions."""
    views = counting.weeks(kind, [entry.pk for entry in entries])
    hidings = hidings_of(entries)
    found = []
    for entry in entries:
        hiding = hidings.get(entry.pk)
        condition = condition_of(entry, hiding)
        found.append(Card(entry, condition, hiding, views[entry.pk], actions(entry, hiding)))
    return found
