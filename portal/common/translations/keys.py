"""What a text of blocks needs so that wagtail-localize finds its way in it again."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField


def keep_keys(page: Any) -> None:
    """Let the texts of ``page`` be stored as the editor's form would send them.

    The items of lists have keys: without, they get new ones each time they are read, and
    wagtail-localize leaves them out. What was left empty is "", not nothing: it stops there.
    """
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for block in getattr(page, field.name):
                fill(block.block, block.value)


def fill(block: blocks.Block, value: Any) -> None:
    """Read ``value``, so that it is written with its keys; put "" where a text is missing."""
    if isinstance(block, blocks.StreamBlock):
        for each in value:
            fill(each.block, each.value)
    elif isinstance(block, blocks.ListBlock):
        for each in value.bound_blocks:
            fill(block.child_block, each.value)
    elif isinstance(value, blocks.StructValue):
        for name, child in value.block.child_blocks.items():
            if value.get(name) is None and isinstance(child, blocks.CharBlock | blocks.TextBlock):
                value[name] = ""
            fill(child, value.get(name))
