"""What brokers fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Interest

LONGEST = 5000


class ReasonForm(forms.Form):
    """Why it does not work out, and a sentence for the volunteer."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Interest.Reason.choices, required=False)
    text = forms.CharField(
        label=_("A sentence for them"),
        required=False,
        max_length=300,
    )


class ReminderForm(forms.Form):
    """When to come back to it; no date takes the reminder away."""

    remind_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class NoteForm(forms.Form):
    """A note that only brokers read."""

    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only brokers read it, and the person if they ask what we keep."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required
