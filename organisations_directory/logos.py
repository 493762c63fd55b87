"""Logos from outside: nothing of the file that was sent is kept but what can be seen.

The type is what the decoder finds, whatever the name says. The picture is decoded and written
anew, so that whatever else was in the file (scripts, places, names of cameras) is gone.
"""

import re
import secrets
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.images import get_image_model
from wagtail.models import Collection

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# What an `accept` attribute offers; what is sent is looked at all the same.
ACCEPT = "image/png,image/jpeg,image/webp,image/gif"
MOST_BYTES = 5 * 1024 * 1024
# A picture of few bytes may fill the memory when it is decoded.
MOST_PIXELS = 40_000_000
SMALLEST_SIDE = 64
LARGEST_SIDE = 1200
# Of a photograph; drawings lose nothing.
QUALITY = 90
COLLECTION = "Logos"
DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
# A picture that is a page or a program, too: nobody has such a logo by chance.
HIDDEN = re.compile(rb"<(?:script|html|!doctype|iframe|\?php)", re.IGNORECASE)


def clean(upload: "File[Any]") -> "ContentFile[bytes]":
    """Return the picture in ``upload`` as WebP, at most 1200 pixels long and wide.

    Raises ``ValidationError`` that says what to send instead.
    """
    content = content_of(upload)
    image = opened(content)
    check_size(image)
    small = decoded(image)
    if HIDDEN.search(content):
        message = _("There is something else hidden in this picture. Save it as a new PNG file.")
        raise ValidationError(message, "hidden")
    # The name of what is not yet approved cannot be guessed.
    name = f"logo-{secrets.token_urlsafe(9)}.webp"
    return ContentFile(written(small, exact=image.format in {"PNG", "GIF"}), name)


def save_logo(file: "File[Any]", title: str) -> Any:
    """Return a new picture of the library, in the collection of logos, of what was cleaned."""
    # A field's file would stay in the folder of that field.
    copy = ContentFile(file.read(), Path(file.name or "logo.webp").name)
    return get_image_model().objects.create(title=title, file=copy, collection=collection())


def collection() -> Collection:
    """Return the collection of logos, made when it is missing."""
    existing = Collection.objects.filter(name=COLLECTION).first()
    return existing or Collection.get_first_root_node().add_child(name=COLLECTION)


def content_of(upload: "File[Any]") -> bytes:
    """Return the bytes of ``upload``; raises ``ValidationError`` if they are too many."""
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        message = _("This file is larger than %(most)s. Send a smaller picture.")
        raise ValidationError(message % {"most": filesizeformat(MOST_BYTES)}, "bytes")
    return content


def opened(content: bytes) -> Image.Image:
    """Return the picture, of which only the header has been read."""
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except Exception as error:  # decoders raise all kinds of things over broken files
        raise unreadable(content) from error


def check_size(image: Image.Image) -> None:
    """Raise ``ValidationError`` unless the picture can be decoded, and seen."""
    if image.width * image.height > MOST_PIXELS:
        raise too_many_pixels()
    if min(image.size) < SMALLEST_SIDE:
        message = _("This picture is too small: it needs at least %(least)s × %(least)s pixels.")
        raise ValidationError(message % {"least": SMALLEST_SIDE}, "small")


def decoded(image: Image.Image) -> Image.Image:
    """Return the first frame, upright, in plain colours, no larger than needed."""
    side = (LARGEST_SIDE, LARGEST_SIDE)
    try:
        # A photograph is decoded at about the size that is wanted: a tenth of the memory.
        image.draft(None, side)
        mode = "RGBA" if image.has_transparency_data else "RGB"
        plain = image if image.mode == mode else image.convert(mode)
        plain.thumbnail(side)
        return ImageOps.exif_transpose(plain)
    except Exception as error:  # decoders raise all kinds of things over broken files
        message = _("This picture is damaged. Save it again, best as PNG, and send that file.")
        raise ValidationError(message, "damaged") from error


def written(image: Image.Image, *, exact: bool) -> bytes:
    """Return ``image`` as WebP; Pillow adds none of what else was in the file unless told to."""
    file = BytesIO()
    image.save(file, "WEBP", lossless=exact, quality=QUALITY)
    return file.getvalue()


def too_many_pixels() -> ValidationError:
    message = _("This picture has too many pixels: %(enough)s × %(enough)s are enough.")
    return ValidationError(message % {"enough": LARGEST_SIDE}, "pixels")


def unreadable(content: bytes) -> ValidationError:
    """Return what to say about a file that is none of the pictures we take."""
    if DRAWING.search(content):
        message = _(
            "SVG drawings can contain programs, so we cannot take them from the web. "
            "Save your logo as PNG and send that file."
        )
        return ValidationError(message, "svg")
    message = _("This is not a picture that we can read. Send a PNG, JPEG, WebP or GIF file.")
    return ValidationError(message, "type")
