"""How wagtail-localize takes a table apart, and puts it together again in another language."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

CAPTION = "caption"


class TranslatedTableBlock(TypedTableBlock):
    """A table whose caption, headings and cells are translated: of itself, none would be.

    The paths of its segments are ``caption``, ``heading-2`` and ``cell-0-2`` (row, column).
    https://wagtail-localize.org/stable/how-to/field-configuration/
    """

    def get_translatable_segments(self, table: TypedTable) -> list[Any]:
        """Return the texts of ``table``."""
        columns = [(f"heading-{n}", column["heading"]) for n, column in enumerate(table.columns)]
        named = [(CAPTION, table.caption), *columns]
        words = [StringSegmentValue(path, text) for path, text in named if text]
        return [*words, *self._segments_of_cells(table)]

    def _segments_of_cells(self, table: TypedTable) -> Iterable[Any]:
        extractor = StreamFieldSegmentExtractor(None)
        for y, row in enumerate(table.row_data):
            for x, value in enumerate(row["values"]):
                for segment in extractor.handle_block(table.columns[x]["block"], value):
                    yield segment.wrap(f"cell-{y}-{x}")

    def restore_translated_segments(self, table: TypedTable, segments: Iterable[Any]) -> TypedTable:
        """Return ``table`` with the texts of ``segments``."""
        by_part: defaultdict[str, list[Any]] = defaultdict(list)
        for segment in segments:
            part, inner = segment.unwrap()
            by_part[part].append(inner)
        for part, inner in by_part.items():
            self._restore(table, part, inner)
        return table

    def _restore(self, table: TypedTable, part: str, segments: list[Any]) -> None:
        kind, *numbers = part.split("-")
        if kind == CAPTION:
            table.caption = segments[0].render_text()
        elif kind == "heading":
            table.columns[int(numbers[0])]["heading"] = segments[0].render_text()
        else:
            y, x = map(int, numbers)
            values, block = table.row_data[y]["values"], table.columns[x]["block"]
            writer = StreamFieldSegmentsWriter(None, None, None)
            values[x] = writer.handle_block(block, values[x], segments)
