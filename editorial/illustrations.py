"""Pictures as pages show them: sizes, formats, and how to fetch many at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage

from portal.common.pictures import Picture

# Widths in pixels of which a browser takes one; and formats, the smallest first.
WIDTHS = (400, 800, 1200)
FORMATS = ("avif", "webp", "jpeg")
# What networks show of a shared page: 1.91 to 1.
SHARED = "fill-1200x630|format-jpeg"


def fetch(body: Any) -> None:
    """Read the renditions of all pictures in ``body`` with one query."""
    pictures = list({picture.pk: picture for picture in pictures_of(body)}.values())
    prefetch_related_objects(pictures, "renditions")


def pictures_of(value: Any) -> Iterator[Picture]:
    """Yield the pictures anywhere in a value of a block."""
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, dict):
        yield from (p for part in value.values() for p in pictures_of(part))
    elif hasattr(value, "block_type"):
        yield from pictures_of(value.value)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        yield from (p for part in value for p in pictures_of(part))


def for_sharing(picture: Picture) -> str:
    """Return the address of ``picture`` in the shape that networks show; "" if it is broken."""
    if picture.is_svg():
        return ""
    url: str = picture.get_rendition(SHARED).url
    return url
