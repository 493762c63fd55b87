"""Tables with headings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.blocks.translating import TranslatedTableBlock
from portal.common.richtext import LIMITED


class CaptionedTableBlock(TranslatedTableBlock):
    """A table whose first row and first column are headings; the caption says what it shows."""

    # What still can be read, and drawn in a moment.
    MOST_CELLS = 600

    def clean(self, value: Any) -> Any:
        table = super().clean(value)
        if len(table.columns) * len(table.row_data) > self.MOST_CELLS:
            raise ValidationError(_("This table is too large to be read. Offer it as a document."))
        if not all(column["heading"].strip() for column in table.columns):
            raise ValidationError(_("Give each column a heading."))
        if table.columns and not table.caption.strip():
            raise ValidationError(_("Say in the caption what the table shows."))
        return table


def table(**kwargs: Any) -> CaptionedTableBlock:
    """Return the block of tables: cells are a line or a short text."""
    return CaptionedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Line"), required=False, max_length=200)),
            ("rich", blocks.RichTextBlock(label=_("Text"), features=LIMITED, required=False)),
        ],
        label=_("Table"),
        icon="table",
        description=_("Rows and columns, with a caption that says what it shows."),
        preview_value={
            "caption": _("When the gate is open"),
            "columns": [
                {"type": "text", "heading": heading}
                for heading in (_("Day"), _("Morning"), _("Afternoon"))
            ],
            "rows": [
                {"values": [_("Monday"), "9–12", "13–17"]},
                {"values": [_("Saturday"), "9–12", "–"]},
            ],
        },
        template="editorial/blocks/table.html",
        **kwargs,
    )
