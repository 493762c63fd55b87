"""Who is perhaps the same person, in words, and the form that says what stays of both."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from volunteers import duplicates, merging
from volunteers.duplicates import Pair, Reason
from volunteers.models import Interest, Offer, Volunteer

WHY = {
    Reason.EMAIL: gettext_lazy("the same e-mail, written in another way"),
    Reason.PHONE: gettext_lazy("the same telephone"),
    Reason.SLIP: gettext_lazy("a like e-mail and a like name"),
    Reason.NAME: gettext_lazy("a like name in the same region, or with the same organisation"),
}


def in_words(pair: Pair) -> dict[str, Any]:
    """Return ``pair`` as pages show it."""
    why = ", ".join(str(WHY[reason]) for reason in pair.reasons)
    url = reverse("volunteer_merge", args=[pair.one.pk, pair.other.pk])
    return {"one": pair.one, "other": pair.other, "why": why, "url": url}


def elsewhere(row: Interest | Offer) -> dict[str, Any]:
    """Return what the page of ``row`` says of the same person elsewhere, or perhaps the same."""
    volunteer = row.volunteer
    interests = volunteer.interests.confirmed().select_related("opportunity")
    offers = volunteer.offers.confirmed()
    return {
        "interests": interests.exclude(pk=row.pk) if isinstance(row, Interest) else interests,
        "offers": offers.exclude(pk=row.pk) if isinstance(row, Offer) else offers,
        "pairs": [in_words(pair) for pair in duplicates.of(volunteer)],
        "merges": volunteer.merges.select_related("by"),
    }


class MergeForm(forms.Form):
    """Which value stays, of the fields that both have filled in differently."""

    def __init__(self, data: Any, one: Volunteer, other: Volunteer) -> None:
        super().__init__(data)
        self.rows = (one, other)
        first = merging.suggested(one, other)
        for name in merging.FIELDS:
            if len({getattr(row, name) for row in self.rows} - {""}) > 1:
                self.fields[name] = forms.TypedChoiceField(
                    label=label_of(name),
                    choices=[(row.pk, shown(row, name)) for row in self.rows],
                    coerce=int,
                    initial=first[name],
                    widget=forms.RadioSelect,
                )

    @property
    def settled(self) -> Iterator[tuple[str, str]]:
        """Yield label and value of what nobody has to choose."""
        first = merging.suggested(*self.rows)
        for name in merging.FIELDS:
            row = next(row for row in self.rows if row.pk == first[name])
            if name not in self.fields and (value := shown(row, name)):
                yield label_of(name), value


def shown(row: Volunteer, name: str) -> str:
    """Return the value of a field, in words."""
    words = getattr(row, f"get_{name}_display", None)
    return str(words() if words else getattr(row, name))


def label_of(name: str) -> str:
    field: Any = Volunteer._meta.get_field(name)
    return str(capfirst(field.verbose_name))
