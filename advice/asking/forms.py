"""What people fill in: a question, asking back, whether a guide helped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice import countries, topics
from advice.asking import flow
from advice.models import Asked
from portal.common import humans
from portal.common.humans import HumanForm
from portal.common.public_forms import ConsentWidget, Radios
from portal.common.typed import TypedTextField
from submissions.forms import EmailForm, OnceForm

LONGEST = 4000
# Chosen on purpose: a country that stands there by itself is left as it is.
ELSEWHERE = "other"


def some_topic() -> list[tuple[str, Any]]:
    """Return the topics, and that one does not know."""
    return [("", _("I am not sure")), *topics.labels()]


def some_country() -> list[tuple[str, Any]]:
    """Return the countries, and that it is none of them."""
    return [*countries.choices(), (ELSEWHERE, _("Another one, or all of them"))]


class AskForm(HumanForm, OnceForm):
    """A question. Nobody is asked for a proof before there is something to send."""

    deed = "send"

    text = TypedTextField(
        label=_("Your question"),
        help_text=_(
            "Say what happened and what you want to know. "
            "Please name nobody: “a volunteer of ours” is enough."
        ),
        max_length=LONGEST,
        most_links=3,
        widget=forms.Textarea({"rows": 8}),
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=some_topic, required=False)
    country = forms.ChoiceField(
        label=_("In which country?"),
        help_text=_("Laws differ."),
        choices=some_country,
        error_messages={"required": _("Choose the country: laws differ.")},
        widget=Radios,
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("The answer goes there. Nobody else gets to see it."),
        widget=forms.EmailInput({"autocomplete": "email", "class": "input"}),
    )
    consent = forms.BooleanField(
        label=_("For others"),
        required=False,
        widget=ConsentWidget(
            {
                "words": _(
                    "You may publish question and answer in other words, "
                    "without anything that tells who I am."
                )
            }
        ),
    )

    def __init__(self, *args: Any, sends: bool = True, **kwargs: Any) -> None:
        self.sends = sends
        super().__init__(*args, **kwargs)
        # Somebody without a name for their topic has answered, too.
        self.fields["topic"].optional = False  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        """Return the code of the country; "" for another one."""
        code = str(self.cleaned_data["country"])
        return "" if code == ELSEWHERE else code

    def _post_clean(self) -> None:
        if self.sends:
            super()._post_clean()


class AddressForm(EmailForm):
    """The address again, perhaps put right."""

    def send_again(self, asked: Asked) -> bool:
        """Write to the address that was given now; return whether that was allowed."""
        email = self.cleaned_data["email"]
        if not humans.may_mail(self.request, email):
            return False
        flow.correct(asked, email)
        return True


class AskBackForm(OnceForm):
    """One more question on the answer."""

    text = TypedTextField(
        label=_("Ask back"),
        help_text=_("Once, if something in the answer is not clear."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
    )


class FeedbackForm(HumanForm, OnceForm):
    """Whether a guide was useful."""

    deed = "report"

    helped = forms.TypedChoiceField(
        label=_("Was this guide useful?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    text = TypedTextField(
        label=_("What was missing, or what was good?"),
        help_text=_("A sentence. Only the centre reads it, and nothing tells who wrote it."),
        max_length=1000,
        required=False,
        most_links=1,
        widget=forms.Textarea({"rows": 3}),
    )
