"""The small forms about a call."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.public_forms import PublicForm


class FoundForm(PublicForm):
    """How many came."""

    people = forms.IntegerField(
        label=_("How many people did you find?"),
        help_text=_("However they heard of you. We only add it up."),
        min_value=1,
        max_value=9999,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-4"}),
    )
