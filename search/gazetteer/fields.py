"""The fields of volunteering that a new portal starts with."""

from search.gazetteer.tables import table
from search.models import Field


def load() -> None:
    """Add the fields that are missing. Those that exist belong to the staff: left as they are."""
    present = set(Field.objects.values_list("slug", flat=True))
    Field.objects.bulk_create(field for field in _fields() if field.slug not in present)


def _fields() -> list[Field]:
    return [
        _field(slug, order, dict(values))
        for order, (slug, values) in enumerate(table("fields").items(), start=1)
    ]


def _field(slug: str, order: int, values: dict[str, str]) -> Field:
    name, hue = values.pop("name"), int(values.pop("hue"))
    # Gaps, so that staff can put a field between two others.
    return Field(
        slug=slug, name=name, names=values, icon=f"f-{slug}", hue=hue, sort_order=order * 10
    )
