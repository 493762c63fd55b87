"""The bars that stand above all pages now; a page that is kept knows when they change."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.utils import timezone

from home.models.announcements import Announcement
from portal.common import caching, sites
from portal.common.furniture import address_on, language_of, site
from portal.common.versions import kept


class Bar(NamedTuple):
    """An announcement as one reader sees it; ``lang`` where it is not in their language."""

    kind: str
    text: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement with all it says; ``urls`` by language, "" for any other one."""

    kind: str
    texts: Mapping[str, str]
    urls: Mapping[str, str]
    starts_at: datetime.datetime
    ends_at: datetime.datetime

    def bar(self, language: str) -> Bar:
        """Return it in ``language``, or else in the site's own, or in any."""
        own = site().language
        written = next((c for c in (language, own) if c in self.texts), next(iter(self.texts)))
        url = self.urls.get(language) or self.urls.get(written) or self.urls.get("", "")
        return Bar(self.kind, self.texts[written], "" if written == language else written, url)


def bars(request: HttpRequest | None, language: str) -> list[Bar]:
    """Return what is announced now; the answer to ``request`` is good until that changes."""
    known, now = announced().get(sites.active_key(), ()), timezone.now()
    if request:
        caching.good_until(request, min(changes(known, now), default=None))
    return [each.bar(language) for each in known if each.starts_at <= now < each.ends_at]


def changes(known: Sequence[Announced], now: datetime.datetime) -> Iterator[datetime.datetime]:
    """Yield when what is announced will change."""
    for each in known:
        yield from (moment for moment in (each.starts_at, each.ends_at) if moment > now)


@kept
def announced() -> dict[int, list[Announced]]:
    """Return what is, or will be, announced on each site: warnings first, then the newest."""
    found: dict[int, list[Announced]] = defaultdict(list)
    rows = Announcement.objects.filter(ends_at__gt=timezone.now()).select_related("page")
    for row in rows.order_by("-kind", "-starts_at", "-pk"):
        if row.texts:
            found[row.site_id or 0].append(read(row))
    return dict(found)


def read(row: Announcement) -> Announced:
    return Announced(row.kind, row.texts, urls_of(row), row.starts_at, row.ends_at)


def urls_of(row: Announcement) -> dict[str, str]:
    """Return where it leads, by language."""
    if not row.page:
        return {"": row.url}
    versions = row.page.get_translations(inclusive=True).live()
    urls = {language_of(page): address_on(row.site_id or 0, page) for page in versions}
    return {**urls, "": next(iter(urls.values()), "")}
