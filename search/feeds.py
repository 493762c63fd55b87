"""Feeds of lists: what a search finds, the newest first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpResponse

from portal.common import feeds
from portal.common.furniture import furniture, language_of
from search.listing import Listing
from search.params import Params
from search.service import search

if TYPE_CHECKING:
    from portal.common.models import Entry
    from search.pages import ListingPage


def feed_of(page: "ListingPage", params: Params, kind: str) -> HttpResponse:
    """Return the feed of what ``params`` find; raises ``Http404`` for an unknown ``kind``."""
    params, language = params.lasting, page.language
    asked = params.querystring()
    query = replace(params.query(page.kind, language), sort="newest", size=feeds.MOST)
    title = Listing(page, params, language).title or page.title
    return feeds.feed(
        kind,
        title=f"{title} – {furniture(language).brand}",
        description=page.description or page.intro,
        url=page.list_url + asked,
        own=f"{page.list_url}feed/{kind}/{asked}",
        language=language,
        items=items(page, search(query).keys),
    )


def items(page: "ListingPage", keys: Sequence[int]) -> Iterator[feeds.Item]:
    """Yield the entries ``keys`` that are public, in their order: one query."""
    versions = versions_of(page.entry_model, keys)
    for key in keys:
        if found := versions.get(key):
            yield item(found.get(page.language) or next(iter(found.values())), page.language)


def item(version: "Entry", language: str) -> feeds.Item:
    """Return one version, shown in the frame of ``language``."""
    own = language_of(version)
    return feeds.Item(
        title=version.heading,
        url=version.url_in(language),
        key=feeds.key_of(version.translation_key, own),
        summary=version.summary,
        published=version.facts.first_published_at,
        updated=version.last_published_at,
        language=own,
    )


def versions_of(model: type["Entry"], keys: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Return the live versions of public entries by language, the source first."""
    public = model.objects.published().filter(pk__in=keys).values("pk")
    rows = model.objects.live().filter(Q(pk__in=public) | Q(source__in=public))
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in sorted(rows.select_related("source"), key=lambda row: (row.source_id or 0, row.pk)):
        found[row.entry_id][language_of(row)] = row
    return found
