"""What articles, stories, events and guides have in common, and the pages that list them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.models import Page

from editorial import illustrations
from editorial.blocks import BodyBlock
from portal.common import placards, routing, sites
from portal.common.caching import declare_for_all
from portal.common.contents import Contents, in_order, with_contents
from portal.common.furniture import language_of, pages_here, site
from portal.common.heads import Head, Shared, absolute
from portal.common.pages import BasePage
from portal.common.placards import Placard

# What the address of a page's placard begins with.
PLACARD = "page"


class BodyMixin(models.Model):
    """A text built from blocks."""

    body = StreamField(BodyBlock, verbose_name=_("text"), blank=True)

    class Meta:
        abstract = True

    def contents(self, context: Mapping[str, Any]) -> Contents:
        """Return the text as HTML with its headings marked."""
        illustrations.fetch(self.body)
        html = "".join(str(block.render(context)) for block in self.body)
        return with_contents(in_order(html))


class RoutedMixin(RoutablePageMixin):
    """For pages with addresses below them: Wagtail's own knows no frame of another language."""

    def serve(
        self, request: HttpRequest, *args: Any, frame: BasePage | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Return the page, or what lies below it; ``frame`` is a list of another language."""
        if frame is None:
            # Wagtail's route to the page itself does not pass our own ``serve``.
            return declare_for_all(request, super().serve(request, *args, **kwargs))
        # Past the routes, to the page itself.
        framed: HttpResponse = super(RoutablePageMixin, self).serve(request, frame=frame)
        return framed


class EditorialPage(BodyMixin, BasePage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """A page with a summary, a picture and a text."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences: they stand in lists, in feeds and where it is shared."),
    )
    picture = models.ForeignKey(
        "common.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("For those who do not see it. Leave it empty if it only decorates."),
    )

    # What it is for machines (schema.org).
    schema_type: ClassVar[str] = "Article"
    # Whether lists say when it was published.
    dated: ClassVar[bool] = False

    head_panels: ClassVar = [
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        MultiFieldPanel(
            [
                FieldPanel("picture"),
                FieldPanel("picture_alt", widget=AdminAutoHeightTextInput),
            ],
            _("Picture"),
        ),
    ]
    content_panels: ClassVar = [*BasePage.content_panels, *head_panels, FieldPanel("body")]

    class Meta:
        abstract = True

    @cached_property
    def language(self) -> str:
        """The language that the page is written in."""
        return language_of(self)

    @property
    def description(self) -> str:
        return str(self.search_description or self.summary)

    def get_context(
        self, request: HttpRequest, *args: Any, frame: BasePage | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Return what the template shows; ``frame`` is a list of another language around it."""
        illustrations.fetch(self.picture, self.body)
        context = super().get_context(request, *args, **kwargs)
        if frame:
            context["head"] = replace(context["head"], crumbs=frame.trail(request))
        context["lang"] = self.language if frame else ""
        return {**context, "contents": self.contents(context)}

    def head(self, request: HttpRequest) -> Head:
        head = super().head(request)
        readable = readable_in(head.alternates)
        return replace(head, kind="article", image=self.image(), readable=readable)

    def image(self) -> Shared | None:
        """Return what networks show of it: its picture or, if it has none, its words."""
        if self.picture and (own := illustrations.for_sharing(self.picture, self.picture_alt)):
            return own
        return placards.shared(PLACARD, str(self.pk), self.placard()) if self.live else None

    def placard(self) -> Placard:
        """Return what stands on its picture where it is shared, in its own language."""
        with translation.override(self.language):
            return Placard(self.title, self.kicker, self.placard_lines)

    @property
    def kicker(self) -> str:
        """What it is, in a word or two."""
        return ""

    @property
    def placard_lines(self) -> tuple[str, ...]:
        """The facts that help to decide whether to open it."""
        return ()

    @classmethod
    def placard_of(cls, key: str) -> Placard | None:
        """Return the placard of the public page with that primary key."""
        known = key.isdecimal() and len(key) <= placards.LONGEST
        found = pages_here(Page.objects.live().public()).filter(pk=key) if known else ()
        page = next((row.specific for row in found), None)
        return page.placard() if isinstance(page, EditorialPage) else None

    def things(self, request: HttpRequest) -> Sequence[Mapping[str, Any]]:
        facts = {
            "@type": self.schema_type,
            "headline": self.title,
            "description": self.description,
            "inLanguage": self.language,
            "url": absolute(self.path_for(request)),
            "datePublished": self.first_published_at and self.first_published_at.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
        }
        known = {name: value for name, value in facts.items() if value}
        return [{"@context": "https://schema.org", **known}]


def readable_in(alternates: Mapping[str, str]) -> dict[str, str]:
    """Return where a page is read in each language: in its own words where it has no others.

    ``alternates`` are the paths of its versions, the first one that was there before others.
    """
    first = next(iter(alternates.values()), "")
    above, _slash, slug = first.rstrip("/").rpartition("/")
    lists = paths_of_list(f"{above}/")
    return {code: alternates.get(code) or f"{path}{slug}/" for code, path in lists.items()}


def paths_of_list(path: str) -> Mapping[str, str]:
    """Return the paths of the list at ``path`` in each language; none if there is no list."""
    page = routing.upper_pages().get((sites.active_key(), path))
    if page is None or not hasattr(page, "item_model"):
        return {}
    return site().addresses.get(page.translation_key, {})
