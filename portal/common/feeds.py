"""Feeds (RSS 2.0 and Atom) of anything that has addresses and dates."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from portal.common.caching import declare_public
from portal.common.furniture import language_name
from portal.common.heads import absolute

MOST = 50


class InLanguages:
    """Says of each item in which language it is written."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


class Rss(InLanguages, Rss201rev2Feed):
    """RSS 2.0."""


class Atom(InLanguages, Atom1Feed):
    """Atom 1.0."""


# By the last part of their address.
FORMATS: dict[str, type[Rss | Atom]] = {"rss": Rss, "atom": Atom}


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
    # By which readers know it again when its address changes, see :func:`key_of`.
    key: str = ""


def key_of(translation_key: uuid.UUID, language: str) -> str:
    """Return the lasting name of one language version of something."""
    return uuid.uuid5(translation_key, language).urn


def feed(
    kind: str, *, title: str, description: str, url: str, own: str, language: str,
    items: Iterable[Item],
) -> HttpResponse:  # fmt: skip
    """Return the feed of ``items``; ``url`` is the page it belongs to, ``own`` its own address.

    An item in another language says so before its title: few readers show anything else.
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
            title=f"[{language_name(item.language)}] {item.title}" if foreign else item.title,
            link=absolute(item.url),
            description=item.summary,
            unique_id=item.key or absolute(item.url),
            unique_id_is_permalink=not item.key,
            language=item.language,
            pubdate=item.published,
            updateddate=item.updated or item.published,
            categories=item.categories,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    return declare_public(response)
