"""Texts of the demo, written as plain HTML, as the blocks that editors use.

At the top level: paragraphs, headings and lists become text; ``<ol class="steps">``,
``<aside class="note|tip|warning">``, ``<blockquote cite>``, ``<details>``, ``<table>``,
``<dl class="figures">``, ``<opportunities field>``, ``<a href="/en/some-page/">`` (a button)
and ``<contact key>`` become blocks of their own.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail.models import Page

from home.demo.reading import key_of
from home.models import ContactPage

Block = dict[str, Any]
MOST_OFFERED = 3


def body(html: str) -> list[Block]:
    """Return the raw value of a StreamField."""
    return [{"type": kind, "value": value} for kind, value in pieces(html)]


def pieces(html: str) -> Iterator[tuple[str, Any]]:
    """Yield the blocks; what stands together is one: text, or questions."""
    tags = [tag for tag in BeautifulSoup(html, "html.parser").children if isinstance(tag, Tag)]
    for kind, together in groupby(tags, kind_of):
        if kind in TOGETHER:
            yield kind, TOGETHER[kind](list(together))
        else:
            yield from ((kind, ALONE[kind](tag)) for tag in together)


def kind_of(tag: Tag) -> str:
    """Return the name of the block that ``tag`` becomes."""
    if tag.name == "ol" and "steps" in (tag.get("class") or []):
        return "steps"
    return KINDS.get(tag.name, "text")


def inner(tag: Tag) -> str:
    return tag.decode_contents().strip()


def words(tag: Tag | None) -> str:
    return tag.get_text(" ", strip=True) if tag else ""


def text(tags: list[Tag]) -> str:
    return "".join(str(tag) for tag in tags)


def questions(tags: list[Tag]) -> Block:
    return {"questions": [question(tag) for tag in tags]}


def question(tag: Tag) -> Block:
    summary = tag.find("summary")
    asked = words(summary if isinstance(summary, Tag) else None)
    if isinstance(summary, Tag):
        summary.extract()
    return {"question": asked, "answer": inner(tag)}


def steps(tag: Tag) -> Block:
    return {"steps": [step(item) for item in tag.find_all("li")]}


def step(tag: Tag) -> Block:
    title = tag.find("b")
    named = words(title if isinstance(title, Tag) else None)
    if isinstance(title, Tag):
        title.extract()
    rest = inner(tag)
    return {"title": named.rstrip("."), "text": f"<p>{rest}</p>" if rest else ""}


def call_out(tag: Tag) -> Block:
    title = tag.find(["h2", "h3"])
    named = words(title if isinstance(title, Tag) else None)
    if isinstance(title, Tag):
        title.extract()
    kinds = tag.get("class") or ["note"]
    return {"kind": kinds[0], "title": named, "text": inner(tag)}


def quote(tag: Tag) -> Block:
    name, _comma, role = str(tag.get("cite") or "").partition(", ")
    return {"text": words(tag), "name": name, "role": role}


def table(tag: Tag) -> Block:
    head, *rows = tag.find_all("tr")
    caption = tag.find("caption")
    return {
        "columns": [{"type": "text", "heading": words(cell)} for cell in cells(head)],
        "rows": [{"values": [words(cell) for cell in cells(row)]} for row in rows],
        "caption": words(caption if isinstance(caption, Tag) else None),
    }


def cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["th", "td"]))


def figures(tag: Tag) -> Block:
    pairs = zip(tag.find_all("dt"), tag.find_all("dd"), strict=True)
    return {"figures": [{"number": words(number), "text": words(what)} for number, what in pairs]}


def opportunities(tag: Tag) -> Block:
    return {
        "title": str(tag.get("title") or ""),
        "field": str(tag.get("field") or ""),
        "region": str(tag.get("region") or ""),
        "words": "",
        "most": MOST_OFFERED,
    }


def button(tag: Tag) -> Block:
    """Return a button that leads to a page of the demo."""
    language, slug = str(tag["href"]).strip("/").split("/")
    page = Page.objects.get(slug=slug, locale__language_code=language)
    return {"text": words(tag), "page": page.pk, "url": ""}


def contact(tag: Tag) -> Block:
    """Return the card of a contact point; pages show it in their own language."""
    versions = ContactPage.objects.filter(translation_key=key_of("contact", str(tag["key"])))
    return {"page": versions.values_list("pk", flat=True)[0]}


KINDS = {
    "a": "button",
    "contact": "contact",
    "details": "questions",
    "aside": "call_out",
    "blockquote": "quote",
    "table": "table",
    "dl": "figures",
    "opportunities": "opportunities",
}
TOGETHER: dict[str, Callable[[list[Tag]], Any]] = {"text": text, "questions": questions}
ALONE: dict[str, Callable[[Tag], Any]] = {
    "button": button,
    "contact": contact,
    "steps": steps,
    "call_out": call_out,
    "quote": quote,
    "table": table,
    "figures": figures,
    "opportunities": opportunities,
}
