"""The fields of volunteering, kept in the process until one of them changes."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Model

from portal.common.versions import kept
from search.models import Field


@kept
def by_slug() -> dict[str, Field]:
    """Return all fields by slug, in the order that staff gave them."""
    return {field.slug: field for field in Field.objects.all()}


@kept
def by_id() -> dict[int, Field]:
    """Return all fields by primary key."""
    return {field.pk: field for field in by_slug().values()}


def slugs_of(model: type[Model], keys: Collection[int]) -> dict[int, list[str]]:
    """Return the slugs of the fields of each row of ``model``, the main one first."""
    through = model._meta.get_field("fields").remote_field.through  # type: ignore[union-attr]
    owner = f"{model._meta.model_name}_id"
    slugs: dict[int, list[str]] = defaultdict(list)
    links = through.objects.filter(**{f"{owner}__in": keys}).values_list("pk", owner, "field_id")
    # In Python, because Django takes longer to write ORDER BY than to sort twenty rows.
    for _pk, key, field in sorted(links):
        slugs[key].append(by_id()[field].slug)
    return slugs
