"""The list of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from editorial.filters import ByChoice, Filter, Shown
from editorial.index import EditorialIndexPage
from news import calendars
from news.models.events import EventPage
from portal.common import feeds
from portal.common.caching import declare_public


@dataclass(frozen=True, eq=False)
class When(Filter):
    """Coming or past; the list itself does the rest (:meth:`EventIndexPage.arranged`)."""

    by_the_clock: ClassVar = True

    def known(self, value: str) -> bool:
        return value == PAST

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        over = items.filter(over_at__lte=timezone.now()).count()
        return [(PAST, str(_("What has been")), over)] if over else []

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items

    def is_worth_it(self, found: Sequence[Any]) -> bool:
        return bool(found)


PAST = "past"
WHEN = When("when", _("When"))


class EventIndexPage(EditorialIndexPage):
    """What is coming, the next first; what is over, the last first."""

    role = "events"
    item_model = EventPage
    filters = (WHEN, ByChoice("kind", _("Kind"), "kind", EventPage.Kind.choices))
    teasers_template = "news/event_teasers.html"
    index_template = "news/event_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["news.EventPage"]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def ordered(self, items: QuerySet[Any]) -> QuerySet[Any]:
        return items.select_related("place", "organisation").order_by("starts_at", "pk")

    def arranged(self, shown: Shown) -> Sequence[Any]:
        """Return the coming ones, the next first; or, if asked for, those that are over."""
        items, now = self.narrowed(shown), timezone.now()
        if shown.values.get(WHEN) == PAST:
            return items.filter(over_at__lte=now).order_by("-over_at", "-pk")  # type: ignore[return-value]
        # A series that began long ago may come before what begins tomorrow.
        return sorted(items.filter(over_at__gt=now), key=lambda event: event.next.start)

    def latest(self, shown: Shown) -> Sequence[Any]:
        """Return what is coming, the next first: what is over is no news."""
        return self.arranged(shown)[: feeds.MOST]

    @path("calendar/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """All that is coming, for calendars that subscribe to it."""
        events = self.arranged(Shown({}))[: feeds.MOST]
        return declare_public(calendars.response(events, name=self.title, language=self.language))
