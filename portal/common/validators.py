"""Checks that more than one model makes."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from portal.common.phones import dialled

# Digits of a telephone number: from the short number of a helpline to the fifteen of E.164 with
# two zeros before them. More are two numbers in one line.
FEWEST_DIGITS, MOST_DIGITS = 5, 17


def each_line_is_an_address(text: str) -> None:
    """Raise ``ValidationError`` unless every line of ``text`` is a web address."""
    check = URLValidator(schemes=["http", "https"])
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            check(line)
        except ValidationError as error:
            raise ValidationError(
                _("“%(line)s” is not a web address."), params={"line": line}
            ) from error


def is_a_telephone_number(text: str) -> None:
    """Raise ``ValidationError`` unless there is one number in ``text`` to dial."""
    if not FEWEST_DIGITS <= len(dialled(text).lstrip("+")) <= MOST_DIGITS:
        raise ValidationError(_("Write one telephone number, in digits."), "telephone")
