"""The home page of each language, and plain pages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import expand_db_html

from opportunities.models import OpportunityIndexPage
from portal.common.contents import Contents, with_contents
from portal.common.heads import absolute
from portal.common.pages import BasePage, FrontPage
from portal.common.richtext import FULL

if TYPE_CHECKING:
    from home.showcase import Showcase


class HomePage(FrontPage):
    """The front door of one language: the question, the ways in, and a person to call."""

    heading = models.CharField(
        _("heading"), max_length=80, help_text=_("A question to the visitor, in a few words.")
    )
    lede = models.CharField(_("sentence below the heading"), max_length=240, blank=True)
    call_heading = models.CharField(_("heading of the box"), max_length=80, blank=True)
    call_text = models.TextField(_("text of the box"), blank=True)
    call_person = models.CharField(_("who answers"), max_length=80, blank=True)
    call_person_role = models.CharField(
        _("about that person"), max_length=120, blank=True, help_text=_("A few words.")
    )

    content_panels: ClassVar = [
        *FrontPage.content_panels,
        MultiFieldPanel([FieldPanel("brand"), FieldPanel("tagline")], _("Name")),
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lede")], _("Top of the page")),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("hours"),
                FieldPanel("email"),
                FieldPanel("address"),
            ],
            _("Contact, on every page"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("call_heading"),
                FieldPanel("call_person"),
                FieldPanel("call_person_role"),
                FieldPanel("call_text"),
            ],
            _("Box with the telephone number"),
        ),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "shown": self.shown()}

    def shown(self) -> "Showcase | None":
        """Return what the page shows of the opportunities, once there is a list of them."""
        # Here, because models of other apps are not complete while ours are read.
        from home.showcase import showcase

        language = self.locale.language_code
        url = OpportunityIndexPage.url_in(language)
        return showcase(language, url) if url else None

    @property
    def head_title(self) -> str:
        return str(self.seo_title or self.tagline or self.brand)

    @property
    def description(self) -> str:
        return str(self.search_description or self.lede)

    def things(self, request: HttpRequest) -> Sequence[Mapping[str, Any]]:
        facts = {
            "name": self.brand,
            "description": self.tagline,
            "url": absolute(self.path_for(request)),
            "telephone": self.phone,
            "email": self.email,
            "address": self.address,
        }
        known = {name: value for name, value in facts.items() if value}
        return [{"@context": "https://schema.org", "@type": "Organization", **known}]


class StandardPage(BasePage):
    """A plain page: about us, privacy, accessibility, how it works."""

    intro = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One or two sentences.")
    )
    body = RichTextField(_("text"), features=FULL, blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "contents": self.contents()}

    def contents(self) -> Contents:
        """Return the text with its headings marked."""
        return with_contents(expand_db_html(self.body))

    @property
    def description(self) -> str:
        return str(self.search_description or self.intro)
