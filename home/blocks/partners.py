"""Partners and funders in the middle of a page."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.bands import BandBlock
from home.models.partners import Partner
from home.partners import valid

NAME = "partners"


class PartnersBlock(BandBlock):
    """The partners of the site, those of one kind or all, as long as they are valid."""

    kind = blocks.ChoiceBlock(
        label=_("which ones"),
        choices=Partner.Kind.choices,
        required=False,
        help_text=_("Empty: all of them."),
    )

    class Meta:
        label = _("Partners")
        icon = "group"
        description = _("Logos of partners and funders; each comes and goes with its dates.")
        preview_value = {"heading": _("Who supports us")}
        template = "home/blocks/partners.html"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        kinds = kinds_of(value)
        found = [each for each in valid() if each.kind in kinds]
        return [(each, each.line(self.language)) for each in found]


def kinds_of(value: Any) -> Collection[str]:
    """Return the kinds that a block with ``value`` shows."""
    chosen = value.get("kind")
    return {chosen} if chosen else set(Partner.Kind.values)


def kinds_shown(page: Any) -> set[str]:
    """Return the kinds that the text of ``page`` shows by such blocks."""
    body = getattr(page, "body", None)
    raw = getattr(body, "raw_data", ())
    return {
        kind
        for block in raw
        if block.get("type") == NAME
        for kind in kinds_of(block.get("value") or {})
    }
