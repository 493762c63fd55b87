"""The words of a text built from blocks, as it is stored: no block is made, nothing fetched.

Wagtail's own way to them makes all blocks, and reads the pictures and documents in them from
the database: 27 queries for the plain pages of the demo.
"""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from portal.common.html import plain

WRITTEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def words_of(body: Any) -> str:
    """Return the words of a stream value, as plain text."""
    return plain(*texts(body.stream_block, list(body.raw_data)))


def texts(block: Any, raw: Any) -> Iterator[str]:
    """Yield what somebody wrote into ``block``; ``raw`` is its value as it is stored."""
    if isinstance(block, WRITTEN):
        yield str(raw or "")
        return
    for child, value in _below(block, raw):
        yield from texts(child, value)


def _below(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the blocks inside ``block`` with their values; a choice or a picture has none."""
    if not raw:
        return
    if isinstance(block, blocks.StreamBlock):
        known = ((block.child_blocks.get(each["type"]), each["value"]) for each in raw)
        yield from (pair for pair in known if pair[0])
    elif isinstance(block, blocks.StructBlock):
        yield from ((child, raw.get(name)) for name, child in block.child_blocks.items())
    elif isinstance(block, blocks.ListBlock):
        yield from ((block.child_block, each.get("value")) for each in raw)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _cells(block, raw)


def _cells(table: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the caption, the headings and the cells of a table."""
    text = blocks.CharBlock()
    yield text, raw.get("caption")
    yield from ((text, column["heading"]) for column in raw["columns"])
    kinds = [table.child_blocks.get(column["type"]) for column in raw["columns"]]
    for row in raw["rows"]:
        yield from zip(kinds, row["values"], strict=False)
