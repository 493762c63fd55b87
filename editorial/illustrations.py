"""Pictures as pages show them: sizes, formats, and how to fetch many at once.

A visitor never waits for them: the worker makes all sizes of a new picture
(``editorial.sizes``). Until it has, a page shows a plain JPEG, the one that is made at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from portal.common.heads import Shared
from portal.common.pictures import Picture

# Widths in pixels of which a browser takes one; and formats, the smallest first.
WIDTHS = (400, 800, 1200)
FORMATS = ("avif", "webp", "jpeg")
# What networks show of a shared page: 1.91 to 1.
SHARED = "fill-1200x630|format-jpeg"


# AVIF is written quickly: a photograph of 1200 pixels takes 1.4 s at Pillow's own speed, and
# 0.15 s at this, in a file larger by an eighth and as good (docs/decisions.md).
QUICKLY = {"avif": "|speed-9"}


def spec(kind: str, width: int) -> str:
    """Return what Wagtail calls a size and format."""
    return f"width-{width}|format-{kind}{QUICKLY.get(kind, '')}"


# What is made at once for a page that is read before the worker came to its picture.
PLAIN = spec("jpeg", 800)
# All that the worker makes of a picture.
SPECS = (PLAIN, *(spec(kind, width) for kind in FORMATS for width in WIDTHS), SHARED)


class Sizes(NamedTuple):
    """The formats of a picture that are there, each in its widths, ascending."""

    formats: Mapping[str, Sequence[AbstractRendition]]

    @property
    def plain(self) -> Sequence[AbstractRendition]:
        """The widths that every browser shows."""
        return self.formats[FORMATS[-1]]

    @property
    def middle(self) -> AbstractRendition:
        return self.plain[len(self.plain) // 2]


def sizes_of(picture: Picture) -> Sizes:
    """Return what has been made of ``picture``; if nothing has, a plain one is made now.

    Raises ``SourceImageIOError`` or ``OSError`` if the picture is broken.
    """
    filters = [Filter(each) for each in SPECS if each != SHARED]
    known = {f.spec: made for f, made in picture.find_existing_renditions(*filters).items()}
    if not any(spec(FORMATS[-1], width) in known for width in WIDTHS):
        known[PLAIN] = picture.get_rendition(PLAIN)
    formats = {kind: [known.get(spec(kind, width)) for width in WIDTHS] for kind in FORMATS}
    return Sizes({kind: once(found) for kind, found in formats.items() if any(found)})


def once(found: Iterable[Any]) -> list[Any]:
    """Return each width once: none is wider than the picture."""
    return list({made.width: made for made in found if made}.values())


def fetch(*values: Any) -> None:
    """Read the renditions of all pictures in ``values`` (pictures, bodies) with one query."""
    prefetch_related_objects(list(pictures_of(values)), "renditions")


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


def for_sharing(picture: Picture, alt: str) -> Shared | None:
    """Return ``picture`` in the shape that networks show, once the worker has made it."""
    if picture.is_svg():
        return None
    made = picture.find_existing_renditions(Filter(SHARED))
    return next((Shared(r.url, r.width, r.height, alt) for r in made.values()), None)
