"""What a record holds, as texts that a JSON field keeps, and back."""

from collections.abc import Collection
from typing import Any

from volunteers.models import Volunteer

Values = dict[str, str]


def values(row: Volunteer) -> Values:
    """Return field → value of ``row``, as texts."""
    return {field.attname: field.value_to_string(row) for field in row._meta.concrete_fields}


def parsed(texts: Values, names: Collection[str]) -> dict[str, Any]:
    """Return the values that :func:`values` made ``texts`` of, of the fields with ``names``."""
    fields = {field.attname: field for field in Volunteer._meta.concrete_fields}
    return {
        name: None if fields[name].null and not texts[name] else fields[name].to_python(texts[name])
        for name in names
        if name in fields and name in texts
    }


def write(key: int, texts: Values) -> None:
    """Bring the record with ``key`` back to the values of ``texts``, moments included."""
    names = [name for name in texts if name != Volunteer._meta.pk.attname]
    Volunteer.objects.filter(pk=key).update(**parsed(texts, names))
