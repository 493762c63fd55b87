"""What the portal itself fills: opportunities and organisations."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial import offers
from search.form_fields import labels_by_slug, regions_by_code


class FilteredBlock(blocks.StructBlock):
    """A list by filter; it shows what is there when the page is read."""

    title = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    field = blocks.ChoiceBlock(
        label=_("field of volunteering"), choices=labels_by_slug, required=False
    )
    region = blocks.ChoiceBlock(label=_("region"), choices=regions_by_code, required=False)
    words = blocks.CharBlock(label=_("words"), required=False, max_length=80)
    most = blocks.IntegerBlock(label=_("how many at most"), min_value=1, max_value=6, default=3)

    kind = ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        filters = {name: (value[name],) for name in ("field", "region") if value.get(name)}
        found = offers.found(
            self.kind, get_language() or "", filters, value.get("words") or "", value["most"]
        )
        return {**context, "found": found}


class OpportunitiesBlock(FilteredBlock):
    """Open calls by filter."""

    kind = "opportunity"

    class Meta:
        label = _("List of opportunities")
        icon = "list-ul"
        description = _("Open calls by filter. It fills itself, and goes away when there is none.")
        preview_value = {"title": _("They are waiting for you now"), "most": 2}
        template = "editorial/blocks/offers.html"


class OrganisationsBlock(FilteredBlock):
    """Organisations by filter."""

    kind = "organisation"

    class Meta:
        label = _("List of organisations")
        icon = "group"
        description = _("Organisations by filter. It fills itself, and goes away when it is empty.")
        preview_value = {"title": _("Whom you could help"), "most": 2}
        template = "editorial/blocks/offers.html"
