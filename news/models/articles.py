"""News of the centre and of organisations."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel

from editorial.filters import ByChoice, ByMonth, ByTag
from editorial.index import EditorialIndexPage, Teaser
from editorial.models import EditorialPage

RELATED = 3


class NewsTag(TaggedItemBase):
    """A tag of a news item."""

    content_object = ParentalKey("news.NewsPage", related_name="tagged_items")  # type: ignore[django-manager-missing]  # Wagtail is untyped


class NewsPage(EditorialPage):
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
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name=_("tags"))

    schema_type = "NewsArticle"
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        frame = kwargs.get("frame") or self.get_parent().specific
        return {**context, "index": frame, "related": self.related(frame)}

    def related(self, index: "NewsIndexPage") -> Sequence[Teaser]:
        """Return the newest others of the same category, as ``index`` shows them."""
        others = index.items().filter(category=self.category)
        return index.teasers(others.exclude(translation_key=self.translation_key)[:RELATED])


class NewsIndexPage(EditorialIndexPage):
    """All news, newest first."""

    role = "news"
    item_model = NewsPage
    filters = (
        ByChoice("category", _("Category"), "category", NewsPage.Category.choices),
        ByTag("tag", _("Tag"), "tags"),
        ByMonth(),
    )
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["news.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
