"""What robots may read: all public pages and entries, with their languages and true dates."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q, QuerySet
from wagtail.models import Page

from advice.models import Question
from editorial.index import EditorialIndexPage
from home.models import SearchPage
from opportunities.guide import slug_in
from opportunities.models import Opportunity, OpportunityIndexPage
from organisations_directory.models import Organisation
from portal.common import sites
from portal.common.furniture import HOME_DEPTH, furniture, language_of, pages_here, path_of, site
from portal.common.heads import absolute
from portal.common.models import Entry
from portal.common.pages import FrontPage
from search import reach
from search.pages import ListingPage

Item = TypeVar("Item", bound=Any)
Moment = datetime.datetime | None
# Addresses in one file; robots take ten times as many, but the answer is made at once.
MOST = 5000


class VersionSitemap(Sitemap[Item]):
    """Things that exist in several languages; each address names all of them."""

    limit = MOST

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, protocol)
        versions = self.versions([url["item"] for url in urls])
        for url in urls:
            paths = versions[self.key(url["item"])]
            url["alternates"] = [
                {"lang_code": code, "location": absolute(path)} for code, path in paths.items()
            ]
        return urls

    def get_domain(self, site: Any = None) -> str:
        """Return the host that pages name as theirs, whatever a proxy calls it."""
        return urlsplit(sites.url()).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(sites.url()).scheme

    def key(self, item: Item) -> Any:
        """Return what all versions of ``item`` have in common."""
        raise NotImplementedError

    def versions(self, items: Iterable[Item]) -> Mapping[Any, Mapping[str, str]]:
        """Return the path in each language by key."""
        raise NotImplementedError


class PageSitemap(VersionSitemap[Page]):
    """The editorial pages. A list has changed when something in it has."""

    def __init__(self) -> None:
        # When lists changed, by primary key.
        self.known: dict[int, Moment] = {}

    def items(self) -> QuerySet[Page]:
        return public_pages().order_by("path")

    def location(self, item: Page) -> str:
        return path_of(item)

    def lastmod(self, item: Page) -> Moment:
        kind = item.specific_class
        if kind and issubclass(kind, EditorialIndexPage | ListingPage | FrontPage):
            return self.changed(item.specific)
        moment: Moment = item.last_published_at
        return moment

    def changed(self, page: Page) -> Moment:
        """Return when a list, or what it shows, changed last; a home page shows all lists."""
        if page.pk not in self.known:
            self.known[page.pk] = newest(page.last_published_at, *self.shown(page))
        return self.known[page.pk]

    def shown(self, page: Page) -> Iterator[Moment]:
        """Yield when what ``page`` shows changed."""
        if isinstance(page, ListingPage):
            yield newest_in(page.entry_model.objects.live())
        elif isinstance(page, EditorialIndexPage):
            yield newest_in(page.items())
        elif isinstance(page, FrontPage):
            yield from (self.changed(each) for each in page.get_children().live().specific())

    def get_latest_lastmod(self) -> Moment:
        return newest(newest_in(public_pages()), *(newest_in(m.objects.live()) for m in ENTRIES))

    def key(self, item: Page) -> Any:
        return item.translation_key

    def versions(self, items: Iterable[Page]) -> Mapping[Any, Mapping[str, str]]:
        found: dict[Any, dict[str, str]] = defaultdict(dict)
        keys = {item.translation_key for item in items}
        for page in self.items().filter(translation_key__in=keys).order_by("pk"):
            found[page.translation_key][language_of(page)] = self.location(page)
        return found


class GuideSitemap(PageSitemap):
    """The guide "What fits me", below each list of opportunities."""

    def items(self) -> QuerySet[Page]:
        pages: Any = super().items()
        lists: QuerySet[Page] = pages.type(OpportunityIndexPage)
        return lists

    def location(self, item: Page) -> str:
        return f"{path_of(item)}{slug_in(language_of(item))}/"


class EntrySitemap(VersionSitemap[Entry]):
    """Published versions of public entries."""

    def __init__(self, model: type[Entry]) -> None:
        self.model = model

    def items(self) -> QuerySet[Entry]:
        public = reach.shown_here(self.model.objects.published()).values("pk")
        versions = self.model.objects.live().filter(Q(pk__in=public) | Q(source__in=public))
        listed = [code for code in site().languages if self.model.role in furniture(code).roles]
        versions = versions.filter(locale__language_code__in=listed)
        texts = ("source", "locale", self.model.title_field, "last_published_at")
        found = versions.select_related("source").only(*texts, "source__last_published_at")
        return found.order_by("pk")

    def location(self, item: Entry) -> str:
        return item.url_in(language_of(item))

    def lastmod(self, item: Entry) -> Moment:
        """Return when its text changed, or the facts that it shows."""
        return newest(item.last_published_at, item.facts.last_published_at)

    def get_latest_lastmod(self) -> Moment:
        return newest_in(self.model.objects.live())

    def key(self, item: Entry) -> Any:
        return item.entry_id

    def versions(self, items: Iterable[Entry]) -> Mapping[Any, Mapping[str, str]]:
        found: dict[Any, dict[str, str]] = defaultdict(dict)
        keys = {item.entry_id for item in items}
        for version in self.items().filter(Q(pk__in=keys) | Q(source__in=keys)):
            found[version.entry_id][language_of(version)] = self.location(version)
        return found


def public_pages() -> QuerySet[Page]:
    """Return the pages that any visitor may open; a search is nothing to search in."""
    public = Page.objects.live().public().not_type(SearchPage)
    pages: QuerySet[Page] = pages_here(public.filter(depth__gte=HOME_DEPTH))
    return pages


def newest_in(rows: Any) -> Moment:
    """Return when one of ``rows`` was published last."""
    moment: Moment = rows.order_by().aggregate(last=Max("last_published_at"))["last"]
    return moment


def newest(*moments: Moment) -> Moment:
    """Return the latest of ``moments``; ``None`` if there is none."""
    return max((moment for moment in moments if moment), default=None)


ENTRIES: tuple[type[Entry], ...] = (Opportunity, Organisation, Question)
# Made for each answer.
SITEMAPS: dict[str, Callable[[], Sitemap[Any]]] = {
    "pages": PageSitemap,
    "what-fits": GuideSitemap,
    "opportunities": partial(EntrySitemap, Opportunity),
    "organisations": partial(EntrySitemap, Organisation),
    "questions": partial(EntrySitemap, Question),
}
