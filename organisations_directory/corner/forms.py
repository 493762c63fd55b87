"""The small forms of the corner."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.common.public_forms import PublicForm, Radios
from portal.common.typed import TypedCharField
from portal.common.validators import is_a_telephone_number


class PersonForm(PublicForm):
    """Another person of the organisation."""

    name = TypedCharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link there; only with it the person gets in."),
        widget=forms.EmailInput({"autocomplete": "off", "class": "input"}),
    )
    phone = TypedCharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        validators=[is_a_telephone_number],
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel", "type": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("In which language do we write?"), choices=settings.LANGUAGES, widget=Radios
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
