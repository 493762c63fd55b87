"""How news, stories and events are found."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.search import PageSearch
from news import calendars
from news.models import EventPage, NewsPage, StoryPage
from search.models import Place


class NewsSearch(PageSearch):
    kind = "news"
    model = NewsPage
    label = _("News")
    icon = "i-rss"
    order = 13
    words = ("author",)

    def facts(self, page: NewsPage) -> tuple[str, ...]:
        moment = page.first_published_at
        return (page.kicker, date_format(timezone.localtime(moment)) if moment else "")


class StorySearch(PageSearch):
    kind = "story"
    model = StoryPage
    label = _("Stories")
    icon = "i-pen"
    order = 14
    words = ("person", "doing", "quote")


class EventSearch(PageSearch):
    kind = "event"
    model = EventPage
    label = _("Events")
    icon = "i-calendar"
    order = 12
    words = ("venue", "organiser", "audience")
    related = ("place__region__parent",)

    def more_words(self, page: EventPage) -> Iterable[str]:
        place: Place | None = page.place
        return [*super().more_words(page), place.name if place else ""]

    def facts(self, page: EventPage) -> tuple[str, ...]:
        start = timezone.localtime(page.next.start)
        over = str(_("It is over")) if page.is_over else ""
        return (over, date_format(start, "DATETIME_FORMAT"), calendars.place(page))
