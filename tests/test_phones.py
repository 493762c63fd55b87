"""Telephone numbers: written as people do, dialled as telephones do."""

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError

from organisations_directory.corner.forms import PersonForm
from portal.common.phones import dialled
from portal.common.public_forms import PublicForm
from portal.common.templatetags.portal import tel
from portal.common.validators import is_a_telephone_number
from submissions.kinds import kinds

# What people write, and what a telephone dials.
NUMBERS = {
    "+420 485 000 111": "+420485000111",
    "485 000 111": "485000111",
    "485\u00a0000\u00a0111": "485000111",
    "00386 41 123 456": "0038641123456",
    "+48 (22) 123-45-67": "+48221234567",
    "(01) 234 56 78": "012345678",
    "01/234–56–78": "012345678",
    "116 111": "116111",
    "22 123 45 67 wew. 8": "221234567",
    "tel. 777 123 456, po 18. hodině": "777123456",
    "+420 777 123 456 / +420 777 123 457": "+420777123456",
}
NO_NUMBERS = ["twelve", "12", "+", "n/a", "777 123 456 777 123 457", "١٢٣٤٥٦٧٨٩"]


@pytest.mark.parametrize(("written", "number"), NUMBERS.items())
def test_number_is_taken_as_written_and_dialled_without_what_stands_around_it(
    written: str, number: str
) -> None:
    is_a_telephone_number(written)
    assert dialled(written) == number
    assert tel(written) == f"tel:{number}"


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        is_a_telephone_number(written)


def public_fields() -> Iterator[forms.Field]:
    """Yield the fields of all forms in which people tell how to reach them."""
    asked: list[type[PublicForm]] = [PersonForm]
    asked.extend(step.form for kind in kinds() for step in kind.steps)
    for form in asked:
        yield from form.base_fields.values()


def is_for_phones(field: forms.Field) -> bool:
    return getattr(field.widget, "input_type", "") == "tel"


def test_every_field_for_a_telephone_asks_for_a_number() -> None:
    phones = [field for field in public_fields() if is_for_phones(field)]
    assert len(phones) == 4
    for field in phones:
        assert field.clean("") == ""
        with pytest.raises(ValidationError):
            field.clean("twelve")
