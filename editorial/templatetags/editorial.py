"""Pictures in templates."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError

from editorial.illustrations import FORMATS, WIDTHS
from portal.common.pictures import Picture

register = template.Library()


@register.simple_tag
def illustration(
    picture: Picture, alt: str = "", sizes: str = "100vw", first: Any = ""
) -> SafeString:
    """Return ``<picture>`` in several sizes and formats, with width and height.

    ``sizes`` as in HTML. The ``first`` picture of a page is loaded at once, all others when
    they come near. Returns "" for a picture whose file is gone.
    """
    try:
        return drawn(picture, alt) if picture.is_svg() else made(picture, alt, sizes, bool(first))
    except (SourceImageIOError, OSError):
        return SafeString("")


def drawn(picture: Picture, alt: str) -> SafeString:
    """Return a drawing, which has any size."""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        picture.file.url,
        alt,
        picture.width,
        picture.height,
    )


def made(picture: Picture, alt: str, sizes: str, first: bool) -> SafeString:
    """Return a picture that the browser chooses the size and format of."""
    specs = {(f, w): f"width-{w}|format-{f}" for f in FORMATS for w in WIDTHS}
    renditions = picture.get_renditions(*specs.values())
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        (
            (kind, ", ".join(f"{r.url} {r.width}w" for r in widths(renditions, specs, kind)), sizes)
            for kind in FORMATS[:-1]
        ),
    )
    plain = widths(renditions, specs, FORMATS[-1])
    middle = plain[len(plain) // 2]
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"{}>'
        "</picture>",
        sources,
        middle.url,
        ", ".join(f"{r.url} {r.width}w" for r in plain),
        sizes,
        alt,
        middle.width,
        middle.height,
        SafeString(' fetchpriority="high"' if first else ' loading="lazy" decoding="async"'),
    )


def widths(renditions: Any, specs: Any, kind: str) -> list[Any]:
    """Return the renditions of one format, each width once (none is wider than the picture)."""
    found = [renditions[spec] for (name, _w), spec in specs.items() if name == kind]
    return list({rendition.width: rendition for rendition in found}.values())
