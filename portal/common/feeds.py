"""Feeds (RSS 2.0 and Atom) of anything that has addresses and dates."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from portal.common.caching import declare_public
from portal.common.heads import absolute

# By the last part of their address.
FORMATS: dict[str, type[Rss201rev2Feed | Atom1Feed]] = {
    "rss": Rss201rev2Feed,
    "atom": Atom1Feed,
}
MOST = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a feed; addresses are paths, dates in UTC."""

    title: str
    url: str
    summary: str
    published: datetime.datetime | None
    updated: datetime.datetime | None = None
    # The language it is written in.
    language: str = ""
    categories: tuple[str, ...] = ()


def feed(
    kind: str, *, title: str, description: str, url: str, own: str, language: str,
    items: Iterable[Item],
) -> HttpResponse:  # fmt: skip
    """Return the feed of ``items``; ``url`` is the page it belongs to, ``own`` its own address.

    An item in another language says so before its title: no feed reader shows anything else.
    Raises ``Http404`` for an unknown ``kind``.
    """
    if kind not in FORMATS:
        raise Http404
    made = FORMATS[kind](
        title=title, link=absolute(url), description=description, language=language,
        feed_url=absolute(own),
    )  # fmt: skip
    for item in items:
        foreign = item.language and item.language != language
        made.add_item(
            title=f"[{item.language}] {item.title}" if foreign else item.title,
            link=absolute(item.url),
            description=item.summary,
            unique_id=absolute(item.url),
            pubdate=item.published,
            updateddate=item.updated or item.published,
            categories=item.categories,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    return declare_public(response)
