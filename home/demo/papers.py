"""The demo's documents as real PDFs, in the lettering of the site.

Their texts are the HTML of ``materials.toml``: headings, paragraphs, lists, tables whose
empty cells are filled in by hand, call-outs. A list of a checklist gets boxes; the last list
of a poster is cut into strips.
"""

from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

FACE = "sign"
INK, SOFT, GREEN, TINT = (24, 32, 28), (90, 100, 95), (11, 73, 50), (232, 240, 234)
# Points; millimetres.
SMALL, TEXT, LARGE, TITLE = 9, 11, 16, 24
HEADING = {"poster": 46}
MARGIN, LINE = 18, 6
# A caption and a row stay together.
ROOM = 30
STRIPS = 75


@cache
def face() -> bytes:
    """Return the site's font as PDFs take it."""
    font, content = TTFont(settings.BASE_DIR / "static" / "fonts" / "sign.woff2"), BytesIO()
    font.flavor = None
    font.save(content)
    return content.getvalue()


def paper(kind: str, title: str, html: str, language: str, sender: str) -> bytes:
    """Return a PDF of A4 pages; ``sender`` stands at their foot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sign.ttf"
        path.write_bytes(face())
        made = Paper(kind, title, language, sender, path)
        made.compose(html)
        return bytes(made.output())


class Paper(FPDF):
    """One document."""

    def __init__(self, kind: str, title: str, language: str, sender: str, path: Path) -> None:
        super().__init__(format="A4")
        self.kind, self.sender = kind, sender
        self.add_font(FACE, fname=path)
        self.set_title(title)
        self.set_lang(language)
        self.set_author(sender)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 6)
        self.add_page()
        if kind != "poster":
            self.say(title, TITLE, GREEN)
            self.ln(4)

    def footer(self) -> None:
        """Say who made it; at the foot of a poster are its strips."""
        if self.kind == "poster":
            return
        self.set_y(-MARGIN)
        self.set_font(FACE, size=SMALL)
        self.set_text_color(*SOFT)
        self.cell(0, LINE, self.sender)

    def compose(self, html: str) -> None:
        """Add all of ``html``."""
        tags = [t for t in BeautifulSoup(html, "html.parser").children if isinstance(t, Tag)]
        strips = tags.pop() if self.kind == "poster" else None
        if strips:
            tags.pop()  # its heading is for whoever reads the text
        for tag in tags:
            self.add(tag)
        if strips:
            self.strips([words(item) for item in strips.find_all("li")])

    def add(self, tag: Tag) -> None:
        """Add one piece at the top level of the text."""
        match tag.name:
            case "h2" | "h3":
                self.ln(3)
                self.say(words(tag), HEADING.get(self.kind, LARGE), GREEN)
            case "ul" | "ol":
                self.points(tag)
            case "table":
                self.grid(tag)
            case "aside":
                self.call_out(tag)
            case _:
                self.say(words(tag), self.size)
        self.ln(2)

    @property
    def size(self) -> int:
        """The size of a paragraph: a poster is read from afar."""
        return 20 if self.kind == "poster" else TEXT

    def say(self, text: str, size: int, colour: tuple[int, int, int] = INK) -> None:
        """Add a paragraph."""
        self.set_font(FACE, size=size)
        self.set_text_color(*colour)
        height = max(LINE, size * 0.45)
        self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def points(self, tag: Tag) -> None:
        """Add a list: with boxes to tick in a checklist."""
        numbers = count(1)
        for item in tag.find_all("li", recursive=False):
            mark = f"{next(numbers)}." if tag.name == "ol" else "•"
            self.mark("" if self.kind == "checklist" and tag.name == "ul" else mark)
            left = self.l_margin
            self.set_left_margin(left + 7)
            self.set_x(left + 7)
            self.say(words(item), self.size)
            self.set_left_margin(left)
            self.set_x(left)
            self.ln(1)

    def mark(self, text: str) -> None:
        """Draw what stands before a point: ``text``, or a box."""
        if self.will_page_break(LINE * 2):
            self.add_page()
        if text:
            self.set_font(FACE, size=self.size)
            self.set_text_color(*GREEN)
            self.cell(7, LINE, text)
        else:
            self.set_draw_color(*GREEN)
            self.rect(self.get_x() + 0.5, self.get_y() + 1, 4, 4)

    def grid(self, tag: Tag) -> None:
        """Add a table; who fills it in needs room."""
        if caption := tag.find("caption"):
            assert isinstance(caption, Tag)
            if self.will_page_break(ROOM):
                self.add_page()
            self.say(words(caption), SMALL, SOFT)
        self.set_font(FACE, size=SMALL + 1)
        self.set_text_color(*INK)
        self.set_draw_color(*SOFT)
        self.set_fill_color(255)
        layout = TableBordersLayout.ALL
        with self.table(
            borders_layout=layout,
            headings_style=FontFace(emphasis="", fill_color=TINT),
            line_height=LINE,
            padding=1.5,
            text_align="LEFT",
        ) as table:
            for row in tag.find_all("tr"):
                cells = table.row()
                for cell in row.find_all(["th", "td"]):
                    cells.cell(words(cell) or " ")

    def call_out(self, tag: Tag) -> None:
        """Add a box for what nobody should miss."""
        text = "\n".join(words(part) for part in tag.find_all(["h2", "h3", "p", "li"]))
        self.set_font(FACE, size=TEXT)
        self.set_text_color(*INK)
        self.set_fill_color(*TINT)
        self.multi_cell(
            0, LINE, text, align="L", fill=True, padding=3, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def strips(self, texts: list[str]) -> None:
        """Draw the row of strips at the foot of a poster."""
        self.set_auto_page_break(False)
        self.set_font(FACE, size=12)
        self.set_text_color(*INK)
        self.set_draw_color(*SOFT)
        top, width = self.h - STRIPS, self.w / len(texts)
        self.set_dash_pattern(dash=1, gap=1)
        self.line(0, top, self.w, top)
        for number, text in enumerate(texts):
            x = width * number
            self.line(x, top, x, self.h)
            with self.rotation(90, x + width / 2, self.h - 5):
                self.text(x + width / 2, self.h - 3, shortened(text))


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()).replace(" .", ".").replace(" ,", ",")


def shortened(text: str) -> str:
    """Return what fits on a strip."""
    return text if len(text) <= 40 else text.rpartition(",")[2].strip()
