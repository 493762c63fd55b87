"""Parts of the home page that show what the editorial rooms and the experts publish."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from advice.cards import cards
from advice.helpful import newest_helpful
from advice.models import QuestionIndexPage
from editorial.filters import Shown
from editorial.index import EditorialIndexPage, Teaser
from editorial.models import EditorialPage
from home.blocks.bands import HALF, NARROW, BandBlock
from home.blocks.contacts import shown
from news.models import EventIndexPage, NewsIndexPage, StoryIndexPage
from portal.common import caching
from portal.common.furniture import furniture

MOST_TEASERS = 6


class Listed(NamedTuple):
    """The first pages of a list, and its address."""

    teasers: Sequence[Teaser]
    url: str


def first(index: EditorialIndexPage, most: int) -> list[Teaser]:
    """Return the first pages of a list."""
    return index.teasers(index.arranged(Shown({}))[:most])


def versions(index: EditorialIndexPage, page: EditorialPage) -> list[Teaser]:
    """Return ``page`` as the list shows it, in its own language if that has it; nothing if not."""
    pages = index.rows().filter(translation_key=page.translation_key)
    return index.teasers(each for each in pages if each.pk in index.visible())


class TeasersBlock(BandBlock):
    """The first pages of a list; subclasses set ``index``."""

    most = blocks.IntegerBlock(
        label=_("how many at most"), min_value=1, max_value=MOST_TEASERS, default=3
    )

    index: type[EditorialIndexPage]

    class Meta:
        width = HALF

    def found(self, value: Any, context: Mapping[str, Any]) -> Listed | None:
        index = self.index.in_language(self.language)
        teasers = first(index, value.get("most") or 3) if index else []
        return Listed(teasers, index.list_url) if index and teasers else None


class NewsBlock(TeasersBlock):
    """The newest news."""

    index = NewsIndexPage

    class Meta:
        label = _("News")
        icon = "doc-full"
        description = _("The newest news items.")
        preview_value = {"heading": _("What’s new"), "most": 2}
        template = "home/blocks/news.html"


class EventsBlock(TeasersBlock):
    """What comes next."""

    index = EventIndexPage

    class Meta:
        label = _("Next events")
        icon = "calendar-alt"
        description = _("The events and courses that come next; what is over goes by itself.")
        preview_value = {"heading": _("Where you can join us"), "most": 2}
        template = "home/blocks/events.html"

    def found(self, value: Any, context: Mapping[str, Any]) -> Listed | None:
        found = super().found(value, context)
        if found and (request := context.get("request")):
            for teaser in found.teasers:
                # Then another one is next.
                caching.good_until(request, teaser.page.next.end)
        return found


class StoryBlock(BandBlock):
    """The story of one volunteer."""

    story = blocks.PageChooserBlock(
        label=_("story"),
        page_type="news.StoryPage",
        required=False,
        help_text=_("Empty: the newest one."),
    )

    class Meta:
        label = _("A volunteer’s story")
        icon = "user"
        description = _("One story with its picture: the one you choose, or the newest.")
        preview_value = {"heading": _("A story")}
        template = "home/blocks/story.html"
        tone = "tint"

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        index = StoryIndexPage.in_language(self.language)
        if index is None:
            return None
        chosen = value.get("story")
        found = [*(versions(index, chosen) if chosen else []), *first(index, 1)]
        return Listed(found[:1], index.list_url) if found else None


class QuestionBlock(BandBlock):
    """A question that has an answer."""

    question = SnippetChooserBlock(
        "advice.Question",
        label=_("question"),
        required=False,
        help_text=_("Empty: the newest answer that somebody called helpful."),
    )

    class Meta:
        label = _("Question of the month")
        icon = "help"
        description = _("A published question with the beginning of its answer.")
        preview_value = {"heading": _("Question of the month")}
        template = "home/blocks/question.html"
        width = NARROW

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        url = QuestionIndexPage.url_in(self.language)
        if not url:
            return None
        chosen = value.get("question")
        keys = [*([chosen.facts.pk] if chosen else []), newest_helpful()]
        found = cards([key for key in keys if key], self.language, url)
        return {"card": found[0], "url": url} if found else None


class CentreBlock(BandBlock):
    """Somebody to talk to, and whether the door is open now."""

    text = blocks.TextBlock(label=_("text"), required=False, rows=3, default="")
    person = blocks.CharBlock(label=_("who answers"), required=False, max_length=80, default="")
    role = blocks.CharBlock(
        label=_("about that person"),
        required=False,
        max_length=120,
        help_text=_("A few words."),
        default="",
    )
    point = blocks.PageChooserBlock(
        label=_("contact point"),
        page_type="home.ContactPage",
        required=False,
        help_text=_("Shows its address and whether it is open now."),
    )

    class Meta:
        label = _("Whom to call")
        icon = "mail"
        description = _("A person, the telephone number and an office with its opening hours.")
        preview_value = {
            "heading": _("Not sure? Talk to Jitka."),
            "person": "Jitka Vondrušková",
            "role": _("has seen most kinds of first days"),
        }
        template = "home/blocks/centre.html"
        width = NARROW

    def found(self, value: Any, context: Mapping[str, Any]) -> Any:
        page = value.get("point")
        point = page.localized if page else None
        if point and point.live:
            return {**reached(point), **shown(point, context.get("request"))}
        here = reached(None)
        return here if here["phone"] or here["email"] else None


def reached(point: Any) -> dict[str, str]:
    """Return how to reach a contact point, or the centre where that does not say."""
    here = furniture()
    if point is None:
        return {"phone": here.phone, "email": here.email, "hours": here.hours}
    return {"phone": point.phone or here.phone, "email": point.email or here.email, "hours": ""}
