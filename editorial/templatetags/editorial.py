"""Pictures in templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError

from editorial.illustrations import FORMATS, Sizes, sizes_of
from portal.common.pictures import Picture

register = template.Library()
AT_ONCE = SafeString(' fetchpriority="high"')
LATER = SafeString(' loading="lazy" decoding="async"')


@register.simple_tag
def illustration(
    picture: Picture, alt: str = "", sizes: str = "100vw", first: Any = ""
) -> SafeString:
    """Return ``<picture>`` in several sizes and formats, with width and height.

    ``sizes`` as in HTML. The ``first`` picture of a page is loaded at once, all others when
    they come near. Returns "" for a picture whose file is gone.
    """
    when = AT_ONCE if first else LATER
    try:
        return drawn(picture, alt, when) if picture.is_svg() else made(picture, alt, sizes, when)
    except (SourceImageIOError, OSError):
        return SafeString("")


@register.simple_tag
def preload(picture: Picture | None, sizes: str = "100vw") -> SafeString:
    """Return the element of a head that fetches the ``first`` illustration of the page early."""
    if picture is None:
        return SafeString("")
    if picture.is_svg():
        return format_html(
            '<link rel="preload" as="image" href="{}" fetchpriority="high">', picture.file.url
        )
    try:
        return preload_made(sizes_of(picture), sizes)
    except (SourceImageIOError, OSError):
        return SafeString("")


def preload_made(there: Sizes, sizes: str) -> SafeString:
    """Name the smallest format: a browser that does not know its type leaves it alone."""
    kind, found = next(iter(there.formats.items()))
    return format_html(
        '<link rel="preload" as="image" type="image/{}" href="{}" imagesrcset="{}" '
        'imagesizes="{}" fetchpriority="high">',
        kind,
        found[len(found) // 2].url,
        srcset(found),
        sizes,
    )


def drawn(picture: Picture, alt: str, when: SafeString) -> SafeString:
    """Return a drawing, which has any size."""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}"{}>',
        picture.file.url,
        alt,
        picture.width,
        picture.height,
        when,
    )


def made(picture: Picture, alt: str, sizes: str, when: SafeString) -> SafeString:
    """Return a picture that the browser chooses the size and format of."""
    there = sizes_of(picture)
    better = ((kind, found) for kind, found in there.formats.items() if kind != FORMATS[-1])
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, srcset(found), sizes) for kind, found in better),
    )
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"{}>'
        "</picture>",
        sources,
        there.middle.url,
        srcset(there.plain),
        sizes,
        alt,
        there.middle.width,
        there.middle.height,
        when,
    )


def srcset(found: Iterable[Any]) -> str:
    """Return the addresses of renditions with their widths, as HTML has them."""
    return ", ".join(f"{each.url} {each.width}w" for each in found)
