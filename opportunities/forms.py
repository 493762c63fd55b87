"""What an organisation is asked about a call for volunteers, page by page."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opportunities import choices
from opportunities.hosts import public_contact
from opportunities.models import Opportunity
from opportunities.models.opportunity import LEAST_HOURS, MOST_FIELDS, errors_of_places
from opportunities.wording import hours_text
from portal.common.fields import CodesFormField
from portal.common.forms import add_errors
from portal.common.public_forms import Checks, DayField, Radios
from portal.common.typed import TypedCharField, TypedTextField
from portal.common.validators import is_a_telephone_number
from search.form_fields import FieldsField, PlacesField
from submissions.kinds import StepForm

DATES = ("start_on", "end_on", "deadline", "expires_on")


class JobForm(StepForm):
    """What there is to do."""

    title = TypedCharField(
        label=_("Title"),
        help_text=_("Say what one does: “Walk the shelter dogs”."),
        max_length=120,
    )
    summary = TypedCharField(
        label=_("In one or two sentences"),
        help_text=_("It stands in the list. At most 200 characters."),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
    description = TypedTextField(
        label=_("What it is about"),
        help_text=_("For whom, why, and who else is there. Two or three paragraphs."),
        max_length=8000,
    )
    tasks = TypedTextField(
        label=_("What a volunteer does"),
        help_text=_("One task on a line, a dash before each, becomes a list."),
        max_length=4000,
        required=False,
    )
    fields_of_work = FieldsField(
        label=_("Fields of volunteering"),
        help_text=_("People search by these. One to three."),
        most=MOST_FIELDS,
    )
    language = forms.ChoiceField(
        label=_("In which language are you writing?"),
        help_text=_("Other languages can follow later."),
        choices=settings.LANGUAGES,
        widget=Radios,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        if self.submission.changes_entry:
            del self.fields["language"]


class WhereForm(StepForm):
    """Where it is done."""

    class BarrierFree(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("I do not know")

    mode = forms.ChoiceField(
        label=_("Where is it done?"), choices=choices.Mode.choices, widget=Radios
    )
    places = PlacesField(
        label=_("In which towns?"),
        help_text=_("One on a line. Not needed for what is done from home."),
        required=False,
    )
    street = TypedCharField(
        label=_("Street and number"),
        help_text=_("Where volunteers come to, if it is always the same door."),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    barrier_free = forms.ChoiceField(
        label=_("Can somebody in a wheelchair take part?"),
        choices=BarrierFree.choices,
        initial=BarrierFree.UNKNOWN,
        widget=Radios,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "mode" in cleaned:
            add_errors(self, errors_of_places(cleaned["mode"], cleaned.get("places", ())))
        return cleaned


class HoursField(forms.DecimalField):
    """A number of hours, with a point or a comma whatever the language of the page."""

    widget = forms.TextInput({"inputmode": "decimal", "class": "w-4"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as its parent
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Decimal | None:
        # As the database keeps it, so that what was not changed does not look changed.
        hours = super().clean(value)
        return None if hours is None else hours.quantize(Decimal("0.1"))


class WhenForm(StepForm):
    """When it is done, and how long the call stands."""

    commitment = forms.ChoiceField(
        label=_("How often do you need people?"),
        choices=choices.Commitment.choices,
        widget=Radios,
    )
    hours = HoursField(
        label=_("How many hours?"),
        help_text=_("A number, for example 2 or 1.5."),
        max_digits=5,
        decimal_places=1,
        min_value=LEAST_HOURS,
        required=False,
    )
    hours_per = forms.ChoiceField(
        label=_("These hours are"),
        choices=[("", _("Choose one")), *choices.HoursPer.choices],
        required=False,
    )
    times = CodesFormField(
        label=_("Which part of the week?"),
        help_text=_("Tick all that fit. People search by this."),
        choices=choices.Time.choices,
        widget=Checks({"grid": True}),
        required=False,
    )
    start_on = DayField(
        label=_("First day"),
        help_text=_("For example 7 1 2027. Leave it empty if people can start at any time."),
        required=False,
    )
    end_on = DayField(label=_("Last day"), required=False)
    deadline = DayField(
        label=_("Apply by"), help_text=_("The last day to get in touch."), required=False
    )
    expires_on = DayField(
        label=_("Shown until"),
        help_text=_("The last day on which the call is shown."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = (*DATES, "hours", "hours_per")
        call = Opportunity(**{name: cleaned.get(name) for name in names})
        add_errors(self, call.errors_of_time() | call.errors_of_hours())
        return cleaned

    def in_words(self, name: str) -> str:
        hours, per = self.cleaned_data.get("hours"), self.cleaned_data.get("hours_per")
        if name == "hours" and hours and per:
            return hours_text(hours, per)
        return super().in_words(name)

    def answers(self) -> list[Any]:
        # The hours are told together with what they are per.
        return [answer for answer in super().answers() if answer.name != "hours_per"]


class WhoForm(StepForm):
    """Whom you are looking for, and what they get."""

    people_wanted = forms.IntegerField(
        label=_("How many people are you looking for?"),
        min_value=1,
        max_value=9999,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-4"}),
    )
    minimum_age = forms.IntegerField(
        label=_("Minimum age"),
        help_text=_("In years. Leave it empty if age does not matter."),
        min_value=0,
        max_value=99,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-4"}),
    )
    welcomes = CodesFormField(
        label=_("Who is welcome?"),
        choices=choices.Audience.choices,
        widget=Checks,
        required=False,
    )
    languages = CodesFormField(
        label=_("Languages spoken there"),
        choices=choices.Language.choices,
        widget=Checks({"grid": True}),
        required=False,
    )
    requirements = TypedTextField(
        label=_("What do you expect?"),
        help_text=_("Skills, health, a clean criminal record … Only what it really needs."),
        max_length=4000,
        required=False,
    )
    offers = CodesFormField(
        label=_("What do you offer?"),
        choices=choices.Offer.choices,
        widget=Checks({"grid": True}),
        required=False,
    )
    offer_text = TypedTextField(
        label=_("More about what you offer"), max_length=4000, required=False
    )


class ContactForm(StepForm):
    """Whom volunteers turn to."""

    contact_name = TypedCharField(
        label=_("Whom to contact"),
        help_text=_("Everybody sees this and the next two answers."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "section-public name"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("If you leave it empty, your organisation's is shown."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "section-public email", "class": "input"}),
    )
    contact_phone = TypedCharField(
        label=_("Telephone"),
        help_text=_("If you leave it empty, your organisation's is shown."),
        max_length=40,
        required=False,
        validators=[is_a_telephone_number],
        widget=forms.TextInput(
            {"autocomplete": "section-public tel", "inputmode": "tel", "type": "tel"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, phone = public_contact(self.submission)
        self.fields["contact_email"].initial = email
        self.fields["contact_phone"].initial = phone


TITLES = {
    "job": pgettext_lazy("step of a form", "The job"),
    "where": pgettext_lazy("step of a form", "Where"),
    "when": pgettext_lazy("step of a form", "When and how long"),
    "who": pgettext_lazy("step of a form", "Whom you are looking for"),
    "contact": pgettext_lazy("step of a form", "Whom to contact"),
}
