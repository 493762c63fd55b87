"""A text of every block there is, each filled with what would break a careless page."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

LONG = "Nejneobhospodařovávatelnějšímidonaudampfschifffahrtselektrizitäten"
LINE = f"{LONG} {LONG.upper()}"
PARAGRAPH = f"<p>{LINE} <b>{LONG}</b> <a href='https://example.org/{LONG}'>{LONG}</a></p>"
COLUMNS, ROWS = 12, 40
WIDTH, HEIGHT = 1600, 1000

Block = dict[str, Any]


def everything(picture: Any, drawing: Any, document: Any, contact: Any) -> list[Block]:
    """Return the raw value of a body; it begins with a heading of the third level."""
    shown = {"image": picture.pk, "alt_text": "Hills in the morning", "decorative": False}
    drawn = {"image": drawing.pk, "alt_text": "", "decorative": True}
    offers = {"title": LONG, "field": "", "region": "", "words": "", "most": 2}
    return [
        block("text", f"<h3>{LONG}</h3>{PARAGRAPH}<h2>{LINE}</h2><ul><li>{LINE}</li></ul><hr/>"),
        block("quote", {"text": LINE, "name": LONG, "role": LONG}),
        *(
            block("call_out", {"kind": kind, "title": LINE, "text": PARAGRAPH})
            for kind in ("note", "tip", "warning")
        ),
        block("steps", {"steps": [{"title": LINE, "text": PARAGRAPH}, {"title": LONG}]}),
        block("questions", {"questions": [{"question": LINE, "answer": PARAGRAPH}]}),
        block("table", table()),
        block("figures", {"figures": [{"number": "1 000 000 000 000", "text": LONG}] * 4}),
        block("button", {"text": LINE[:60], "page": None, "url": "https://example.org/"}),
        block("picture", {"image": shown, "caption": LINE}),
        block("pictures", {"images": [shown, drawn, shown]}),
        block("video", {"url": "https://vimeo.com/123456789", "title": LINE, "minutes": 4}),
        block("documents", {"documents": [document.pk]}),
        block("opportunities", offers),
        block("organisations", offers),
        block("contact", {"page": contact.pk}),
        block("partners", {"heading": LONG, "text": LINE, "kind": ""}),
        block("text", "<h3>After the lists</h3>"),
    ]


def block(kind: str, value: Any) -> Block:
    return {"type": kind, "value": value}


def table(columns: int = COLUMNS, rows: int = ROWS) -> Block:
    """Return the raw value of a table that is wider than any window."""
    return {
        "caption": LINE,
        "columns": [{"type": "text", "heading": f"{LONG} {n}"} for n in range(columns)],
        "rows": [{"values": [LONG] * columns} for _row in range(rows)],
    }


def photograph() -> ContentFile[bytes]:
    """Return a picture as a camera makes it."""
    content = BytesIO()
    Image.linear_gradient("L").resize((WIDTH, HEIGHT)).convert("RGB").save(content, "JPEG")
    return ContentFile(content.getvalue(), name="hills.jpg")


def svg(inside: str = '<path d="M0 0h9v9H0z"/>') -> ContentFile[bytes]:
    """Return a drawing."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">{inside}</svg>'
    return ContentFile(drawing.encode(), name="drawing.svg")
