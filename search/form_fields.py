"""A town, asked for by its name in a public form."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.common.public_forms import Checks
from search import fields
from search.gazetteer import tree
from search.gazetteer.lookup import is_one_of
from search.models import Field, Place, Region

Named = TypeVar("Named", Place, Region)
# Towns of one name that are offered to choose from.
OFFERED = 8


class PlaceInput(forms.TextInput):
    """Offers towns while somebody types, where scripts run (static/js/portal.js)."""

    template_name = "search/place_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        known = {"data-towns": reverse("towns"), "list": f"{name}-towns", "class": "input"}
        return super().get_context(name, value, {**known, **(attrs or {})})


class PlaceField(forms.CharField):
    """The clean value is a :class:`Place`, or ``None`` where nothing was typed."""

    widget = PlaceInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 120, **kwargs})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return place_called(typed) if typed else None

    def left(self, value: Any) -> Place | None:
        """Return the place; ``None`` once it was deleted."""
        return next(iter(still_there(place_called, [value])), None)

    def prepare_value(self, value: Any) -> Any:
        return value.qualified_label if isinstance(value, Place) else value


class PlacesField(forms.CharField):
    """Several towns, one on a line; the clean value is a list of :class:`Place`."""

    def __init__(self, *, most: int = 10, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**{"max_length": 1200, "widget": forms.Textarea({"rows": 3}), **kwargs})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            text = ngettext(
                "Name at most %(n)s town.", "Name at most %(n)s towns, the largest.", self.most
            )
            raise ValidationError(text % {"n": self.most})
        return list({place.pk: place for place in map(place_called, lines)}.values())

    def left(self, value: Any) -> list[Place]:
        """Return the places that have not been deleted."""
        return still_there(place_called, (value or "").splitlines())


class RegionsField(forms.CharField):
    """Several regions, one on a line; the clean value is a list of :class:`Region`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 1200, "widget": forms.Textarea({"rows": 3}), **kwargs})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return list({region.pk: region for region in map(region_called, lines)}.values())

    def left(self, value: Any) -> list[Region]:
        """Return the regions that have not been deleted."""
        return still_there(region_called, (value or "").splitlines())


class FieldsField(forms.MultipleChoiceField):
    """Fields of volunteering to tick; the clean value is a list of at most ``most``."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(choices=labels_by_slug, widget=Checks({"grid": True}), **kwargs)

    def clean(self, value: Any) -> Any:
        slugs = super().clean(value)
        if len(slugs) > self.most:
            text = ngettext("Choose at most %(n)s.", "Choose at most %(n)s.", self.most)
            raise ValidationError(text % {"n": self.most})
        return list(Field.objects.filter(slug__in=slugs))

    def left(self, value: Any) -> list[Field]:
        """Return the chosen fields that have not been deleted."""
        return list(Field.objects.filter(slug__in=value or ()))

    def in_words(self, value: Any) -> str:
        """Return the chosen fields as people read them."""
        return ", ".join(field.label for field in value)


def labels_by_slug() -> list[tuple[str, str]]:
    """Return all fields of volunteering in the reader's words."""
    return [(slug, field.label) for slug, field in fields.by_slug().items()]


def regions_by_code() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return countries and the regions in each, in the reader's words and order."""
    known, language = tree.tree(), get_language() or ""

    def named(code: str) -> tuple[str, str]:
        return code, known.nodes[code].label(language)

    return [
        (named(country)[1], [named(country), *map(named, known.children(country, language))])
        for country in known.children("", language)
    ]


def still_there(named: Callable[[str], Named], lines: Iterable[str]) -> list[Named]:
    """Return what each line names, without what cannot be found."""
    found = []
    for line in filter(None, map(str.strip, lines)):
        with suppress(ValidationError):
            found.append(named(line))
    return found


def region_called(typed: str) -> Region:
    """Return the region that ``typed`` begins to name; raises ``ValidationError``."""
    found = Region.objects.lookup(typed, 1)
    if not found:
        raise ValidationError(_("We know no region called “%(name)s”.") % {"name": typed})
    return found[0]


def place_called(typed: str) -> Place:
    """Return the place of that name; raises ``ValidationError`` unless it is clear which."""
    if "(" in typed:
        if place := Place.objects.from_input(typed):
            return place
        raise ValidationError(unknown(typed))
    named: list[Place] = list(
        Place.objects.with_regions().called(typed).order_by("-population")[:OFFERED]
    )
    if len(named) == 1 or (named and stands_out(named)):
        return named[0]
    if named:
        labels = "; ".join(place.qualified_label for place in named)
        text = _("There are several towns of that name. Write which one: %(towns)s.")
        raise ValidationError(text % {"towns": labels})
    raise ValidationError(unknown(typed))


def stands_out(named: list[Place]) -> bool:
    """Return whether the largest is so much larger that everybody means it."""
    largest, second = named[0], named[1]
    return largest.population >= 20_000 and largest.population > 10 * second.population


def unknown(typed: str) -> str:
    """Return what to say about a name that no town has; names those that come near."""
    name = typed.partition("(")[0].strip()
    near = [place for place in Place.objects.lookup(name, 4) if not is_one_of(name, place.folded)]
    if not near:
        return _("We know no town called “%(name)s”. Try the nearest larger one.") % {"name": typed}
    towns = "; ".join(place.qualified_label for place in near)
    return _("We know no town called “%(name)s”. Did you mean %(towns)s?") % {
        "name": typed,
        "towns": towns,
    }
