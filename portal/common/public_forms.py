"""Forms for everybody: one column, label above, hint, error, control.

After https://design-system.service.gov.uk/patterns/question-pages/; the templates
stand in portal/templates/forms/.
"""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.dates import day

# Values of each field as they were typed; nothing but texts, so that it can be kept as JSON.
Typed = Mapping[str, list[str]]
NO_ADDRESS = _("This is not a web address. One looks like this: www.example.org")
LIKE_TEXT = (forms.TextInput, forms.Textarea, forms.Select, forms.NumberInput)


class RemarkedField(forms.BoundField):
    """A field as a page shows it; whoever listens hears what staff remarked on it, too."""

    @property
    def aria_describedby(self) -> str | None:
        known: str | None = super().aria_describedby
        remark = f"{self.auto_id}_remark" if getattr(self.field, "remark", "") else ""
        return " ".join(filter(None, [remark, known])) or None


class PublicForm(forms.Form):
    """A form with our templates; says beside each field what is wrong."""

    template_name = "forms/form.html"
    error_css_class = "field--error"
    default_renderer = TemplatesSetting()
    bound_field_class = RemarkedField
    # Fields that only some people may leave out: their hints say who.
    conditional: ClassVar[frozenset[str]] = frozenset()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            prepare(field)
            field.optional = not field.required and name not in self.conditional  # type: ignore[attr-defined]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The id of the first control of each wrong field and what is wrong, in order."""
        wrong = [field for field in self if field.errors]
        found = [(first_id(field), str(text)) for field in wrong for text in field.errors]
        return [("", str(text)) for text in self.non_field_errors()] + found


class RequestForm(PublicForm):
    """A form that looks at the request it came with."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)


def prepare(field: forms.Field) -> None:
    """Give ``field`` our template and its control our class."""
    known = getattr(field, "template_name", None)
    field.template_name = known or "forms/field.html"  # type: ignore[attr-defined]  # the stubs lack it
    if isinstance(field.widget, LIKE_TEXT) and not isinstance(field.widget, forms.RadioSelect):
        classes = f"input {field.widget.attrs.get('class', '')}".strip()
        field.widget.attrs["class"] = classes
    if field.required and "required" in field.error_messages:
        standard = forms.Field.default_error_messages["required"]
        if field.error_messages["required"] == standard:
            needed = format_lazy(_("“{label}” needs an answer."), label=field.label)
            field.error_messages["required"] = needed
    if isinstance(field, forms.URLField):
        field.error_messages["invalid"] = NO_ADDRESS


def first_id(field: forms.BoundField) -> str:
    """Return the id of the control that a link in the error summary leads to."""
    if isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return str(field.field.widget.id_for_label(field.auto_id)) or str(field.auto_id)


def as_data(typed: Typed) -> MultiValueDict[str, str]:
    """Return what was typed as a form takes it."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})


class Radios(forms.RadioSelect):
    """One of a few."""

    template_name = "forms/choices.html"


class Checks(forms.CheckboxSelectMultiple):
    """Some of a few."""

    template_name = "forms/choices.html"


class ConsentWidget(forms.CheckboxInput):
    """One box with its words beside it."""

    template_name = "forms/consent.html"


class DayWidget(forms.MultiWidget):
    """Day, month and year: nobody has to click through a calendar."""

    template_name = "forms/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        short = {"inputmode": "numeric", "maxlength": "2", "class": "input w-2"}
        year = {"inputmode": "numeric", "maxlength": "4", "class": "input w-4"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "d": forms.TextInput(short),
            "m": forms.TextInput(short),
            "y": forms.TextInput(year),
        }
        super().__init__(parts, attrs)
        self.labels = (
            pgettext_lazy("part of a date", "Day"),
            pgettext_lazy("part of a date", "Month"),
            pgettext_lazy("part of a date", "Year"),
        )

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for part, label in zip(parts, self.labels, strict=True):
            part["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_d"


class DayField(forms.Field):
    """A day, typed as three numbers."""

    widget = DayWidget

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, datetime.date):
            return value
        parts = [str(part or "").strip() for part in value or ()]
        if not any(parts):
            return None
        try:
            day, month, year = (int(part) for part in parts)
            return datetime.date(year if year > 99 else 2000 + year, month, day)
        except (ValueError, OverflowError) as error:
            text = _("There is no such day. Write it in numbers, for example 7 1 2027.")
            raise ValidationError(text) from error


def in_words(field: forms.Field, value: Any) -> str:
    """Return the clean ``value`` of ``field`` as people read it; "" for no answer."""
    if value in (None, "", [], False):
        return ""
    if hasattr(field, "in_words"):
        return str(field.in_words(value))
    if isinstance(value, datetime.date):
        return day(value)
    if isinstance(field, forms.ChoiceField):
        chosen = set(map(str, value)) if isinstance(value, (list, tuple)) else {str(value)}
        choices: Any = field.choices  # made pairs by Django
        return ", ".join(str(label) for code, label in choices if str(code) in chosen)
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
