"""What an organisation is asked, page by page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from organisations_directory import logos, numbers
from organisations_directory.models import Organisation
from portal.common.public_forms import Radios
from portal.common.typed import TypedCharField, TypedTextField
from portal.common.validators import each_line_is_an_address, is_a_telephone_number
from search.form_fields import FieldsField, PlaceField, PlaceInput, RegionsField
from search.models import Region
from submissions.kinds import StepForm

LegalForm = Organisation.LegalForm


def countries() -> list[tuple[str, str]]:
    """Return the countries of the portal, in the reader's words."""
    rows = Region.objects.filter(level=Region.Level.COUNTRY, code__in=settings.PORTAL_COUNTRIES)
    return [(row.code, row.label) for row in rows]


class WhoForm(StepForm):
    """Who you are."""

    conditional = frozenset({"registration_number"})

    name = TypedCharField(
        label=_("Name of the organisation"),
        help_text=_("As people know it; you can leave out the legal form."),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    legal_form = forms.ChoiceField(
        label=_("Legal form"), choices=[("", _("Choose one")), *LegalForm.choices]
    )
    country = forms.ChoiceField(label=_("Country of the seat"), widget=Radios)
    registration_number = TypedCharField(
        label=_("Registration number"),
        help_text=_("IČO, KRS, NIP, REGON, matična številka … Informal groups have none."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(
        label=_("In which language are you going to write?"),
        help_text=_("We write to you in it, too. Other languages can follow later."),
        choices=settings.LANGUAGES,
        widget=Radios,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        if self.submission.changes_entry:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number, country = cleaned.get("registration_number"), cleaned.get("country")
        if cleaned.get("legal_form") == LegalForm.INFORMAL:
            return cleaned
        if not number and "registration_number" not in self.errors:
            self.add_error("registration_number", _("Only informal groups have no number."))
        elif number and country:
            self._check(number, country)
        return cleaned

    def _check(self, number: str, country: str) -> None:
        try:
            found = numbers.check(number, country)
        except forms.ValidationError as error:
            self.add_error("registration_number", error)
        else:
            self.cleaned_data["registration_number"] = found.compact


class WhatForm(StepForm):
    """What you do."""

    upload = "logo"

    summary = TypedCharField(
        label=_("What you do, in one sentence"),
        help_text=_("It stands in the list. At most 200 characters."),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
    about = TypedTextField(
        label=_("More about you"),
        help_text=_("What volunteers do with you, since when, for whom. Two or three paragraphs."),
        max_length=5000,
        required=False,
    )
    fields_of_work = FieldsField(
        label=_("Fields of volunteering"),
        help_text=_("People search by these. Tick what you mainly do, at most five."),
        most=5,
    )
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, up to 5 MB."),
        required=False,
        widget=forms.FileInput({"accept": logos.ACCEPT}),
    )

    def clean_logo(self) -> Any:
        upload = self.cleaned_data.get("logo")
        return logos.clean(upload) if upload else None


class WhereForm(StepForm):
    """Where you are, and where you work."""

    conditional = frozenset({"regions"})

    class Reach:
        AROUND, REGION, COUNTRY, SEVERAL = "around", "region", "country", "several"

    place = PlaceField(
        label=_("Town of the seat"),
        widget=PlaceInput({"autocomplete": "address-level2"}),
    )
    street = TypedCharField(
        label=_("Street and number"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    postcode = TypedCharField(
        label=_("Postcode"),
        max_length=12,
        required=False,
        widget=forms.TextInput({"autocomplete": "postal-code", "class": "w-6"}),
    )
    reach = forms.ChoiceField(
        label=_("Where do you work?"),
        choices=[
            (Reach.AROUND, _("in the town and around it")),
            (Reach.REGION, _("in the whole region (kraj, voivodeship …)")),
            (Reach.COUNTRY, _("all over the country")),
            (Reach.SEVERAL, _("in several regions, which I name")),
        ],
        widget=Radios,
    )
    regions = RegionsField(
        label=_("Which regions?"),
        help_text=_("One on a line, if you chose “several regions”."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        place, country = cleaned.get("place"), self._country()
        if place and country and numbers.country_of(place) != country:
            text = _("This town lies in another country than the one you chose before.")
            self.add_error("place", text)
        if cleaned.get("reach") == self.Reach.SEVERAL and not cleaned.get("regions"):
            self.add_error("regions", _("Name at least one region."))
        return cleaned

    def _country(self) -> str:
        """Return the country chosen on the first page; its register has the number."""
        values = self.submission.data.get("who", {}).get("country") or [""]
        return str(values[0])


class ReachForm(StepForm):
    """How to reach you: what everybody sees, and whom only we call."""

    conditional = frozenset({"email", "phone"})

    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput({"autocomplete": "url", "inputmode": "url", "class": "input"}),
    )
    email = forms.EmailField(
        label=_("E-mail for the public"),
        help_text=_("Everybody sees it. Leave it empty if you want to be called instead."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "section-public email", "class": "input"}),
    )
    phone = TypedCharField(
        label=_("Telephone for the public"),
        help_text=_("An e-mail or a telephone is needed."),
        max_length=40,
        required=False,
        validators=[is_a_telephone_number],
        widget=forms.TextInput(
            {"autocomplete": "section-public tel", "inputmode": "tel", "type": "tel"}
        ),
    )
    social_links = TypedTextField(
        label=_("Social networks"),
        help_text=_("One address on a line."),
        max_length=1000,
        most_links=10,
        required=False,
        validators=[each_line_is_an_address],
    )
    contact_name = TypedCharField(
        label=_("Your name"),
        help_text=_("Only the centre sees this and the next two answers."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "section-own name"}),
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We send you the links by which you follow and change your entry."),
        widget=forms.EmailInput({"autocomplete": "section-own email", "class": "input"}),
    )
    contact_phone = TypedCharField(
        label=_("Your telephone"),
        max_length=40,
        required=False,
        validators=[is_a_telephone_number],
        widget=forms.TextInput(
            {"autocomplete": "section-own tel", "inputmode": "tel", "type": "tel"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        missing = not cleaned.get("email") and not cleaned.get("phone")
        if missing and not {"email", "phone"} & self.errors.keys():
            self.add_error("phone", _("Give an e-mail or a telephone for the public."))
        return cleaned


TITLES = {
    "who": pgettext_lazy("step of a form", "Who you are"),
    "what": pgettext_lazy("step of a form", "What you do"),
    "where": pgettext_lazy("step of a form", "Where"),
    "contact": pgettext_lazy("step of a form", "How to reach you"),
}
