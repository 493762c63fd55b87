"""The home page of each language."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from home.blocks.front import FrontBlock
from home.front import front
from portal.common.furniture import furniture, language_of
from portal.common.heads import absolute
from portal.common.pages import FrontPage


class HomePage(FrontPage):
    """The front door of one language: the question, the ways in, and what editors compose."""

    heading = models.CharField(
        _("heading"), max_length=80, help_text=_("A question to the visitor, in a few words.")
    )
    lede = models.CharField(_("sentence below the heading"), max_length=240, blank=True)
    body = StreamField(FrontBlock, verbose_name=_("parts of the page"), blank=True)

    content_panels: ClassVar = [
        *FrontPage.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lede")], _("Top of the page")),
        FieldPanel("body"),
        *FrontPage.furniture_panels,
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "front": front(self, context)}

    @property
    def head_title(self) -> str:
        return str(self.seo_title or self.tagline or self.title)

    @property
    def description(self) -> str:
        return str(self.search_description or self.lede)

    def things(self, request: HttpRequest) -> Sequence[Mapping[str, Any]]:
        around = furniture(language_of(self))
        facts = {
            "name": around.brand,
            "description": self.tagline,
            "url": absolute(self.path_for(request)),
            "telephone": around.phone,
            "email": around.email,
            "address": self.address,
        }
        known = {name: value for name, value in facts.items() if value}
        return [{"@context": "https://schema.org", "@type": "Organization", **known}]
