"""The guide "What fits me": five questions, and the calls that fit the answers best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from opportunities.answers import ASKED, AVOIDED, Answers
from opportunities.candidates import BEST, best
from opportunities.cards import Card
from opportunities.matching import Match
from opportunities.reasons import reasons_text
from search.facets import Facet, Option
from search.listing import Active, Choice, Listing
from search.models import Place

if TYPE_CHECKING:
    from opportunities.models import OpportunityIndexPage

# The last part of the address. An address stays once it is public, so these are no translations.
SLUGS: Mapping[str, str] = {
    "en": "what-fits-me",
    "cs": "co-mi-sedne",
    "pl": "co-do-mnie-pasuje",
    "sl": "kaj-mi-ustreza",
}
ROUTE = rf"^(?P<slug>{'|'.join(SLUGS.values())})/$"
# With fewer matches, readers are told which of their wishes keeps most away.
FEW = 3


@dataclass(frozen=True, slots=True)
class Boxes:
    """Some boxes to tick, called ``label``."""

    name: str
    label: str
    options: Sequence[Option]

    @property
    def chosen(self) -> bool:
        """Whether any of them is ticked."""
        return any(option.checked for option in self.options)


class Wider(NamedTuple):
    """What fits if one answer is changed, and where that is."""

    text: str
    url: str


def slug_in(language: str) -> str:
    """Return the last part of the guide's address in ``language``."""
    return SLUGS.get(language, SLUGS["en"])


class Guide:
    """What a reader gets for ``answers``; searches once, when it is asked for what fits."""

    def __init__(self, page: "OpportunityIndexPage", answers: Answers) -> None:
        self.page = page
        self.answers = answers
        self.language = page.language
        self.wishes = answers.wishes
        # For what the list has in common with it: distances, places of similar names.
        self.listing = Listing(page, answers.params, self.language)

    @property
    def url(self) -> str:
        """The path of the guide with nothing answered."""
        return f"{self.page.list_url}{slug_in(self.language)}/"

    @property
    def list_url(self) -> str:
        """The plain list with the same filters."""
        return self.page.list_url + self.answers.list_querystring

    @property
    def title(self) -> str:
        """The words of ``<title>``, with the answers: tabs can be told apart."""
        title, used = _("What fits me"), ", ".join(link.label for link in self.active)
        return f"{title}: {used}" if used else title

    # --- questions ------------------------------------------------------------------

    @cached_property
    def fields(self) -> Boxes:
        return self._boxes(ASKED["field"])

    @cached_property
    def company(self) -> Boxes:
        """Who comes, in words that they say of themselves."""
        boxes, own = self._boxes(ASKED["audience"]), said_of_oneself()
        for option in boxes.options:
            option.label = own.get(option.value, option.label)
        return boxes

    @property
    def times(self) -> list[Boxes]:
        return [self._boxes(ASKED["time"]), self._boxes(ASKED["commitment"])]

    @property
    def last(self) -> list[Boxes]:
        """What to leave out, and what to speak."""
        languages = self._boxes(ASKED["language"])
        return [
            self._boxes(AVOIDED),
            Boxes(languages.name, _("Languages you speak"), languages.options),
        ]

    @property
    def places_meant(self) -> list[Active]:
        """Places that begin like one that nobody knows, with the same answers."""
        name = self.listing.unknown_place
        found: Sequence[Place] = Place.objects.lookup(name, limit=3) if name else []
        return [Active(p.qualified_label, self.answers.at(p).querystring) for p in found]

    @property
    def radiuses(self) -> list[Choice]:
        return self.listing.radiuses

    def _boxes(self, facet: Facet) -> Boxes:
        options = facet.options(None, self.answers.chosen(facet))
        return Boxes(facet.name, str(facet.label), options)

    # --- answers --------------------------------------------------------------------

    @property
    def given(self) -> bool:
        return self.answers.given

    @cached_property
    def active(self) -> list[Active]:
        """The answers, and the address without each."""
        changes = self.answers.without_one()
        return [Active(label, less.querystring or self.url) for label, less in changes]

    # --- what fits ------------------------------------------------------------------

    @cached_property
    def matches(self) -> list[Match]:
        return best(self.wishes, self.language)

    @cached_property
    def cards(self) -> list[Card]:
        """The cards of what fits, each with its reasons."""
        why = {match.key: reasons_text(match, self.wishes) for match in self.matches}
        return [card.fitting(why[card.key]) for card in self.page.cards([*why], {})]

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def most(self) -> int:
        """How many are shown at most."""
        return BEST

    @cached_property
    def wider(self) -> list[Wider]:
        """Where there is more, if there is little: the way that brings most comes first."""
        if self.total >= FEW:
            return []
        ways = [(len(best(way.answers.wishes, self.language)), way) for way in self.answers.wider()]
        gains = sorted((each for each in ways if each[0] > self.total), key=lambda each: -each[0])
        return [
            Wider(way.said(number), way.answers.querystring or self.page.list_url)
            for number, way in gains
        ]


def said_of_oneself() -> dict[str, str]:
    """Return the words in which people say who they are, by audience."""
    return {
        "beginners": _("It is my first time"),
        "families": _("I come with children"),
        "minors": _("I am under 18"),
        "seniors": _("I am a senior"),
        "groups": _("We are a group or a company"),
    }
