"""Draws words as on a sign: the picture of a page that is shared."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from portal.common.colours import made

if TYPE_CHECKING:
    from portal.common.brand import Look

# What networks ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
EDGE = 72
ROOM = WIDTH - 2 * EDGE
FONT = settings.BASE_DIR / "static" / "fonts" / "sign.woff2"
# The title is as large as it can be without being longer than so many lines.
TITLE_SIZES = (92, 80, 70, 60, 52)
MOST_LINES = 4
LINE = 1.16
SMALL = 38
# Of the letters of a title, so many have to be in our face: names may hold a stranger.
ENOUGH = 0.9
# Few colours, hence few bytes; letters need some between theirs and the ground's.
COLOURS = 64
HILLS = (
    ((0, 560), (260, 470), (560, 545), (860, 450), (1200, 540), (1200, 630), (0, 630)),
    ((0, 610), (340, 545), (700, 612), (1010, 540), (1200, 590), (1200, 630), (0, 630)),
)
# The signpost of the portal: its post, and an arm to each side; from its left edge and middle.
MARK = (
    ((18, -22), (23, -22), (23, 22), (18, 22)),
    ((6, -18), (32, -18), (40, -10), (32, -2), (6, -2)),
    ((33, 2), (12, 2), (4, 9), (12, 16), (33, 16)),
)
# The foot of the picture; there, the middle of the portal's name, and its left edge.
FOOT, BASE, NAME = 112, HEIGHT - 46, EDGE + 58
# A word of one letter does not end a line.
ALONE = re.compile(r"(?<!\S)(\w) (?=\S)")


class Ink(NamedTuple):
    """Colours, as ``#rrggbb``."""

    ground: str
    hills: tuple[str, str]
    title: str
    accent: str
    on_accent: str


def can_write(text: str) -> bool:
    """Return whether our face has nearly all letters of ``text``, and there are any."""
    letters = [letter for letter in text if not letter.isspace()]
    known = sum(map(is_known, letters))
    return bool(letters) and known >= ENOUGH * len(letters)


def draw(title: str, kicker: str, lines: Sequence[str], hue: int | None, look: "Look") -> bytes:
    """Return a PNG of 1200 by 630 pixels: what it is, its title, facts, and whose it is."""
    ink = ink_of(look, hue)
    image = Image.new("RGB", (WIDTH, HEIGHT), ink.ground)
    pen = ImageDraw.Draw(image)
    for hill, colour in zip(HILLS, ink.hills, strict=True):
        pen.polygon(hill, fill=colour)
    top = draw_kicker(pen, writable(kicker), ink)
    draw_words(pen, writable(title), [writable(line) for line in lines if line], top, ink)
    if look.logo is None:
        draw_mark(pen, ink)
    draw_name(pen, writable(look.name), NAME if look.logo is None else EDGE, ink)
    return png(image)


def ink_of(look: "Look", hue: int | None) -> Ink:
    """Return the colours of a site; the mark above the title has those of its field."""
    palette = look.palette
    return Ink(
        ground=palette.brand,
        hills=(made(0.32, 0.055, palette.brand_hue), palette.deep),
        title=palette.on_brand,
        accent=palette.accent if hue is None else made(0.87, 0.1, float(hue)),
        on_accent=palette.ink,
    )


def draw_kicker(pen: ImageDraw.ImageDraw, text: str, ink: Ink) -> int:
    """Draw what it is as a sign; return where the next thing may begin."""
    if not text:
        return EDGE
    shown = next(wrapped(text, SMALL, ROOM - 40))
    width = font(SMALL).getlength(shown)
    pen.rounded_rectangle((EDGE, EDGE, EDGE + width + 40, EDGE + 60), 10, fill=ink.accent)
    pen.text((EDGE + 20, EDGE + 30), shown, ink.on_accent, font(SMALL), anchor="lm")
    return EDGE + 60 + 28


def draw_words(
    pen: ImageDraw.ImageDraw, title: str, lines: Sequence[str], top: int, ink: Ink
) -> None:
    """Draw the title and the facts below it."""
    room = HEIGHT - FOOT - top - len(lines) * round(SMALL * 1.4)
    size, shown = fitted(title, room)
    for line in shown:
        pen.text((EDGE, top), line, ink.title, font(size), anchor="la")
        top += round(size * LINE)
    top += 14
    for line in lines:
        pen.text((EDGE, top), cut(line, SMALL, ROOM), ink.accent, font(SMALL), anchor="la")
        top += round(SMALL * 1.4)


def draw_mark(pen: ImageDraw.ImageDraw, ink: Ink) -> None:
    """Draw the portal's signpost; a site with a logo of its own has none."""
    for shape, colour in zip(MARK, (ink.title, ink.accent, ink.title), strict=True):
        pen.polygon([(EDGE + x, BASE + y) for x, y in shape], fill=colour)


def draw_name(pen: ImageDraw.ImageDraw, name: str, left: int, ink: Ink) -> None:
    """Draw whose it is, at the foot."""
    shown = cut(name, SMALL, WIDTH - EDGE - left)
    pen.text((left, BASE), shown, ink.title, font(SMALL), anchor="lm")


def fitted(title: str, room: int) -> tuple[int, list[str]]:
    """Return the largest size in which ``title`` fits into ``room`` pixels, and its lines."""
    for size in TITLE_SIZES:
        lines = list(wrapped(title, size, ROOM))
        if len(lines) <= min(MOST_LINES, room // round(size * LINE)):
            return size, lines
    most = min(MOST_LINES, room // round(size * LINE))
    return size, [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), size, ROOM)]


def wrapped(text: str, size: int, width: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``width`` pixels; one at least."""
    line = ""
    for word in ALONE.sub("\\1\u00a0", text).split(" "):
        longer = f"{line} {word}".strip()
        if font(size).getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = cut(word, size, width)
    yield line


def cut(text: str, size: int, width: int) -> str:
    """Return ``text``, or as much of it as ``width`` pixels hold and an ellipsis."""
    if font(size).getlength(text) <= width:
        return text
    while text and font(size).getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def writable(text: str) -> str:
    """Return ``text`` without what our face has no drawing of."""
    known = "".join(c for c in text if c.isspace() or is_known(c))
    return " ".join(known.split())


def png(image: Image.Image) -> bytes:
    """Return ``image`` as a small file."""
    content = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the face of signs; ``size`` in pixels."""
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2000)
def is_known(letter: str) -> bool:
    """Return whether our face has a drawing of ``letter``."""
    return font(SMALL).getmask(letter).getbbox() is not None
