"""Blocks that show what this room knows; ``BODY_BLOCKS`` offers them to all texts."""
