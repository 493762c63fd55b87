"""An entry as its own people see it: its state, how often it is looked at, what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from portal.common import counting
from portal.common.dates import day
from portal.common.furniture import language_of, languages
from portal.common.hiding import Hiding, Reason, hidings_of

# Of the drawing of the last weeks.
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


class Week(NamedTuple):
    """The views of one week."""

    monday: Any
    views: int


class InLanguage(NamedTuple):
    """The button for a version in one more language, and whether visitors see one already."""

    language: str
    name: str
    url: str
    public: bool


@dataclass(frozen=True)
class Card:
    """One entry."""

    entry: Any
    condition: Condition
    hiding: Hiding | None
    views: Sequence[int]
    actions: Sequence[Action]
    # Other languages than its own; nothing while visitors do not see it.
    versions: Sequence[InLanguage]

    @property
    def url(self) -> str:
        """Where visitors see it; "" if they do not."""
        url: str = self.entry.url_in(language_of(self.entry)) if self.condition == SHOWN else ""
        return url

    @property
    def weeks(self) -> list[Week]:
        """The views of the last weeks, the present one first."""
        days = counting.mondays(len(self.views))
        return [Week(*pair) for pair in zip(days, self.views, strict=True)][::-1]

    @property
    def views_text(self) -> str:
        """What the drawing shows, for those who do not see it."""
        views = sum(self.views)
        text = ngettext(
            "%(n)s view since %(day)s, %(now)s of them this week",
            "%(n)s views since %(day)s, %(now)s of them this week",
            views,
        )
        return text % {"n": views, "day": day(self.weeks[-1].monday), "now": self.views[-1]}

    @property
    def is_viewed(self) -> bool:
        """Whether there is something to draw."""
        return any(self.views)

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
    entries: Sequence[Any],
    kind: str,
    actions: Callable[[Any, Hiding | None], Sequence[Action]],
    version_url: Callable[[Any, str], str],
) -> list[Card]:
    """Return the cards of ``entries``, which lists call a ``kind``, each with its actions.

    ``version_url`` returns where a version in a language is begun.
    """
    keys = [entry.pk for entry in entries]
    views, hidings, public = counting.weeks(kind, keys), hidings_of(entries), translated(entries)
    return [
        Card(
            entry,
            condition_of(entry, hidings.get(entry.pk)),
            hidings.get(entry.pk),
            views[entry.pk],
            actions(entry, hidings.get(entry.pk)),
            [
                InLanguage(code, name, version_url(entry, code), (entry.pk, code) in public)
                for code, name in other_languages(entry)
            ],
        )
        for entry in entries
    ]


def other_languages(entry: Any) -> list[tuple[str, str]]:
    """Return the languages, each with its name, in which ``entry`` may have a version."""
    known = {*languages().values()} - {language_of(entry)} if entry.live else set()
    return [(code, str(name)) for code, name in settings.LANGUAGES if code in known]


def translated(entries: Sequence[Any]) -> set[tuple[int, str]]:
    """Return the versions that visitors see, each by its source and language; one query."""
    if not entries:
        return set()
    rows = type(entries[0]).objects.live().filter(source__in=entries)
    return set(rows.values_list("source_id", "locale__language_code"))
