"""What robots may read: all public pages and entries, each in its languages."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from wagtail.models import Page

from advice.models import Question
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.furniture import HOME_DEPTH
from portal.common.models import Entry


class PageSitemap(Sitemap[Page]):
    """The editorial pages."""

    def items(self) -> QuerySet[Page]:
        pages: QuerySet[Page] = Page.objects.live().public().filter(depth__gte=HOME_DEPTH)
        return pages.order_by("path")

    def location(self, item: Page) -> str:
        return str(item.url)

    def lastmod(self, item: Page) -> datetime.datetime | None:
        moment: datetime.datetime | None = item.last_published_at
        return moment


class EntrySitemap(Sitemap[Entry]):
    """Published versions of public entries."""

    def __init__(self, model: type[Entry]) -> None:
        self.model = model

    def items(self) -> QuerySet[Entry]:
        public = self.model.objects.published().values("pk")
        versions = self.model.objects.live().filter(Q(pk__in=public) | Q(source__in=public))
        texts = ("source", "locale__language_code", self.model.title_field, "last_published_at")
        return versions.select_related("locale").only(*texts).order_by("pk")

    def location(self, item: Entry) -> str:
        return item.url_in(item.locale.language_code)

    def lastmod(self, item: Entry) -> datetime.datetime | None:
        moment: datetime.datetime | None = item.last_published_at
        return moment


SITEMAPS = {
    "pages": PageSitemap,
    "opportunities": EntrySitemap(Opportunity),
    "organisations": EntrySitemap(Organisation),
    "questions": EntrySitemap(Question),
}
