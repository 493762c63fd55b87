"""Plain pages."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from editorial.models import EditorialPage
from home import cards
from portal.common.furniture import furniture
from portal.common.heads import Head, absolute


class StandardPage(EditorialPage):
    """A plain page: about us, privacy, accessibility, how it works; or a leaflet to print."""

    summary = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One or two sentences.")
    )
    is_leaflet = models.BooleanField(
        _("leaflet"),
        default=False,
        help_text=_("Printed, it is one sheet with the contact and a code that leads here."),
    )

    schema_type = "WebPage"
    content_panels: ClassVar = [*EditorialPage.content_panels, FieldPanel("is_leaflet")]
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "home/leaflet.html" if self.is_leaflet else "home/standard_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.is_leaflet:
            front = absolute(furniture(self.language).url)
            context |= {"front": front, "code": cards.qr_code(front)}
        return context

    def head(self, request: HttpRequest) -> Head:
        return replace(super().head(request), kind="website")
