"""Regions and places, asked for in the words of the portal."""

import re
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from search.gazetteer.lookup import EDGE, is_one_of, key

if TYPE_CHECKING:
    from search.models import Place, Region

# "Lhota (okres Zlín)": a name, and in brackets the region that tells it from others.
WITH_REGION = re.compile(r"(?P<name>.*)\((?P<region>[^()]*)\)\s*")
# What ids look like; longer numbers are no ids of ours in any database.
ID = re.compile(r"[0-9]{1,18}")
# Fewer letters say too little for a guess.
LETTERS_FOR_A_GUESS = 3


class NamedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # serves two models
    """Rows with a ``folded`` column of all their names."""

    def called(self, text: str) -> Self:
        """Return those that ``text`` is a whole name of, marks and case aside."""
        if not key(text):
            return self.none()
        return self.filter(folded__contains=f"{EDGE}{key(text)}{EDGE}")

    def with_word(self, text: str) -> Self:
        """Return those with a word that begins with ``text``; ``rank`` says how well.

        0: the whole name, 1: the beginning of a name, 2: of a later word.
        """
        typed = key(text)
        if not typed:
            return self.none().annotate(rank=Value(2))
        exact = Q(folded__contains=f"{EDGE}{typed}{EDGE}")
        begins = Q(folded__contains=f"{EDGE}{typed}")
        rank = Case(When(exact, then=0), When(begins, then=1), default=2)
        found = self.filter(begins | Q(folded__contains=f" {typed}"))
        return found.annotate(rank=rank)


class RegionQuerySet(NamedQuerySet):
    """Regions of all levels."""

    def lookup(self, text: str, limit: int = 10) -> "list[Region]":
        """Return the regions that ``text`` may mean, the best and largest kinds first."""
        return list(self.with_word(text).order_by("rank", "level", "name", "code")[:limit])


class PlaceQuerySet(NamedQuerySet):
    """Towns and villages."""

    def with_regions(self) -> Self:
        """Return the places with all regions above them at hand."""
        return self.select_related("region__parent__parent")

    def lookup(self, text: str, limit: int = 10) -> "list[Place]":
        """Return the places that ``text`` may mean, the best and largest first."""
        found = self.with_regions().with_word(text)
        return list(found.order_by("rank", "-population", "name", "pk")[:limit])

    def from_input(self, text: str) -> "Place | None":
        """Return the place that somebody meant who typed ``text``, or chose by its id.

        Understands ``Place.qualified_label``. Of several, the largest; without
        one of that name, the largest whose name begins like it.
        """
        if ID.fullmatch(text.strip()):
            return self.with_regions().filter(pk=int(text)).first()
        if bracketed := WITH_REGION.fullmatch(text):
            return self._in_region(bracketed["name"], bracketed["region"])
        named = self.with_regions().called(text).order_by("-population", "pk").first()
        return named or self._guess(text)

    def _in_region(self, name: str, region: str) -> "Place | None":
        places = self.with_regions().called(name).order_by("-population", "pk")
        return next((place for place in places if _lies_in(place, region)), None)

    def _guess(self, text: str) -> "Place | None":
        if len(key(text)) < LETTERS_FOR_A_GUESS:
            return None
        return next(iter(self.lookup(text, limit=1)), None)


def _lies_in(place: "Place", name: str) -> bool:
    region: Region | None = place.region
    while region:
        if is_one_of(name, region.folded):
            return True
        region = region.parent
    return False
