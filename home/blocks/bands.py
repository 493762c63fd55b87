"""What the blocks of the home page have in common: a heading, and something found to show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# A row of the home page has twelve parts; blocks stand side by side while they fit.
WHOLE, WIDE, HALF, NARROW = 12, 8, 6, 4


class BandBlock(blocks.StructBlock):
    """A part of the home page that fills itself. Finding nothing, it shows nothing."""

    heading = blocks.CharBlock(label=_("heading"), max_length=80)
    # What is left out is "", not nothing: that could not be translated.
    text = blocks.CharBlock(
        label=_("sentence below it"), required=False, max_length=240, default=""
    )

    class Meta:
        width = WHOLE
        # The ground it stands on, see ``.band--…`` in the stylesheet.
        tone = "plain"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        """Return what there is to show at this moment; nothing, and the block is left out.

        ``context`` is that of the page: what is shown until some moment says so of its request
        (:func:`portal.common.caching.good_until`).
        """
        raise NotImplementedError

    def render(self, value: Any, context: Mapping[str, Any] | None = None) -> Any:
        found = self.found(value, context or {})
        return super().render(value, {**(context or {}), "found": found}) if found else ""

    @property
    def language(self) -> str:
        """The language in which the page is read."""
        return get_language() or ""
