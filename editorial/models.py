"""What articles, stories, events and guides have in common, and the pages that list them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from editorial import illustrations
from editorial.blocks import BodyBlock
from portal.common.contents import Contents, with_contents
from portal.common.furniture import language_of
from portal.common.heads import Head, absolute
from portal.common.pages import BasePage


class BodyMixin(models.Model):
    """A text built from blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    class Meta:
        abstract = True

    def contents(self, context: Mapping[str, Any]) -> Contents:
        """Return the text as HTML with its headings marked."""
        illustrations.fetch(self.body)
        return with_contents("".join(str(block.render(context)) for block in self.body))


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

    head_panels: ClassVar = [
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
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
        context = super().get_context(request, *args, **kwargs)
        if frame:
            context["head"] = replace(context["head"], crumbs=frame.trail(request))
        context["lang"] = self.language if frame else ""
        return {**context, "contents": self.contents(context)}

    def head(self, request: HttpRequest) -> Head:
        image = illustrations.for_sharing(self.picture) if self.picture else ""
        return replace(super().head(request), kind="article", image=image)

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
