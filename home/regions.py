"""Where help is wanted: each country drawn by its towns, with ways into the list.

What leads to the same in words stands beside each drawing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from home import maps
from home.maps import Dot, Frame
from home.showcase import Tally, filtered
from opportunities.models import Opportunity
from search import reach
from search.gazetteer import tree
from search.models import Place

# Of each drawing, in its units: some countries are tall.
HEIGHT = 500
# Fine dots of one country.
MOST_DOTS = 900
# The largest towns with an open call; all of them would be a cloud that nobody can press.
MOST_TOWNS = 40
# A sign with its number: its height, and its width with that many figures.
SIGN_HEIGHT = 50
SIGN_WIDTHS = {1: 50, 2: 56, 3: 72, 4: 88, 5: 104}


@dataclass(frozen=True, slots=True)
class Way:
    """A region or a town as a way into the list; only regions tell how many calls there are."""

    label: str
    url: str
    at: Dot
    count: int = 0

    @property
    def width(self) -> int:
        """The width of a sign with the count on it."""
        return sign_width(self.count)

    @property
    def half(self) -> int:
        return self.width // 2


def sign_width(count: int) -> int:
    return SIGN_WIDTHS[min(len(str(count)), max(SIGN_WIDTHS))]


@dataclass(frozen=True, slots=True)
class Country:
    """One country: ``dots`` is the path of all fine dots, ready for an SVG."""

    label: str
    url: str
    count: int
    dots: str
    towns: Sequence[Way]
    # As they stand in the list, and in the drawing (north first, so that none covers another).
    regions: Sequence[Way]

    width = maps.WIDTH
    height = HEIGHT
    sign_height = SIGN_HEIGHT
    half = SIGN_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a country does not depend on what is open there."""

    frame: Frame
    dots: str
    # Region → the middle of its towns.
    middles: Mapping[str, Dot]
    # Primary keys of its regions of all levels.
    keys: frozenset[int]


def countries(tally: Tally, language: str, first: str = "") -> list[Country]:
    """Return the countries with open calls: ``first``, then the one with the most."""
    counts = tally.counts.get("region", {})
    found = [code for code in shapes() if counts.get(code)]
    found.sort(key=lambda code: (code != first, -counts[code], code))
    return [country(code, tally, language) for code in found]


def country(code: str, tally: Tally, language: str) -> Country:
    """Return one country as ``language`` reads it."""
    shape, counts = shapes()[code], tally.counts["region"]
    return Country(
        label=tree.label(code, language),
        url=filtered(tally.url, {"region": code}),
        count=counts[code],
        dots=shape.dots,
        towns=[town(place, shape.frame, tally.url, language) for place in with_calls(shape.keys)],
        regions=regions(code, shape, tally, language),
    )


def regions(code: str, shape: Shape, tally: Tally, language: str) -> list[Way]:
    """Return the regions of a country that have an open call, in the order of ``language``."""
    counts = tally.counts["region"]
    shown = [c for c in tree.children(code, language) if counts.get(c) and c in shape.middles]
    # A sign gives way to those north of it.
    placed = sorted(shown, key=lambda each: shape.middles[each][::-1])
    widest = sign_width(max((counts[c] for c in shown), default=0))
    signs = maps.apart((shape.middles[c] for c in placed), widest, SIGN_HEIGHT)
    at = dict(zip(placed, signs, strict=True))
    return [
        Way(tree.label(c, language), filtered(tally.url, {"region": c}), at[c], counts[c])
        for c in shown
    ]


def town(place: Place, frame: Frame, url: str, language: str) -> Way:
    """Return a town as a way to what is open in and around it."""
    label = place.label_in(language)
    dot = frame.dot(place.latitude, place.longitude)
    near = filtered(url, {"near": place.qualified_label})
    return Way(label, near, Dot(round(dot.x), round(dot.y)))


def with_calls(regions: Iterable[int]) -> QuerySet[Place]:
    """Return the largest towns with an open call.

    Asked town by town, from the largest on: the database stops at the last one that is shown,
    however many calls there are.
    """
    open_calls = reach.shown_here(Opportunity.objects.published()).filter(places=OuterRef("pk"))
    places = Place.objects.filter(Exists(open_calls), region__in=regions)
    return places.select_related("region__parent").order_by("-population")[:MOST_TOWNS]


def shapes() -> dict[str, Shape]:
    """Return the shapes of all countries that the gazetteer has towns of."""
    return shapes_in(maps.gazetteer())


@lru_cache(maxsize=1)
def shapes_in(_gazetteer: tuple[Any, ...]) -> dict[str, Shape]:
    """Return the same; drawn anew only when the gazetteer has changed, which is seldom."""
    towns: dict[str, list[maps.Town]] = defaultdict(list)
    for each in maps.known_towns():
        towns[tree.ancestors_of_id(each.region)[0]].append(each)
    return {code: shape(code, towns[code]) for code in tree.roots("") if towns[code]}


def shape(code: str, towns: Sequence[maps.Town]) -> Shape:
    """Return the shape of the country ``code``, whose towns are ``towns``, the largest first."""
    points = [each[:2] for each in towns]
    frame = maps.frame_of(points, HEIGHT)
    keys = frozenset(each.region for each in towns)
    return Shape(frame, maps.path_of(frame, points, MOST_DOTS), middles(frame, towns), keys)


def middles(frame: Frame, towns: Iterable[maps.Town]) -> dict[str, Dot]:
    """Return the middle of the towns of each region directly below the country."""
    dots: dict[str, list[Dot]] = defaultdict(list)
    for each in towns:
        if len(path := tree.ancestors_of_id(each.region)) > 1:
            dots[path[1]].append(frame.dot(each.latitude, each.longitude))
    return {
        code: Dot(round(fmean(d.x for d in found)), round(fmean(d.y for d in found)))
        for code, found in dots.items()
    }
