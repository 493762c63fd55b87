"""A contact point in the middle of a text."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.common import caching


class ContactBlock(blocks.StructBlock):
    """Where to find and how to reach one contact point, and whether somebody is there now."""

    page = blocks.PageChooserBlock(label=_("contact point"), page_type="home.ContactPage")

    class Meta:
        label = _("Contact card")
        icon = "mail"
        description = _("Address, telephone and whether it is open now, kept true by itself.")
        template = "home/blocks/contact.html"

    def get_preview_value(self) -> Any:
        # Models are not complete while this file is read.
        from home.models import ContactPage

        return self.normalize({"page": ContactPage.objects.live().first()})

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        page = value.get("page")
        point = page.localized if page and page.live else None
        return {**context, **(shown(point, context.get("request")) if point else {})}


def shown(point: Any, request: Any) -> dict[str, Any]:
    """Return the point and whether it is open; the answer is good until that changes."""
    state = point.opening.state(timezone.now())
    if request:
        caching.good_until(request, state.until)
    return {"point": point, "state": state}
