"""The form that takes another address."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.common import humans
from submissions.forms import EmailForm
from volunteers.address import flow
from volunteers.models import Volunteer


class NewAddressForm(EmailForm):
    """Where to write from now on."""

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.volunteer = volunteer
        self.fields["email"].label = _("Your new e-mail")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.casefold() == self.volunteer.email.casefold():
            self.add_error("email", _("That is the address we have already."))
        return email

    def send(self) -> bool:
        """Write to the address; return whether that was allowed, else say why not."""
        email = self.cleaned_data["email"]
        if not humans.may_mail(self.request, email):
            text = _("We have written there several times today. Try again tomorrow.")
            self.add_error("email", text)
            return False
        flow.ask(self.volunteer, email)
        return True
