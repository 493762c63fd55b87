"""What a PDF tells of itself: its pages, and a picture of the first one."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

import pypdfium2
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _

from portal.common.pictures import Picture

# Of the picture, in pixels; an A4 page is 1.41 times as high.
WIDTH = 600
# PDFium is not made for several threads at once.
# https://pypdfium2.readthedocs.io/en/stable/python_api.html#thread-incompatibility
_lock = Lock()


class Broken(Exception):
    """The file is no PDF that readers could open; says so to whoever uploaded it."""


@contextmanager
def opened(file: Any) -> Iterator[pypdfium2.PdfDocument]:
    """Yield the PDF in ``file``; raises :class:`Broken`."""
    with _lock:
        try:
            with file.open("rb") as content:
                document = pypdfium2.PdfDocument(content.read())
        except (pypdfium2.PdfiumError, OSError, ValueError) as error:
            text = _("This PDF cannot be opened: it is damaged, or locked by a password.")
            raise Broken(text) from error
        try:
            yield document
        finally:
            document.close()


def pages(file: Any) -> int:
    """Return how many pages the PDF in ``file`` has; raises :class:`Broken`."""
    with opened(file) as document:
        count = len(document)
    if not count:
        raise Broken(_("This PDF has no pages."))
    return count


def first_page(document: Any) -> Picture:
    """Return a picture of the first page of a PDF of the library; raises :class:`Broken`."""
    title = _("First page of “%(title)s”") % {"title": document.title}
    try:
        with opened(document.file) as pdf:
            page = pdf[0]
            image = page.render(scale=WIDTH / page.get_width()).to_pil()
    except pypdfium2.PdfiumError as error:
        raise Broken(_("The first page of this PDF cannot be drawn.")) from error
    content = BytesIO()
    image.convert("RGB").save(content, "PNG", optimize=True)
    file = ImageFile(content, name=f"page-{document.pk}.png")
    picture = Picture(title=title[:255], collection=document.collection, file=file)
    picture.save()
    return picture
