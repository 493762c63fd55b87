"""What somebody answered in the guide "What fits me", in the address and nowhere else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opportunities.choices import Audience, Mode
from opportunities.facets import FACETS
from opportunities.matching import FACETS as LIKED
from opportunities.matching import OF_AGE, Spot, Wishes
from search.facets import Facet, FieldFacet
from search.models import Place
from search.params import RADIUS_CHOICES, Params, chosen_values

AVOIDED = FieldFacet("not", gettext_lazy("What you would rather leave to others"))
# Parameters of the list, so that the same filters work there, too.
ASKED = {facet.name: facet for facet in FACETS if facet.name in {*LIKED, "mode", "language"}}
REMOTE = Mode.REMOTE.value


class Less(NamedTuple):
    """One answer by its name, and what is left without it."""

    label: str
    answers: "Answers"


class Way(NamedTuple):
    """Answers that may find more, and how to say so of a number."""

    said: Callable[[int], str]
    answers: "Answers"


@dataclass(frozen=True)
class Answers:
    """Answers to the five questions. Junk is left out, as in lists."""

    params: Params
    avoided: tuple[str, ...] = ()

    @classmethod
    def from_get(cls, get: QueryDict) -> Self:
        """Return what can be understood of ``get``."""
        params = Params.from_get(get, [*ASKED.values()])
        only = tuple(value for value in params.filters.get("mode", ()) if value == REMOTE)
        filters = {**params.filters, "mode": only}
        kept = {name: values for name, values in filters.items() if values}
        params = replace(params.lasting, filters=kept, exact=False)
        return cls(params, chosen_values(get, AVOIDED))

    @property
    def given(self) -> bool:
        """Whether any question was answered."""
        params = self.params
        return bool(params.words or params.filters or params.near or self.avoided)

    @property
    def wishes(self) -> Wishes:
        """The same as the rules understand it."""
        filters, place = self.params.filters, self.params.place
        return Wishes(
            likes={name: filters[name] for name in LIKED if name in filters},
            words=self.params.words,
            spot=Spot(place.pk, place.latitude, place.longitude) if place else None,
            radius=self.params.radius,
            remote=self.remote,
            languages=filters.get("language", ()),
            avoided=self.avoided,
            # The oldest that somebody under age may be: nobody is asked for a date of birth.
            age=OF_AGE - 1 if Audience.MINORS in filters.get("audience", ()) else None,
        )

    @property
    def remote(self) -> bool:
        """Whether it may be done from home."""
        return REMOTE in self.params.filters.get("mode", ())

    @property
    def querystring(self) -> str:
        """``?…`` with all answers; "" without any."""
        pairs = [*self.params.pairs(), *(("not", slug) for slug in self.avoided)]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def list_querystring(self) -> str:
        """The same for the plain list, which knows no dislikes and takes all wishes together."""
        answers = self._filtered("mode", ()) if self.params.place else self
        return answers.params.querystring()

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return what was answered by ``facet``."""
        return self.avoided if facet is AVOIDED else self.params.filters.get(facet.name, ())

    def without_one(self) -> Iterator[Less]:
        """Yield each single answer with what is left when it is taken away."""
        params = self.params
        if words := params.words:
            yield Less(_("“%(words)s”") % {"words": words}, self._with(words=""))
        if params.near:
            label = params.near
            if params.place:
                label = _("up to %(km)s km from %(place)s") % {
                    "km": params.radius,
                    "place": params.place,
                }
            yield Less(label, self._with(near="", place=None))
        for name, facet in ASKED.items():
            for value in params.filters.get(name, ()):
                left = tuple(v for v in params.filters[name] if v != value)
                yield Less(facet.label_of(value), self._filtered(name, left))
        for slug in self.avoided:
            label = _("not “%(what)s”") % {"what": AVOIDED.label_of(slug)}
            left = tuple(v for v in self.avoided if v != slug)
            yield Less(label, replace(self, avoided=left))

    def wider(self) -> Iterator[Way]:
        """Yield in what ways it might be asked for more, the gentlest first."""
        params, filters = self.params, self.params.filters
        if params.place and (further := [km for km in RADIUS_CHOICES if km > params.radius]):
            # One step on the scale is often no other town.
            km = further[:2][-1]
            yield Way(partial(if_up_to, km), self._with(radius=km))
        if params.place and not self.remote:
            yield Way(if_from_home, self._filtered("mode", (REMOTE,)))
        if self.remote and not params.place:
            yield Way(if_not_from_home, self._filtered("mode", ()))
        if self.avoided:
            yield Way(if_nothing_left_out, replace(self, avoided=()))
        for name in (*LIKED, "language"):
            if name in filters:
                labels = [ASKED[name].label_of(value) for value in filters[name]]
                yield Way(partial(without, labels), self._filtered(name, ()))
        if params.words:
            yield Way(partial(without, [params.words]), self._with(words=""))

    def at(self, place: Place) -> Self:
        """Return the same answers for another place."""
        return self._with(near=place.qualified_label, place=place)

    def _with(self, **changes: Any) -> Self:
        return replace(self, params=replace(self.params, **changes))

    def _filtered(self, name: str, values: tuple[str, ...]) -> Self:
        filters: Mapping[str, tuple[str, ...]] = {**self.params.filters, name: values}
        return self._with(filters={name: values for name, values in filters.items() if values})


def if_up_to(km: int, number: int) -> str:
    text = ngettext(
        "%(n)s fits if it may be up to %(km)s km away",
        "%(n)s fit if it may be up to %(km)s km away",
        number,
    )
    return text % {"n": number, "km": km}


def if_from_home(number: int) -> str:
    text = ngettext("%(n)s fits if it may be from home", "%(n)s fit if it may be from home", number)
    return text % {"n": number}


def if_not_from_home(number: int) -> str:
    text = ngettext(
        "%(n)s fits if you can also leave the house",
        "%(n)s fit if you can also leave the house",
        number,
    )
    return text % {"n": number}


def if_nothing_left_out(number: int) -> str:
    text = ngettext("%(n)s fits if nothing is left out", "%(n)s fit if nothing is left out", number)
    return text % {"n": number}


def without(labels: list[str], number: int) -> str:
    """Return ``12 fit without “Animals”, “Sport”``."""
    quoted = ", ".join(_("“%(words)s”") % {"words": label} for label in labels)
    text = ngettext("%(n)s fits without %(what)s", "%(n)s fit without %(what)s", number)
    return text % {"n": number, "what": quoted}
