"""The small forms around a submission: begin, send, later, letter, lost link."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.common import humans
from portal.common.humans import HumanForm
from portal.common.links import Link
from portal.common.public_forms import ConsentWidget, PublicForm, Radios, RequestForm
from portal.common.typed import TypedTextField
from submissions import flow, mails
from submissions.kinds import Match
from submissions.models import Report, Submission

NONE_OF_THESE = "none"


class OnceForm(RequestForm):
    """A form that does its work once, however often its button is pressed."""

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = secrets.token_urlsafe(24)

    def clean_nonce(self) -> str:
        """Return what stands for this form; left out, it is another one each time.

        Not as it was sent: nobody gets at a row by making up what it is known by.
        """
        sent = self.cleaned_data["nonce"] or secrets.token_urlsafe(24)
        return salted_hmac("nonce", sent, algorithm="sha256").hexdigest()


class StartForm(OnceForm, HumanForm):
    """The button that begins a form."""

    deed = "begin"


class SendForm(HumanForm):
    """The last button."""

    consent = forms.BooleanField(
        label=_("Your consent"),
        widget=ConsentWidget(
            {
                "words": _(
                    "What I wrote is true, I may speak for the organisation, and the centre may "
                    "publish it and write to me about it."
                )
            }
        ),
        error_messages={"required": _("We can only publish it with your consent.")},
    )


class EmailForm(HumanForm):
    """Asks for an address to write to."""

    deed = "ask"

    email = forms.EmailField(
        label=_("Your e-mail"),
        widget=forms.EmailInput({"autocomplete": "email", "class": "input"}),
    )


class LaterForm(EmailForm):
    """Where to send the address of the form."""


class LostForm(EmailForm):
    """Whose links are to be sent again."""


class AddressForm(EmailForm):
    """The address again, perhaps put right."""

    def send_again(self, submission: Submission) -> bool:
        """Write to the address that was given now; return whether that was allowed."""
        email = self.cleaned_data["email"]
        if not humans.may_mail(self.request, email):
            return False
        with flow.locked(submission, Submission.State.SENT) as row:
            Link.objects.of(flow.CONFIRM, row.pk).revoke()
            row.email = email
            row.save(update_fields=["email"])
            mails.confirm(row, Link.objects.make(flow.CONFIRM, row.pk, flow.CONFIRM_DAYS))
        submission.refresh_from_db()
        return True


class LetterForm(OnceForm):
    """A letter to the staff."""

    text = TypedTextField(
        label=_("Write to us"),
        help_text=_("A question, or an answer to ours."),
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
    )


class ReportForm(HumanForm, OnceForm):
    """What is wrong with an entry."""

    deed = "report"

    about = forms.ChoiceField(
        label=_("What is wrong?"), choices=Report.About.choices, widget=Radios
    )
    text = TypedTextField(label=_("In your own words"), max_length=2000, required=False)
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("Only if we may come back to you with a question."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "class": "input"}),
    )


class SameForm(PublicForm):
    """Which of the published entries it is, if one."""

    same = forms.ChoiceField(label=_("We know"), widget=Radios)

    def __init__(self, *args: Any, candidates: Sequence[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), one.label) for one in candidates]
        none = (NONE_OF_THESE, _("None of these is us"))
        self.fields["same"].choices = [*known, none]  # type: ignore[attr-defined]
