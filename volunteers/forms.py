"""What people fill in: that they are interested, and later what they put right or add."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opportunities.models import Opportunity
from portal.common import humans
from portal.common.humans import HumanForm
from portal.common.public_forms import ConsentWidget, PublicForm, Radios
from portal.common.typed import TypedCharField, TypedTextField
from portal.common.validators import is_a_telephone_number
from submissions.forms import EmailForm, OnceForm
from volunteers import ages, flow
from volunteers.ages import Band
from volunteers.models import Interest, Volunteer

LONGEST = 1500


class PersonForm(PublicForm):
    """Who somebody is, and where to reach them: an address or a number is enough."""

    conditional = frozenset({"email", "phone", "guardian"})

    name = TypedCharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("E-mail or telephone: one of them is enough."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "class": "input"}),
    )
    phone = TypedCharField(
        label=_("Your telephone"),
        max_length=40,
        required=False,
        validators=[is_a_telephone_number],
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=Band.choices,
        widget=Radios,
    )
    guardian = TypedCharField(
        label=_("Your parent or guardian"),
        max_length=200,
        required=False,
        most_links=0,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def check_age(self, given: dict[str, Any], call: Opportunity) -> None:
        """Say beside the field what the age of the person asks for."""
        band = given.get("age", "")
        if ages.is_too_young(band, call):
            text = _(
                "This call is for people of %(age)s or older. Look for another one: many are open "
                "to you."
            )
            self.add_error("age", text % {"age": call.minimum_age})
        else:
            self.check_guardian(given, ages.guardian_age(call))

    @property
    def person(self) -> dict[str, str]:
        """Return what was said about the person, as it is kept."""
        names = ("name", "email", "phone", "age", "guardian")
        return {name: self.cleaned_data.get(name, "") for name in names}

    def check_guardian(self, given: dict[str, Any], age: int) -> None:
        """Ask those who may be younger than ``age`` for a guardian."""
        if ages.is_below(given.get("age", ""), age) and not given.get("guardian"):
            text = _("Write the name and the telephone of a parent or guardian.")
            self.add_error("guardian", text)

    def check_reach(self, given: dict[str, Any]) -> None:
        """Ask for an address or a number, once all else is right."""
        if not given.get("email") and not given.get("phone") and not self.errors:
            self.add_error("email", one_is_enough())

    def tell_age(self, age: int) -> None:
        """Say who has to name a guardian: whoever is younger than ``age``."""
        words = _(
            "If you are under %(age)s: the name and the telephone of somebody who may decide for "
            "you. We call them before we pass anything on."
        )
        self.fields["guardian"].help_text = words % {"age": age}


class InterestForm(PersonForm, HumanForm, OnceForm):
    """“I am interested.”"""

    deed = "send"

    text = TypedTextField(
        label=_("A few words"),
        help_text=_("Who you are, when you have time, what you would like to know."),
        max_length=LONGEST,
        required=False,
        most_links=1,
        widget=forms.Textarea({"rows": 4}),
    )
    consent = forms.BooleanField(
        label=_("Your consent"),
        widget=ConsentWidget(),
        error_messages={"required": _("Without your consent we may not pass it on.")},
    )

    def __init__(self, *args: Any, call: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        if ages.matters(call):
            self.tell_age(ages.guardian_age(call))
        else:
            del self.fields["age"], self.fields["guardian"]
        self.fields["consent"].widget.attrs["words"] = self.words
        order = ["name", "email", "phone", "text", "age", "guardian", "consent"]
        self.order_fields([*order, *HumanForm.base_fields])

    @property
    def words(self) -> str:
        """What people agree to, as they read it."""
        host = self.call.organisation
        words = _(
            "The centre may keep what I wrote and pass it on to “%(organisation)s”, so that we get "
            "in touch. I can have all of it erased at any time."
        ) % {"organisation": host.heading if host else _("the organisation")}
        if "age" in self.fields:
            return str(words)
        older = _("I am %(age)s or older.") % {"age": ages.guardian_age(self.call)}
        return f"{words} {older}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_reach(given)
        self.check_age(given, self.call)
        self.writes_to = given.get("email") or ""
        return given

    def send(self, language: str) -> Interest:
        """Return what was sent; the same form sent twice is one."""
        given = self.cleaned_data
        return flow.send(
            given["nonce"],
            self.call,
            given["text"],
            self.words,
            language=language,
            **self.person,
        )


def one_is_enough() -> ValidationError:
    return ValidationError(_("Leave an e-mail or a telephone number: one is enough."), "neither")


class AddressForm(EmailForm):
    """The address again, perhaps put right."""

    def send_again(self, row: Any, correct: Callable[[Any, str], None]) -> bool:
        """Write to the address that was given now; return whether that was allowed."""
        email = self.cleaned_data["email"]
        if not humans.may_mail(self.request, email):
            return False
        correct(row, email)
        return True


class ChangeForm(PersonForm):
    """What a volunteer puts right about themselves; the address is the one that was confirmed."""

    conditional = frozenset({"guardian"})

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        names = ("name", "phone", "age", "guardian")
        initial = {name: getattr(volunteer, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["email"]
        if not volunteer.age:
            del self.fields["age"], self.fields["guardian"]
        if not volunteer.email:
            self.fields["phone"].required = True

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class MessageForm(OnceForm):
    """Something to add."""

    text = TypedTextField(
        label=_("Add something"),
        help_text=_("Whoever has what you wrote gets it, too."),
        max_length=LONGEST,
        most_links=1,
        widget=forms.Textarea({"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What became of it, by a button; a reason where it did not work out."""

    state = forms.ChoiceField(choices=[(state, state) for state in flow.ANSWERS])
    reason = forms.ChoiceField(choices=[("", ""), *Interest.Reason.choices], required=False)
    text = TypedCharField(max_length=300, required=False, most_links=1)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("state") != flow.State.NOT_NOW:
            given["reason"] = given["text"] = ""
        elif not given.get("reason"):
            given["reason"] = Interest.Reason.OTHER
        return given
