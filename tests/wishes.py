"""Wishes and facts for tests of matching: of people and calls that nobody has to know."""

import json
from pathlib import Path
from typing import Any

from opportunities.choices import Mode
from opportunities.matching import FACETS, Facts, Spot, Wishes
from search.models import Place

# Towns on a line to the east of Liberec; 0.1 degrees of longitude are some 7 km there.
HERE = Spot(1, 50.77, 15.05)
NEAR = Spot(2, 50.77, 15.15)
FAR = Spot(3, 50.77, 16.05)
CASES = Path(__file__).parent / "matching"


def wishes(**given: Any) -> Wishes:
    """Return wishes; names of facets stand for what somebody likes."""
    likes = {facet: tuple(given.pop(facet)) for facet in FACETS if facet in given}
    return Wishes(likes=likes, **given)


def facts(key: int = 1, **given: Any) -> Facts:
    """Return the facts of a call; names of facets stand for its values."""
    values = {facet: tuple(given.pop(facet)) for facet in FACETS if facet in given}
    return Facts(key=key, values=values, **{"mode": Mode.ON_SITE.value, **given})


def spot(name: str) -> Spot:
    """Return the place that people call so."""
    place = Place.objects.from_input(name)
    assert place, name
    return Spot(place.pk, place.latitude, place.longitude)


def cases(language: str) -> list[dict[str, Any]]:
    """Return the cases of ``language`` as they were written down."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{language}.json").read_text())
    return found


def of_case(told: dict[str, Any]) -> Wishes:
    """Return the wishes of a case."""
    told = dict(told)
    if near := told.pop("near", ""):
        told["spot"] = spot(near)
    told["languages"] = tuple(told.pop("speaks", ()))
    told["avoided"] = tuple(told.pop("avoid", ()))
    return wishes(**told)
