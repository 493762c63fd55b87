"""Facets: what a list can be narrowed by, and how that is shown with its counts."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import get_language

from search import fields
from search.gazetteer import tree
from search.models import Region

# Counts by value; None while the engine is away, and then everything is shown.
Counts = Mapping[str, int] | None
# Values shown before the rest goes behind "more".
SHOWN = 8


@dataclass(slots=True)
class Option:
    """One value of a facet, as the reader sees it."""

    value: str
    label: str
    # None while the engine is away.
    count: int | None
    checked: bool
    # Class and drawing of a field of volunteering.
    css: str = ""
    icon: str = ""
    children: Sequence["Option"] = ()

    @property
    def open(self) -> bool:
        """Whether something below it is chosen, or it is chosen itself."""
        return bool(self.children) and (self.checked or any(o.within for o in self.children))

    @property
    def within(self) -> bool:
        """Whether it, or something below it, is chosen."""
        return self.checked or any(o.within for o in self.children)


@dataclass(slots=True)
class Shown:
    """A facet with its options: the first few, and those behind "more"."""

    name: str
    label: str
    options: Sequence[Option]
    more: Sequence[Option] = field(default=())

    @property
    def more_open(self) -> bool:
        """Whether one of the options behind "more" is chosen."""
        return any(option.within for option in self.more)


class Facet(ABC):
    """``name`` is the GET parameter and the name in the index; never rename one."""

    def __init__(self, name: str, label: str | Promise) -> None:
        self.name = name
        self.label = label

    @abstractmethod
    def known(self, value: str) -> bool:
        """Return whether ``value`` exists; anything else in an address is junk."""

    @abstractmethod
    def label_of(self, value: str) -> str:
        """Return the reader's word for ``value``."""

    @abstractmethod
    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        """Return the values with a count, and the chosen ones, in the order of display."""

    def shown(self, counts: Counts, chosen: Collection[str]) -> Shown:
        """Return the facet ready for the template."""
        options = self.options(counts, chosen)
        # A single value behind "more" takes no less room than the word "more".
        cut = SHOWN if len(options) > SHOWN + 1 else len(options)
        return Shown(self.name, str(self.label), options[:cut], options[cut:])


class ChoicesFacet(Facet):
    """Values of a fixed vocabulary, in its order."""

    def __init__(self, name: str, label: str | Promise, choices: type[Choices]) -> None:
        super().__init__(name, label)
        self.choices = dict(choices.choices)

    def known(self, value: str) -> bool:
        return value in self.choices

    def label_of(self, value: str) -> str:
        return sentence(str(self.choices[value]))

    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        return [
            Option(value, self.label_of(value), count(counts, value), value in chosen)
            for value in self.choices
            if is_shown(counts, value) or value in chosen
        ]


class FieldFacet(Facet):
    """Fields of volunteering, in the order that staff gave them."""

    def known(self, value: str) -> bool:
        return value in fields.by_slug()

    def label_of(self, value: str) -> str:
        return fields.by_slug()[value].label

    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        return [
            Option(slug, f.label, count(counts, slug), slug in chosen, f"f-{slug}", f.icon)
            for slug, f in fields.by_slug().items()
            if is_shown(counts, slug) or slug in chosen
        ]


class RegionFacet(Facet):
    """Countries and their parts as a tree.

    Districts appear below a region that is chosen, so that a page carries a few
    dozen boxes instead of five hundred.
    """

    def known(self, value: str) -> bool:
        return tree.exists(value)

    def label_of(self, value: str) -> str:
        return tree.label(value, get_language() or "")

    def options(self, counts: Counts, chosen: Collection[str]) -> list[Option]:
        opened = {code for value in chosen for code in tree.ancestors(value)}
        return self._level(tree.roots(get_language() or ""), counts, chosen, opened)

    def _level(
        self,
        codes: Iterable[str],
        counts: Counts,
        chosen: Collection[str],
        opened: Collection[str],
    ) -> list[Option]:
        found = []
        for code in codes:
            if not is_shown(counts, code) and code not in opened:
                continue
            below = self._below(code, opened)
            found.append(
                Option(
                    code,
                    self.label_of(code),
                    count(counts, code),
                    code in chosen,
                    children=self._level(below, counts, chosen, opened),
                )
            )
        return found

    def _below(self, code: str, opened: Collection[str]) -> Sequence[str]:
        """Return what is drawn below ``code``: the regions of a country, else only if opened."""
        if tree.level(code) == Region.Level.COUNTRY or code in opened:
            return tree.children(code, get_language() or "")
        return ()

    def shown(self, counts: Counts, chosen: Collection[str]) -> Shown:
        return Shown(self.name, str(self.label), self.options(counts, chosen))


def count(counts: Counts, value: str) -> int | None:
    """Return how many entries have ``value``, if that is known."""
    return None if counts is None else counts.get(value, 0)


def is_shown(counts: Counts, value: str) -> bool:
    """Return whether ``value`` is worth a box: choosing it would find something."""
    return counts is None or bool(counts.get(value))


def sentence(text: str) -> str:
    """Return ``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]
