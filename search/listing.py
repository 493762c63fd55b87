"""One page of results with everything around it, ready for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from portal.common.pagination import PageLinks, page_links
from search.facets import Facet, Shown
from search.hits import told
from search.models import Place
from search.params import DEFAULT_RADIUS, RADIUS_CHOICES, Params
from search.places import distances
from search.query import PAGE_SIZE, Reading, Results, SearchQuery, Sort
from search.registry import searchable
from search.service import meant, search

if TYPE_CHECKING:
    from search.pages import ListingPage


class Active(NamedTuple):
    """A filter in use, and the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Wider:
    """How many there are without what is chosen in one facet, and where."""

    label: str
    count: int
    url: str


class Choice(NamedTuple):
    """An option of a select."""

    value: str
    label: str
    selected: bool


class Listing:
    """What a reader gets for ``params``; searches once, when it is asked for what was found."""

    def __init__(self, page: "ListingPage", params: Params, language: str) -> None:
        self.page = page
        self.params = params
        self.language = language

    @cached_property
    def results(self) -> Results:
        return search(self.query)

    @property
    def query(self) -> SearchQuery:
        return self.params.query(self.page.kind, self.language)

    @property
    def reading(self) -> Reading:
        """How the words were understood."""
        return self.results.reading

    @property
    def exact_url(self) -> str:
        """The same words as they were typed."""
        return self._url(exact=True)

    @property
    def total(self) -> int:
        return self.results.total

    @property
    def complete(self) -> bool:
        """Whether the engine answered; without it there are no counts."""
        return self.results.complete

    @property
    def last_page(self) -> int:
        return max(1, ceil(self.total / PAGE_SIZE))

    @property
    def exists(self) -> bool:
        """Whether there is such a page; the first one always is."""
        return self.params.page <= self.last_page

    @cached_property
    def distances(self) -> Mapping[int, float]:
        """Kilometres from the place asked for, by id of the place."""
        place = self.params.place
        return distances(place, self.params.radius) if place else {}

    @cached_property
    def cards(self) -> Sequence[Any]:
        cards = self.page.cards(self.results.keys, self.distances)
        if not self.params.words:
            return cards
        hits = searchable(self.page.kind).hits(self.results.keys, self.language)
        return told(cards, hits, meant(self.query, self.reading))

    @cached_property
    def facets(self) -> list[Shown]:
        """The facets that have something to choose."""
        return [facet for facet in self._all_facets() if facet.options]

    def _all_facets(self) -> list[Shown]:
        counts, chosen = self.results.counts, self.params.filters
        return [
            facet.shown(
                counts.get(facet.name, {}) if self.complete else None,
                chosen.get(facet.name, ()),
            )
            for facet in self.page.facets
        ]

    @cached_property
    def active(self) -> list[Active]:
        """The filters in use: words and place first, then the facets in their order."""
        used = []
        if words := self.params.words:
            quoted = _("“%(words)s”") % {"words": words}
            used.append(Active(quoted, self._url(words="")))
            if self.params.exact:
                used.append(Active(_("only as typed"), self._url(exact=False)))
        if self.params.place:
            used.append(Active(self.near_text, self._url(near="", place=None)))
        return used + [
            Active(facet.label_of(value), self._link(self.params.without(facet.name, value)))
            for facet in self.page.facets
            for value in self.params.filters.get(facet.name, ())
        ]

    @cached_property
    def wider(self) -> list[Wider]:
        """What there is without one facet's choices, where with them there is nothing."""
        found = [
            Wider(self._chosen(facet), count, self._link(self.params.without_choices(facet.name)))
            for facet in self.page.facets
            if (count := self.results.without.get(facet.name))
        ]
        return sorted(found, key=lambda wider: -wider.count)

    def _chosen(self, facet: Facet) -> str:
        """Return the labels of what is chosen in ``facet``, in quotation marks."""
        labels = map(facet.label_of, self.params.filters[facet.name])
        return ", ".join(_("“%(words)s”") % {"words": label} for label in labels)

    @property
    def near_text(self) -> str:
        """``up to 25 km from Liberec``."""
        return _("up to %(km)s km from %(place)s") % {
            "km": self.params.radius,
            "place": self.params.place,
        }

    @property
    def unknown_place(self) -> str:
        """What was typed as a place and is none that we know."""
        return "" if self.params.place else self.params.near

    @cached_property
    def places_meant(self) -> list[Active]:
        """Places that begin like the unknown one."""
        if not self.unknown_place:
            return []
        found: Sequence[Place] = Place.objects.lookup(self.unknown_place, limit=3)
        return [Active(p.qualified_label, self._url(near=p.qualified_label)) for p in found]

    @property
    def sorts(self) -> list[Choice]:
        labels: dict[Sort, str] = {
            "relevance": _("best match first"),
            "nearest": _("nearest first"),
            "newest": _("newest first"),
            "ending": _("ending soon first"),
        }
        # The natural order goes without a value, so that words typed later may change it.
        natural = self.params.sorts[0]
        return [
            Choice("" if s == natural else s, labels[s], s == self.params.sort)
            for s in self.params.sorts
            if s in self.page.sorts
        ]

    @property
    def radiuses(self) -> list[Choice]:
        """Distances to choose from; one typed into the address is among them."""
        chosen = self.params.radius
        values = sorted({*RADIUS_CHOICES, chosen})
        return [
            Choice(
                "" if km == DEFAULT_RADIUS else str(km), _("%(km)s km") % {"km": km}, km == chosen
            )
            for km in values
        ]

    @cached_property
    def pages(self) -> PageLinks:
        return page_links(self.params.page, self.last_page, self._page_url)

    @property
    def feed_url(self) -> str:
        """The same for feed readers (Atom)."""
        return f"{self.page.list_url}feed/atom/{self.lasting}"

    @property
    def lasting(self) -> str:
        """The query string of what feeds and kept searches keep of the list."""
        return self.params.lasting.querystring()

    @property
    def clear_url(self) -> str:
        """The list with nothing asked."""
        return self.page.list_url

    @property
    def title(self) -> str:
        """The words of ``<title>``: what narrows the list, so that tabs can be told apart."""
        used = ", ".join(link.label for link in self.active)
        return f"{self.page.head_title}: {used}" if used else ""

    def _url(self, **changes: Any) -> str:
        return self._link(self.params.querystring(page=1, **changes))

    def _page_url(self, number: int) -> str:
        return self._link(self.params.querystring(page=number))

    def _link(self, querystring: str) -> str:
        """An empty link would lead to the same address, query and all."""
        return querystring or self.clear_url
