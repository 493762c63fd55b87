"""What people fill in: where to write, and how often."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Alert, Often
from portal.common.public_forms import ConsentWidget, Radios, RequestForm
from submissions.forms import EmailForm


class KeepForm(EmailForm):
    """Whom to write to of what is new in a list."""

    often = forms.ChoiceField(
        label=_("How often?"),
        help_text=_("We only write when there is something new."),
        choices=Often.choices,
        initial=Often.DAILY,
        widget=Radios,
    )
    consent = forms.BooleanField(
        label=_("Your consent"),
        widget=ConsentWidget(
            {
                "words": _(
                    "You may keep my address and this search, to write to me about what is new. "
                    "Each e-mail has a link with which I end it."
                )
            }
        ),
        error_messages={"required": _("We can only write to you with your consent.")},
    )


class OftenForm(RequestForm):
    """How often from now on."""

    often = forms.ChoiceField(label=_("How often?"), choices=Often.choices)

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any) -> None:
        kwargs |= {"initial": {"often": alert.often}, "auto_id": f"id_{alert.pk}_%s"}
        super().__init__(*args, **kwargs)
