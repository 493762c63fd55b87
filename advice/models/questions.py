"""Questions with published answers. Nothing in them tells who asked."""

from typing import Any, ClassVar

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from advice.jsonld import qa_page
from advice.models.guides import GuidePage
from advice.models.topics import Advice, LawSource
from portal.common.html import plain
from portal.common.models import Entry
from portal.common.placards import Placard
from portal.common.querysets import EntryQuerySet
from portal.common.richtext import LIMITED

LONGEST_SUMMARY = 200


class QuestionQuerySet(EntryQuerySet):
    """Questions."""

    def for_page(self) -> "QuestionQuerySet":
        return super().for_page().prefetch_related("sources", "guides__guide")


class Question(Advice, Entry):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """One question and its answer. Topic, country, dates and sources are those of the source."""

    # Rows of the models below.
    sources: Any
    guides: Any

    title = models.CharField(
        _("question in one line"),
        max_length=160,
        help_text=_("As people would ask it: “Am I insured if I break something?”"),
    )
    question = models.TextField(
        _("question"),
        blank=True,
        help_text=_("More of it, in your own words. No names, no addresses, no numbers."),
    )
    answer = RichTextField(_("answer"), features=LIMITED)
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day on which the answer was right.")
    )

    index_model = "advice.QuestionIndexPage"
    role = "questions"

    objects = QuestionQuerySet.as_manager()

    translatable_fields: ClassVar = [
        TranslatableField(name) for name in ("title", "question", "answer")
    ]

    class Meta(Entry.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["-first_published_at", "-pk"]

    @property
    def summary(self) -> str:
        """The beginning of the answer."""
        return str(Truncator(plain(self.answer)).chars(LONGEST_SUMMARY))

    def things(self) -> list[dict[str, Any]]:
        return [qa_page(self)]

    def placard(self) -> Placard:
        topic = self.facts.known_topic
        return Placard(
            self.title,
            kicker=topic.label if topic else "",
            lines=(self.facts.country_label,),
        )


class QuestionSource(LawSource):
    """A passage of law that an answer stands on."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="sources")


class QuestionGuide(Orderable):
    """A guide that says more."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="guides")
    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="+", verbose_name=_("guide"))

    panels: ClassVar = [PageChooserPanel("guide")]

    def __str__(self) -> str:
        return str(self.guide)
