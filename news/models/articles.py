"""News of the centre and of organisations."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel

from editorial.filters import ByChoice, ByMonth, ByTag, Shown
from editorial.index import EditorialIndexPage, Teaser
from editorial.models import EditorialPage
from portal.common.translations.fields import (
    OwnField,
    SynchronizedField,
    TranslatableField,
    TranslatedTags,
)

RELATED = 3


class NewsTag(TaggedItemBase):
    """A tag of a news item."""

    content_object = ParentalKey("news.NewsPage", related_name="tagged_items")


class NewsPage(EditorialPage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """One news item."""

    class Category(models.TextChoices):
        CENTRE = "centre", _("From the centre")
        ORGANISATIONS = "organisations", _("From organisations")
        CALLS = "calls", _("Help wanted")
        LAW = "law", _("Law and money")
        TIPS = "tips", _("How to")

    category = models.CharField(
        _("category"), max_length=20, choices=Category, default=Category.CENTRE
    )
    author = models.CharField(_("author"), max_length=120, blank=True)
    tags = TranslatedTags(through=NewsTag, blank=True, verbose_name=_("tags"))

    schema_type = "NewsArticle"
    dated = True
    override_translatable_fields: ClassVar = [
        *EditorialPage.override_translatable_fields,
        SynchronizedField("author"),
        # Tags are words of a language; their rows follow from them.
        TranslatableField("tags"),
        OwnField("tagged_items"),
    ]
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        FieldPanel("category"),
        *EditorialPage.content_panels[1:],
        FieldPanel("author"),
        FieldPanel("tags"),
    ]
    parent_page_types: ClassVar = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def kicker(self) -> str:
        """What stands above the title in a list."""
        return str(self.get_category_display())

    @property
    def placard_lines(self) -> tuple[str, ...]:
        published = self.first_published_at
        return (date_format(timezone.localtime(published)),) if published else ()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        frame = kwargs.get("frame") or self.get_parent().specific
        return {**context, "index": frame, "related": self.related(frame)}

    def related(self, index: "NewsIndexPage") -> Sequence[Teaser]:
        """Return the newest others of the same category, as ``index`` shows them."""
        found = index.arranged(Shown({CATEGORY: self.category}))[: RELATED + 1]
        others = [page for page in found if page.translation_key != self.translation_key]
        return index.teasers(others[:RELATED])


CATEGORY = ByChoice("category", _("Category"), "category", NewsPage.Category.choices)


class NewsIndexPage(EditorialIndexPage):
    """All news, newest first."""

    role = "news"
    item_model = NewsPage
    filters = (
        CATEGORY,
        ByTag("tag", _("Tag"), "tags"),
        ByMonth(),
    )
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["news.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
