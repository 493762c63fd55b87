"""Headings of a long text: addresses for them, and a list of contents."""

import re
from typing import NamedTuple

from django.utils.text import slugify

from portal.common.html import plain
from words import fold

# Shorter texts need no list of contents.
FEWEST = 3
HEADING = re.compile(r"<h2(?P<attributes>(?![^>]*\sid=)[^>]*)>(?P<words>.*?)</h2>", re.DOTALL)

ANY_HEADING = re.compile(r"<(?P<end>/?)h(?P<level>[1-6])\b")
# As the editor keeps them; HTML has no use for that slash.
SLASH = re.compile(r"<(br|hr)\s*/>")
EMPTY_HEADING = re.compile(r"<h([1-6])\b[^>]*>(?:\s|&nbsp;|<br\s*/?>)*</h\1>")


class Section(NamedTuple):
    """A heading with the id it has in the text."""

    id: str
    title: str


class Contents(NamedTuple):
    """A text whose second-level headings can be linked to; no sections if there are few."""

    html: str
    sections: list[Section]


def in_order(html: str) -> str:
    """Return ``html``, which stands below an ``<h1>``, without empty headings or skipped levels."""
    level = 1

    def lowered(tag: re.Match[str]) -> str:
        nonlocal level
        if not tag["end"]:
            level = max(2, min(int(tag["level"]), level + 1))
        return f"<{tag['end']}h{level}"

    return ANY_HEADING.sub(lowered, EMPTY_HEADING.sub("", SLASH.sub(r"<\1>", html)))


def with_contents(html: str) -> Contents:
    """Return ``html`` with an id on each ``<h2>`` that has none, and the list of these."""
    sections: list[Section] = []

    def with_id(heading: re.Match[str]) -> str:
        title = plain(heading["words"])
        slug = slugify(fold(title)) or "section"
        taken = sum(section.id.rpartition("--")[0] == slug for section in sections)
        sections.append(Section(f"{slug}--{taken + 1}", title))
        return f'<h2{heading["attributes"]} id="{sections[-1].id}">{heading["words"]}</h2>'

    html = HEADING.sub(with_id, html)
    return Contents(html, sections if len(sections) >= FEWEST else [])
