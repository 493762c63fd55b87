"""Model fields that every app may use."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from words import fold

SEPARATOR = "|"


class CodesFormField(forms.TypedMultipleChoiceField):
    """Check boxes; the clean value is a list of codes in the order of the choices."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        choices: Any = self.choices  # made a list of pairs by Django
        return [str(code) for code, _label in choices if code in chosen]


class CodesField(models.CharField):  # type: ignore[type-arg]  # the stubs know two parameters, Django none
    """A few codes out of a fixed list of choices, as a Python ``list[str]``.

    Stored as ``|code|code|``, so that SQLite and PostgreSQL alike find the rows
    holding one: ``filter(times__has="weekend")``.
    """

    description = _("Several choices")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("blank", True)
        kwargs["default"] = list
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *args: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        if value is None:
            return []
        if isinstance(value, str):
            return [code for code in value.split(SEPARATOR) if code]
        return [str(code) for code in value]

    def get_prep_value(self, value: Any) -> str:
        return joined(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Iterable[str], model_instance: models.Model | None) -> None:
        known = {code for code, _label in self.flatchoices}
        for code in value:
            if code not in known:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": code},
                )
        if not value and not self.blank:
            raise ValidationError(self.error_messages["required"], code="blank")

    def run_validators(self, value: Any) -> None:
        super().run_validators(joined(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return CodesFormField(
            choices=self.flatchoices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            initial=kwargs.get("initial"),
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, codes: Iterable[str]) -> list[str]:
        """Return the reader's words for ``codes``, in the order of the choices."""
        chosen = set(codes)
        return [str(label) for code, label in self.flatchoices if code in chosen]


class FoldedField(models.TextField):  # type: ignore[type-arg]  # the stubs know two parameters, Django none
    """The ``lookup_text`` of a row, folded anew whenever the row is saved.

    People find it without diacritics, on every database: ``folded__contains=fold(typed)``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "editable": False, "default": ""})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = fold(str(model_instance.lookup_text))  # type: ignore[attr-defined]  # see the docstring
        setattr(model_instance, self.attname, text)
        return text


@CodesField.register_lookup
class Has(models.Lookup):
    """``times__has="weekend"``: rows among whose codes is this one."""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        return str(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        pattern = f"%{SEPARATOR}{escaped(self.rhs)}{SEPARATOR}%"
        return f"{column} LIKE %s ESCAPE '\\'", (*params, pattern)


def joined(codes: Iterable[str]) -> str:
    """Return the stored form of ``codes``."""
    codes = list(codes)
    return f"{SEPARATOR}{SEPARATOR.join(codes)}{SEPARATOR}" if codes else ""


def escaped(code: str) -> str:
    """Return ``code`` without a meaning of its own in LIKE."""
    return code.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
