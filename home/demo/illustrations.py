"""Pictures of the demo, drawn by code."""

from django.core.files.base import ContentFile

from home.demo.entries import demo_collection
from portal.common.pictures import Picture

CREDIT = "Dobrosměr"


def picture(motif: str) -> Picture | None:
    """Return the picture of ``motif``, made once; ``None`` if nobody has drawn it."""
    from home.demo.drawings import DRAWINGS

    if motif not in DRAWINGS:
        return None
    title = f"demo: {motif}"
    known: Picture | None = Picture.objects.filter(title=title).first()
    if known:
        return known
    file = ContentFile(DRAWINGS[motif].encode(), name=f"demo-{motif}.svg")
    made: Picture = Picture.objects.create(
        title=title, file=file, credit=CREDIT, collection=demo_collection()
    )
    return made
