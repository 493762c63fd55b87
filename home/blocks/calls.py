"""Parts of the home page that show what is open: fields, places, calls, figures."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home import regions, showcase
from home.blocks.bands import WIDE, BandBlock
from home.counted import counts
from portal.common.furniture import furniture
from search.form_fields import labels_by_slug, regions_by_code
from search.gazetteer import tree

MOST_CALLS = 6


def countries_by_code() -> list[tuple[str, str]]:
    """Return the countries in the reader's words and order."""
    language = get_language() or ""
    return [(code, tree.label(code, language)) for code in tree.roots(language)]


class FieldsBlock(BandBlock):
    """The fields of volunteering that have open calls."""

    class Meta:
        label = _("Fields with counts")
        icon = "tag"
        description = _("The fields of volunteering, each with the number of its open calls.")
        preview_value = {"heading": _("With people, animals or trees?")}
        template = "home/blocks/fields.html"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        tally = showcase.tally(self.language)
        fields = showcase.field_ways(tally) if tally else []
        return {"fields": fields, "tally": tally} if fields else None


class RegionsBlock(BandBlock):
    """Where help is wanted: maps and lists of regions."""

    first = blocks.ChoiceBlock(
        label=_("country that comes first"),
        choices=countries_by_code,
        required=False,
        help_text=_("Else the one with the most open calls."),
    )

    class Meta:
        label = _("Map of open calls")
        icon = "globe"
        description = _("Each country drawn by its towns, with the open calls of its regions.")
        preview_value = {"heading": _("Where help is wanted")}
        template = "home/blocks/regions.html"
        tone = "tint"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        tally, first = showcase.tally(self.language), value.get("first") or ""
        return regions.countries(tally, self.language, first) if tally else None


class CallsBlock(BandBlock):
    """The newest calls, or those that end soonest."""

    ORDERS = [("newest", _("newest first")), ("ending", _("ending soon first"))]

    order = blocks.ChoiceBlock(label=_("order"), choices=ORDERS, default="newest")
    field = blocks.ChoiceBlock(
        label=_("field of volunteering"), choices=labels_by_slug, required=False
    )
    region = blocks.ChoiceBlock(label=_("region"), choices=regions_by_code, required=False)
    most = blocks.IntegerBlock(
        label=_("how many at most"), min_value=1, max_value=MOST_CALLS, default=3
    )

    class Meta:
        label = _("Opportunities")
        icon = "list-ul"
        description = _("The newest open calls, or those that end soonest; it fills itself.")
        preview_value = {"heading": _("They are waiting for you now"), "order": "ending", "most": 2}
        template = "home/blocks/calls.html"
        width = WIDE

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        chosen = {name: value[name] for name in ("field", "region") if value.get(name)}
        most = value.get("most") or 3
        return showcase.picked(self.language, chosen, value.get("order") or "newest", most)


class CountsBlock(BandBlock):
    """How much there is, counted and not typed."""

    class Meta:
        width = WIDE
        label = _("Figures, counted")
        icon = "order"
        description = _("Open calls, organisations and published answers, counted by themselves.")
        preview_value = {"heading": _("What is here today")}
        template = "home/blocks/counts.html"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        return counts(self.language)


class HostsBlock(BandBlock):
    """A word to organisations, and the way to the form."""

    class Meta:
        label = _("Call to organisations")
        icon = "group"
        description = _("Asks organisations to add what they need people for.")
        preview_value = {
            "heading": _("Does your organisation need people?"),
            "text": _(
                "Tell us about the job. We help you with the wording, and people find you here."
            ),
        }
        template = "home/blocks/hosts.html"
        tone = "brand"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        return furniture(self.language)
