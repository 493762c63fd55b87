"""What the forms of all entries have in common, in the admin and in public."""

from collections.abc import Mapping
from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm, register_form_field_override
from wagtail.fields import RichTextField

from portal.common.html import plain

# Not translated word by word, but every language has its own.
OWN_TO_EACH_LANGUAGE = {"tags"}


class RichTextFormField(forms.CharField):
    """Takes a text without a letter for what it is: empty. The editor sends an empty paragraph."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text if plain(text).strip() else ""


register_form_field_override(RichTextField, override={"form_class": RichTextFormField})


def add_errors(form: forms.BaseForm, errors: Mapping[str, Any]) -> None:
    """Say what is wrong beside each field that has nothing wrong with it so far."""
    for name in errors.keys() - form.errors.keys():
        form.add_error(name, errors[name])


class EntryForm(WagtailAdminModelForm):
    """The admin's form of an entry; of a translation, its texts only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.source_id:
            texts = {field.field_name for field in self.instance.translatable_fields}
            for name in set(self.fields) - texts - OWN_TO_EACH_LANGUAGE:
                del self.fields[name]

    @property
    def must_be_complete(self) -> bool:
        """Whether the facts are to be checked: not in a draft, not in a translation."""
        return not self.is_deferred_validation and not self.instance.source_id
