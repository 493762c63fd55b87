"""The worker makes pictures in all their sizes, one picture at a time."""

import hashlib
import logging

from editorial.illustrations import SPECS
from portal.common import jobs, versions
from portal.common.pictures import Picture

logger = logging.getLogger(__name__)

# Changed sizes are made of all pictures.
MARK = hashlib.blake2b(repr(SPECS).encode(), digest_size=6).hexdigest()
# What decides how the sizes look.
MADE_OF = ("file", *(f"focal_point_{name}" for name in ("x", "y", "width", "height")))


def make_next() -> None:
    """Make one picture that has not been made yet, if there is any."""
    waiting = Picture.objects.exclude(sized_for=MARK).order_by("-pk")
    if picture := waiting.first():
        make(picture)


def make(picture: Picture) -> None:
    """Make ``picture`` in all sizes; one that cannot be read is not tried again.

    Raises :class:`jobs.Stopped` when the worker is to end.
    """
    if not picture.is_svg():
        try:
            for spec in SPECS:
                picture.get_rendition(spec)
                if jobs.stopping.is_set():
                    raise jobs.Stopped
        except jobs.Stopped:
            raise
        except Exception:
            logger.exception("The picture %s cannot be made smaller.", picture.pk)
    done(picture)


def done(picture: Picture) -> None:
    """Note that ``picture`` is made, unless it was changed meanwhile; pages show it anew."""
    made_of = {name: getattr(picture, name) for name in MADE_OF}
    same = Picture.objects.filter(pk=picture.pk, **made_of)
    if same.update(sized_for=MARK) and not picture.is_svg():
        versions.bump()


def register() -> None:
    """Hand the work to the worker."""
    jobs.register("make pictures in all sizes", make_next, every=1)
