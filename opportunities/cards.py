"""Opportunities as rows of a list: four queries at most, however many rows and languages."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, NamedTuple, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from opportunities.choices import Audience, Mode
from opportunities.models.opportunity import Opportunity
from opportunities.wording import places_text, time_text
from portal.common.dates import day
from portal.common.furniture import languages
from portal.common.text import address
from portal.common.versions import kept
from search import fields
from search.highlight import Highlighted
from search.models import Field, Place

# After this many days a check is old news (readers are told so).
OLD_AFTER = 90
# So soon that a reader should hurry.
SOON = 7
BADGES = 3
# Cards kept in a process; each takes about a kilobyte.
MOST_KEPT = 4000
FACTS = (
    *("pk", "title", "locale_id", "organisation__name", "mode", "commitment"),
    *("hours", "hours_per", "times", "start_on", "end_on", "deadline", "checked_on"),
    *("barrier_free", "welcomes"),
)
Row = Mapping[str, Any]


class Town(NamedTuple):
    """A place by its id and its name in the reader's language."""

    pk: int
    label: str


class Badge(NamedTuple):
    """An icon with a few words; ``lang`` when it names a language in itself."""

    icon: str
    label: str
    lang: str = ""


@dataclass(slots=True, frozen=True)
class Card:
    """One row of a list, ready for ``{% card %}``."""

    url: str
    title: str
    # The language of the title when it is not the reader's.
    lang: str
    organisation: str
    field: Field | None
    remote: bool
    place: str
    towns: Sequence[int]
    time: str
    checked: datetime.date | None
    checked_old: bool
    badges: Sequence[Badge]
    key: int
    # Whole kilometres from where the reader is, if asked for.
    km: int | None = None
    # The words asked for, marked in title and text.
    why: Highlighted | None = None
    # Why it fits, on one line (opportunities/reasons.py).
    fits: str = ""

    def fitting(self, reasons: str) -> Self:
        """Return the same card with the reasons why it fits."""
        return replace(self, fits=reasons)

    def told(self, why: Highlighted) -> Self:
        """Return the same card with the words marked that were asked for."""
        return replace(self, why=why)


Cards = dict[tuple[int, str, str, datetime.date], Card]


def cards(
    keys: Sequence[int],
    language: str,
    url: str,
    distances: Mapping[int, float] | None = None,
) -> list[Card]:
    """Return the cards of those ``keys`` that are public, in their order.

    ``url`` is the address of the list; ``distances`` maps ids of places to kilometres.
    """
    known, where = known_cards(), (language, url, timezone.localdate())
    found = {key: known.get((key, *where)) for key in keys}
    if missing := [key for key, card in found.items() if card is None]:
        made = fresh_cards(missing, language, url)
        found |= made
        keep(known, {(key, *where): card for key, card in made.items()})
    return [nearer(card, distances) if distances else card for card in found.values() if card]


@kept
def known_cards() -> Cards:
    """Return the cards that this process has made of the present content.

    The first pages of lists and what is similar come again and again: a page whose cards
    are all known takes half the time and one query.
    """
    return {}


def keep(known: Cards, made: Cards) -> None:
    """Add what was made to what is known, and begin anew when that is a lot."""
    if len(known) + len(made) > MOST_KEPT:
        known.clear()
    known.update(made)


def fresh_cards(keys: Collection[int], language: str, url: str) -> dict[int, Card]:
    """Return the cards of those ``keys`` that are public, read now: four queries."""
    public = Opportunity.objects.published().filter(pk__in=keys)
    rows = {row["pk"]: row for row in public.values(*FACTS)}
    titles = translated_titles(rows, language)
    slugs, towns = fields.slugs_of(Opportunity, rows), towns_of(rows, language)
    return {
        key: card(row, titles.get(key), language, slugs[key], towns[key], url)
        for key, row in rows.items()
    }


def card(
    row: Row,
    translated: str | None,
    language: str,
    slugs: Sequence[str],
    towns: Sequence[Town],
    url: str,
) -> Card:
    """Return one card; ``translated`` is the title in the reader's language, if there is one."""
    own = languages()[row["locale_id"]]
    foreign = "" if translated or own == language else own
    title = translated or row["title"]
    return Card(
        url=f"{url}{address(title, row['pk'])}/",
        title=title,
        lang=foreign,
        organisation=row["organisation__name"],
        field=fields.by_slug()[slugs[0]] if slugs else None,
        remote=row["mode"] == Mode.REMOTE,
        place=place_text(row["mode"], towns),
        towns=[town.pk for town in towns],
        time=time_text(
            commitment=row["commitment"],
            hours=row["hours"],
            hours_per=row["hours_per"],
            times=tuple(row["times"]),
            start=row["start_on"],
            end=row["end_on"],
        ),
        checked=row["checked_on"],
        checked_old=is_old(row["checked_on"]),
        badges=list(badges(row, foreign))[:BADGES],
        key=row["pk"],
    )


def translated_titles(keys: Collection[int], language: str) -> dict[int, str]:
    """Return the published titles in ``language`` of those entries that have one."""
    rows = Opportunity.objects.live().filter(source__in=keys)
    # Asked for the language, too, SQLite would read all entries of that language.
    found = rows.values_list("source_id", "title", "locale_id")
    return {key: title for key, title, locale in found if languages()[locale] == language}


def places_of(keys: Collection[int]) -> dict[int, list[Place]]:
    """Return each entry's places in their order; one query."""
    through = Opportunity.places.through.objects.filter(opportunity_id__in=keys)
    places: dict[int, list[Place]] = defaultdict(list)
    for link in through.select_related("place").order_by("pk"):
        places[link.opportunity_id].append(link.place)
    return places


def towns_of(keys: Collection[int], language: str) -> dict[int, list[Town]]:
    """Return each entry's places as a card names them; one query, no model instances."""
    through = Opportunity.places.through.objects.filter(opportunity_id__in=keys)
    towns: dict[int, list[Town]] = defaultdict(list)
    names = through.values_list("pk", "opportunity_id", "place_id", "place__name", "place__names")
    for _pk, key, place, name, translated in sorted(names, key=itemgetter(0)):
        towns[key].append(Town(place, translated.get(language) or name))
    return towns


def place_text(mode: str, places: Collection[Town]) -> str:
    """Return the towns, or that one stays at home."""
    towns = places_text([place.label for place in places])
    if mode == Mode.REMOTE:
        return _("From home")
    if mode == Mode.BOTH:
        return _("%(towns)s, or from home") % {"towns": towns} if towns else _("From home")
    return towns


def nearer(card: Card, distances: Mapping[int, float]) -> Card:
    """Return ``card`` with the whole kilometres to the nearest of its towns."""
    known = [distances[town] for town in card.towns if town in distances]
    return replace(card, km=round(min(known))) if known else card


def is_old(checked: datetime.date | None) -> bool:
    """Return whether the last check is so long ago that a reader should ask."""
    return checked is not None and (timezone.localdate() - checked).days > OLD_AFTER


def badges(row: Row, foreign: str) -> Iterator[Badge]:
    """Yield what helps to decide at a glance, the most telling first."""
    if foreign:
        yield Badge("i-globe", foreign, foreign)
    if hurry := last_days(row):
        yield Badge("i-bolt", hurry)
    if Audience.BEGINNERS in row["welcomes"]:
        yield Badge("i-sprout", _("No experience needed"))
    if row["barrier_free"]:
        yield Badge("i-step-free", _("Barrier-free"))
    if Audience.GROUPS in row["welcomes"]:
        yield Badge("i-people", _("Good for groups"))


def last_days(row: Row) -> str:
    """Return until when one can apply, in the last week; else ""."""
    until = row["deadline"]
    if not until or not 0 <= (until - timezone.localdate()).days < SOON:
        return ""
    return _("Apply by %(day)s") % {"day": day(until)}
