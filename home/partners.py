"""Which partners and funders a page shows today."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page

from home.models.partners import Partner
from portal.common import sites
from portal.common.brand import rendition
from portal.common.furniture import site
from portal.common.heads import Shared
from portal.common.versions import kept

# Twice the size in which it is shown, for fine screens.
LOGO = "max-400x128"


class Spot(NamedTuple):
    """A page in one language, by its place in the tree; perhaps with all below it."""

    path: str
    with_below: bool


class Line(NamedTuple):
    """What is said of a partner; ``lang`` where that is not in the reader's language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Supporter:
    """A partner with all that a page shows of it."""

    key: int
    name: str
    kind: str
    url: str
    logo: Shared | None
    texts: dict[str, str]
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    everywhere: bool
    spots: Sequence[Spot]

    def is_valid(self, day: datetime.date) -> bool:
        """Return whether it may be shown on ``day``."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)

    def is_on(self, path: str, is_below: bool) -> bool:
        """Return whether it is shown on the page at ``path`` in the tree.

        ``is_below`` says that something below that page is shown, in its frame.
        """
        return self.everywhere or any(
            path.startswith(spot.path) if spot.with_below else path == spot.path and not is_below
            for spot in self.spots
            if path
        )

    def line(self, language: str) -> Line | None:
        """Return what is said of it, in ``language`` if that is written."""
        own = site().language
        written = next((c for c in (language, own, *self.texts) if self.texts.get(c)), "")
        return (
            Line(self.texts[written], "" if written == language else written) if written else None
        )


def valid() -> list[Supporter]:
    """Return the partners of the site that may be shown today.

    Pages are kept for a day at most, so nothing has to say when that changes.
    """
    today = timezone.localdate()
    return [each for each in known().get(sites.active_key(), ()) if each.is_valid(today)]


def of_page(page: Any, is_below: bool, but: Collection[str]) -> list[Supporter]:
    """Return those that ``page`` shows besides the kinds ``but``; ``None`` is no page of ours."""
    path = getattr(page, "path", None) or ""
    return [each for each in valid() if each.kind not in but and each.is_on(path, is_below)]


@kept
def known() -> dict[int, list[Supporter]]:
    """Return the partners of each site in their order."""
    found: dict[int, list[Supporter]] = defaultdict(list)
    rows = Partner.objects.select_related("logo").prefetch_related("pages__page")
    rows = rows.prefetch_related("logo__renditions")
    paths = versions([each.page for row in rows for each in row.pages.all()])
    for row in rows:
        found[row.site_id].append(read(row, paths))
    return dict(found)


def versions(pages: Iterable[Page]) -> dict[UUID, list[str]]:
    """Return where the versions of ``pages`` stand, by their translation keys."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Page.objects.filter(translation_key__in={page.translation_key for page in pages})
    for key, path in rows.order_by("path").values_list("translation_key", "path"):
        found[key].append(path)
    return found


def read(row: Partner, paths: Mapping[UUID, Sequence[str]]) -> Supporter:
    return Supporter(
        key=row.pk,
        name=row.name,
        kind=row.kind,
        url=row.url,
        logo=rendition(row.logo, LOGO),
        texts=row.texts,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        everywhere=row.everywhere,
        spots=[
            Spot(path, each.with_below)
            for each in row.pages.all()
            for path in paths.get(each.page.translation_key, ())
        ],
    )
