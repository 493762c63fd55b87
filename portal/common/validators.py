"""Checks that more than one model makes."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _


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
