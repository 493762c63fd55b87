"""The pieces that editors build texts from. None of them can break a page."""

from editorial.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
