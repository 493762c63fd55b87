"""What the pages of all rooms have in common."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from portal.common import furniture
from portal.common.caching import declare_for_all
from portal.common.heads import Head, Link


class BasePage(Page):
    """A page that knows its head, its trail and its other languages."""

    # By which other rooms find the page, wherever editors put it.
    role: ClassVar[str] = ""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; the same for everybody, unless somebody is known by a session."""
        return declare_for_all(request, super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "head": self.head(request)}

    def head(self, request: HttpRequest) -> Head:
        """Return what the page says about itself."""
        return Head(
            title=self.head_title,
            description=self.description,
            path=self.path_for(request),
            alternates=self.alternates(request),
            crumbs=self.crumbs(request),
            things=self.things(request),
        )

    @property
    def head_title(self) -> str:
        """The words of ``<title>`` before the brand."""
        return str(self.seo_title or self.title)

    @property
    def description(self) -> str:
        """One or two sentences for search engines and shared links."""
        return str(self.search_description)

    def path_for(self, request: HttpRequest) -> str:
        """Return the page's path; in a preview of a new page, that of the request."""
        return self.known_path or self.get_url(request) or request.path

    @property
    def known_path(self) -> str:
        """The path of an upper page, without asking the database; "" for any other."""
        if not self.depth or self.depth > furniture.HOME_DEPTH + 1:
            return ""
        paths = furniture.site().addresses.get(self.translation_key, {})
        return paths.get(furniture.language_of(self), "")

    def get_view_restrictions(self) -> Any:
        """Return who may see the page; most sites show all pages to all visitors."""
        if not furniture.restricted():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def alternates(self, request: HttpRequest) -> Mapping[str, str]:
        """Return the path of each live translation, this page included, by language."""
        if self.depth and self.depth <= furniture.HOME_DEPTH + 1:
            return furniture.site().addresses.get(self.translation_key, {})
        pages = self.get_translations(inclusive=True).live()
        return {furniture.language_of(page): page.get_url(request) for page in pages}

    def crumbs(self, request: HttpRequest) -> Sequence[Link]:
        """Return the pages above this one, from the home page down."""
        if not self.depth or self.depth <= furniture.HOME_DEPTH:
            return []
        home = Link(str(_("Home")), furniture.furniture(furniture.language_of(self)).url)
        if self.depth == furniture.HOME_DEPTH + 1:
            return [home]
        above = self.get_ancestors().filter(depth__gt=furniture.HOME_DEPTH)
        return [home, *(Link(page.title, page.get_url(request)) for page in above)]

    def trail(self, request: HttpRequest) -> list[Link]:
        """Return the crumbs of what lies below this page without being a page itself."""
        return [*self.crumbs(request), Link(self.title, self.path_for(request))]

    def things(self, request: HttpRequest) -> Sequence[Mapping[str, Any]]:
        """Return what the page describes for machines, as JSON-LD."""
        return []


class FrontPage(BasePage):
    """The home page of a language, with what stands around all pages of that language."""

    role = furniture.FRONT

    brand = models.CharField(_("name of the portal"), max_length=60)
    tagline = models.CharField(
        _("what it is, in a few words"),
        max_length=80,
        help_text=_("Stands below the name, for example “Volunteering in the borderland”."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(
        _("when somebody answers"),
        max_length=120,
        blank=True,
        help_text=_("For example “Monday to Thursday 9–17”."),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        abstract = True
