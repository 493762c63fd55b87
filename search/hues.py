"""The colours that staff gave to the fields of volunteering, as a small style sheet.

Its address carries a hash of its content, so browsers may keep it for ever. Lightness
and contrast are the theme's business (static/css/portal.css); here are only hues.
"""

import hashlib
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.common.versions import kept
from search import fields

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"


class Sheet(NamedTuple):
    """A style sheet, and the hash by which it is asked for."""

    digest: str
    css: str


@kept
def sheet() -> Sheet:
    """Return the style sheet of all fields."""
    rules = "\n".join(f".f-{slug}{{--hue:{f.hue}}}" for slug, f in fields.by_slug().items())
    css = f"@layer tokens{{\n{rules}\n}}\n"
    return Sheet(hashlib.blake2b(css.encode(), digest_size=5).hexdigest(), css)


def sheet_url() -> str:
    """Return the address of the style sheet as it is now."""
    return reverse("fields_sheet", args=[sheet().digest])


def fields_sheet(_request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the style sheet; an old address gets the new one for a minute."""
    current = sheet()
    response = HttpResponse(current.css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if digest == current.digest else A_MINUTE
    return response
