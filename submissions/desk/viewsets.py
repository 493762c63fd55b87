"""The admin of reasons: what staff tick, and what authors read in their language."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from submissions.models import Reason

TEXT_FIELDS = {f"text_{code}": (code, name) for code, name in settings.LANGUAGES}
LONGEST = 500


class TextsForm(WagtailAdminModelForm):
    """One box for the sentence in each language, in place of the JSON that holds them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box, (code, _language) in TEXT_FIELDS.items():
            self.initial.setdefault(box, self.instance.texts.get(code, ""))

    def save(self, commit: bool = True) -> Any:
        typed = {code: self.cleaned_data[box].strip() for box, (code, _l) in TEXT_FIELDS.items()}
        kept = {code: text for code, text in self.instance.texts.items() if code not in typed}
        self.instance.texts = kept | {code: text for code, text in typed.items() if text}
        return super().save(commit)


def box(language: str) -> forms.CharField:
    """Return the box for the sentence in one language; each author reads their own."""
    return forms.CharField(
        label=language, max_length=LONGEST, widget=forms.Textarea({"rows": 2}), required=True
    )


# Declared fields belong to the class, and the languages are a setting.
TextsInLanguagesForm = type(
    "TextsInLanguagesForm",
    (TextsForm,),
    {name: box(language) for name, (_code, language) in TEXT_FIELDS.items()},
)


class ReasonViewSet(ModelViewSet):
    model = Reason
    add_to_settings_menu = True
    menu_order = 700
    icon = "comment"
    copy_view_enabled = False
    sort_order_field = "sort_order"
    ordering: ClassVar = ["decision", "sort_order"]
    list_display: ClassVar = ["name", "decision", "__str__"]
    list_filter: ClassVar = ["decision"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("decision"),
            FieldPanel("label"),
            MultiFieldPanel(
                [FieldPanel(name) for name in TEXT_FIELDS],
                _("What the author reads"),
                help_text=_("Kind and plain: say what is missing and what to do about it."),
            ),
        ],
        base_form_class=TextsInLanguagesForm,
    )
