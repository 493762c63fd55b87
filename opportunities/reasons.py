"""Why something fits, in the reader's words: "Animals · weekends · 4 km away"."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities import choices
from opportunities.matching import WORDS, Match, Reason, Wishes, common
from search import fields
from search.facets import sentence

# No line begins with it.
DOT = "\u00a0· "
LABELS = {
    "time": choices.Time,
    "commitment": choices.Commitment,
    "audience": choices.Audience,
}


def reasons_text(match: Match, wishes: Wishes) -> str:
    """Return the wishes that are met, and where, on one line."""
    return sentence(DOT.join([*said(match), *where(match, wishes), *spoken(match, wishes)]))


def said(match: Match) -> Iterator[str]:
    for reason in match.reasons:
        yield from labels(reason)


def labels(reason: Reason) -> list[str]:
    """Return the reader's words for each value of ``reason``."""
    if reason.kind == WORDS:
        return [_("“%(words)s”") % {"words": words} for words in reason.values]
    if reason.kind == "field":
        known = fields.by_slug()
        return [known[slug].label for slug in reason.values if slug in known]
    return [str(LABELS[reason.kind](value).label) for value in reason.values]


def where(match: Match, wishes: Wishes) -> Iterator[str]:
    """Yield how far it is, or that one stays at home, if that was asked for."""
    if match.km is not None:
        yield distance_text(match.km)
    elif wishes.remote:
        yield str(choices.Mode.REMOTE.label)


def distance_text(km: float) -> str:
    """Return ``4 km away``."""
    whole = round(km)
    if not whole:
        return _("close by")
    return ngettext("%(km)s km away", "%(km)s km away", whole) % {"km": whole}


def spoken(match: Match, wishes: Wishes) -> Iterator[str]:
    """Yield the languages that both sides speak, if that was asked for."""
    for code in common(wishes.languages, match.facts.languages):
        yield str(choices.Language(code).label)
