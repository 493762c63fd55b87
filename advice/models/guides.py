"""Guides: what one has to know about a topic in a country."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from advice.filters import ByCountry, ByTopic
from advice.models.topics import Advice, LawSource
from editorial.index import EditorialIndexPage, Teaser, by_name
from editorial.models import EditorialPage

# Others of the same topic, where editors chose none.
RELATED = 3


class GuidePage(Advice, EditorialPage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """One guide."""

    # Rows of the models below.
    sources: Any
    downloads: Any
    related_guides: Any

    is_not = models.CharField(
        _("what it is not"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, so that nobody takes it for more: “It is no legal opinion …”"),
    )
    checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    override_translatable_fields: ClassVar = [
        *EditorialPage.override_translatable_fields,
        SynchronizedField("checked_by"),
    ]
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        FieldRowPanel([FieldPanel("topic"), FieldPanel("country")]),
        *EditorialPage.content_panels[1:-1],
        FieldPanel("is_not"),
        *EditorialPage.content_panels[-1:],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("checked_by"), FieldPanel("checked_on")]),
                FieldPanel("review_on"),
            ],
            _("How sure it is"),
        ),
        InlinePanel("sources", heading=_("Sources of law"), label=_("source of law")),
        InlinePanel("downloads", heading=_("To take away"), label=_("document")),
        InlinePanel("related_guides", heading=_("Read on"), label=_("guide")),
    ]
    parent_page_types: ClassVar = ["advice.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def kicker(self) -> str:
        """What stands below the title in a list."""
        topic = self.known_topic
        named = (topic.label if topic else "", self.country_label)
        return ", ".join(filter(None, named))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        frame = kwargs.get("frame") or self.get_parent().specific
        return {
            **context,
            "sources": list(self.sources.all()),
            "downloads": [one.document for one in self.downloads.select_related("document")],
            "related": self.related(frame),
        }

    def related(self, index: Any) -> Sequence[Teaser]:
        """Return the guides that editors chose, else others of the topic, as ``index`` has them."""
        chosen = [one.guide.translation_key for one in self.related_guides.select_related("guide")]
        guides = index.items().exclude(translation_key=self.translation_key)
        if chosen:
            found: Sequence[Teaser] = index.teasers(guides.filter(translation_key__in=chosen))
            return found
        alike = guides.filter(topic=self.topic_id, country__in=(self.country, ""))
        others: Sequence[Teaser] = index.teasers(alike[:RELATED]) if self.topic_id else []
        return others


class GuideSource(LawSource):
    """A passage of law that a guide stands on."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="sources")


class GuideDownload(Orderable):
    """A document that goes with a guide."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(
        "wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document")
    )

    panels: ClassVar = [FieldPanel("document")]

    def __str__(self) -> str:
        return str(self.document)


class RelatedGuide(Orderable):
    """A guide to read after another one."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="related_guides")
    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="+", verbose_name=_("guide"))

    panels: ClassVar = [PageChooserPanel("guide")]

    def __str__(self) -> str:
        return str(self.guide)


class GuideIndexPage(EditorialIndexPage):
    """All guides, by topic."""

    role = "guides"
    item_model = GuidePage
    filters = (ByCountry(), ByTopic())
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["advice.GuidePage"]

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")

    def ordered(self, items: QuerySet[Any]) -> QuerySet[Any]:
        return items.order_by("topic__sort_order", "country", "title")

    def keys(self, items: QuerySet[Any]) -> Iterable[int]:
        return by_name(items, "topic__sort_order", "country")
