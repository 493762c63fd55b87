"""Pictures for those who share a page: its title, what it is about, the name of the portal.

Drawn when somebody asks for one, and kept. Only what is public has one, at one address, which
changes with what stands on it; so there are never more of them than pages.
"""

import datetime
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation

from portal.common import jobs, sites
from portal.common.furniture import language_of, site
from portal.common.heads import Shared
from portal.common.lettering import HEIGHT, WIDTH, can_write, draw

FOLDER = "placards"
FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
# Then one is drawn anew if anybody asks, so that those of deleted pages go.
KEPT = datetime.timedelta(days=90)
A_DAY = 24 * 3600.0
# Digits of a primary key; a database takes no number that is much longer.
LONGEST = 18
# Another look of the same words.
LOOK = 1


@dataclass(frozen=True, slots=True)
class Placard:
    """What stands on it. ``hue`` is that of a field of volunteering, in degrees."""

    title: str
    kicker: str = ""
    lines: tuple[str, ...] = ()
    hue: int | None = None

    @property
    def digest(self) -> str:
        """What changes with anything that would be seen."""
        look = site().look
        words = (LOOK, astuple(self), look.name, astuple(look.palette))
        return hashlib.blake2b(repr(words).encode(), digest_size=8).hexdigest()


# Returns the placard of a public thing by its key; ``None`` for any other.
Finder = Callable[[str], Placard | None]
_finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Make known where the placards of ``kind`` come from. Called from ``AppConfig.ready``."""
    _finders[kind] = finder


def shared(kind: str, key: str, placard: Placard) -> Shared | None:
    """Return the picture of ``placard``; ``None`` if its words have letters we cannot draw."""
    if not can_write(placard.title):
        return None
    url = reverse("placard", args=[kind, key, placard.digest])
    return Shared(url, WIDTH, HEIGHT, placard.title)


def of_entry(kind: str, entry: Any) -> Shared | None:
    """Return the picture of a version of an entry; ``None`` for a draft."""
    if not entry.live:
        return None
    language = language_of(entry)
    with translation.override(language):
        return shared(kind, f"{entry.entry_id}-{language}", entry.placard())


def entries(public: Callable[[], Any]) -> Finder:
    """Return what finds the placard of an entry by the key that :func:`of_entry` gives.

    ``public`` returns the sources that the site shows.
    """

    def find(key: str) -> Placard | None:
        number, _line, language = key.partition("-")
        known = number.isdecimal() and len(number) <= LONGEST
        source = public().for_page().filter(pk=number).first() if known else None
        version = source.version_in(language) if source else None
        if version is None or language_of(version) != language:
            return None
        with translation.override(language):
            found: Placard = version.placard()
        return found

    return find


def answer(request: HttpRequest, kind: str, key: str, digest: str) -> HttpResponseBase:
    """Return the picture; an old address leads to the one as it is now."""
    finder = _finders.get(kind)
    placard = finder(key) if finder else None
    if placard is None or not can_write(placard.title):
        raise Http404
    if placard.digest != digest:
        moved = HttpResponseRedirect(reverse("placard", args=[kind, key, placard.digest]))
        moved["Cache-Control"] = A_MINUTE
        return moved
    # A stream, because the page cache keeps no streams.
    response = FileResponse(BytesIO(kept(f"{kind}/{key}", placard)), content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    return response


def kept(what: str, placard: Placard) -> bytes:
    """Return the picture, drawn now unless it has been before."""
    folder = f"{FOLDER}/{sites.active_key()}/{what}"
    name = f"{folder}/{placard.digest}.png"
    with suppress(FileNotFoundError), default_storage.open(name) as file:
        content: bytes = file.read()
        return content
    look = site().look
    content = draw(placard.title, placard.kicker, placard.lines, placard.hue, look)
    forget(folder)
    default_storage.save(name, ContentFile(content))
    return content


def forget(folder: str) -> None:
    """Delete what stood at older addresses."""
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def sweep(folder: str = FOLDER) -> None:
    """Delete the pictures that were drawn long ago."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        path = f"{folder}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT:
            default_storage.delete(path)
    for name in folders:
        sweep(f"{folder}/{name}")


def register_jobs() -> None:
    """Hand the tidying up to the worker."""
    jobs.register("forget old placards", sweep, every=A_DAY)
