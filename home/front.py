"""The home page put together: blocks that have something to show, in rows.

What they show depends on the content and on the time, not on who reads it: it is kept in the
process until the content changes, or until a block says that it is no longer true.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from editorial import illustrations
from home.blocks.bands import WHOLE
from home.showcase import Arm, arms, tally
from opportunities.models import OpportunityIndexPage
from portal.common import caching
from portal.common.contents import in_order
from portal.common.versions import kept


class Piece(NamedTuple):
    """What one block shows; ``width`` in twelfths of a row."""

    html: SafeString
    width: int
    tone: str


class Band(NamedTuple):
    """A row of pieces on one ground; ``layout`` is the class of what divides it."""

    pieces: Sequence[Piece]
    tone: str
    layout: str


class Front(NamedTuple):
    """What the home page shows in one language, and until when that is true."""

    # The list of opportunities; "" if there is none.
    url: str
    arms: Sequence[Arm]
    bands: Sequence[Band]
    until: datetime.datetime | None
    # The guide "What fits me"; "" without a list.
    guide_url: str = ""

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until <= timezone.now()


@kept
def known() -> dict[tuple[Any, ...], Front]:
    """Return what this process has put together of the present content."""
    return {}


def front(page: Any, context: Mapping[str, Any]) -> Front:
    """Return what the home page ``page`` shows; the answer is good until that changes."""
    request: HttpRequest = context["request"]
    if getattr(request, "is_preview", False):
        return made(page, context)
    key = (page.pk, get_language(), timezone.localdate())
    shown = known().get(key)
    if shown is None or shown.is_over:
        shown = known()[key] = made(page, context)
    caching.good_until(request, shown.until)
    return shown


def made(page: Any, context: Mapping[str, Any]) -> Front:
    """Return the same, put together now."""
    # A request of its own: what else limits the answer is no concern of what is kept.
    request: Any = copy(context["request"])
    request.good_until = None
    found = tally(get_language() or "")
    shown = list(pieces(page.body, {**context, "request": request}))
    return Front(
        url=found.url if found else "",
        arms=arms(found) if found else [],
        bands=bands(shown),
        until=request.good_until,
        guide_url=OpportunityIndexPage.guide_in(get_language() or "") if found else "",
    )


def pieces(body: Any, context: Mapping[str, Any]) -> Iterable[Piece]:
    """Yield what the blocks show, without those that show nothing."""
    illustrations.fetch(body)
    for number, block in enumerate(body, 1):
        html = in_order(str(block.render({**context, "anchor": f"part-{number}"})))
        if strip_tags(html).strip():
            meta = block.block.meta
            width, tone = getattr(meta, "width", WHOLE), getattr(meta, "tone", "plain")
            yield Piece(SafeString(html), width, tone)


def bands(pieces: Iterable[Piece]) -> list[Band]:
    """Return ``pieces`` in rows: side by side while they fit and stand on the same ground."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and fits(piece, rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Band(row, row[0].tone, layout(row)) for row in rows]


def fits(piece: Piece, row: Sequence[Piece]) -> bool:
    width = sum(each.width for each in row) + piece.width
    return width <= WHOLE and piece.tone == row[0].tone


def layout(row: Sequence[Piece]) -> str:
    """Return the class that divides a row: one piece alone has all of it."""
    if len(row) == 1:
        return ""
    widths = [piece.width for piece in row]
    if len(set(widths)) == 1:
        return "pair"
    return "split" if widths[0] > widths[-1] else "split split--turned"
