"""What stands around the demo's pages for a time: partners, funders, announcements."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Site

from home.demo.drawings import PARTNERS
from home.demo.entries import demo_collection
from home.demo.reading import Row, key_of, read_editorial
from home.models import Announcement, HomePage, Partner, PartnerPage
from portal.common.pictures import Picture

HOME = "home"


def make() -> int:
    """Make partners and announcements, unless there are any; return how many are new."""
    return partners() + announcements()


def partners() -> int:
    if Partner.objects.exists():
        return 0
    rows = read_editorial("partners")["partner"]
    for number, row in enumerate(rows):
        partner(row, number)
    return len(rows)


def partner(row: Row, number: int) -> None:
    made = Partner(
        site=site(),
        name=row["name"],
        kind=row["kind"],
        url=row["url"],
        logo=logo(row["key"], row["name"]),
        texts=texts(row, "line"),
        starts_on=day(row["from_days"]),
        ends_on=day(row["until_days"]),
        everywhere=row["everywhere"],
        sort_order=number,
    )
    made.pages = [
        PartnerPage(page=page, with_below=name != HOME) for name, page in pages(row["on"])
    ]
    made.save()


def pages(names: Iterable[str]) -> Iterable[tuple[str, Page]]:
    """Yield the pages of those names, in the portal's first language."""
    for name in names:
        found = HomePage.objects.all() if name == HOME else Page.objects.all()
        found = found if name == HOME else found.filter(translation_key=key_of("page", name))
        if page := found.filter(locale__language_code=settings.LANGUAGE_CODE).first():
            yield name, page


def logo(key: str, name: str) -> Picture | None:
    if key not in PARTNERS:
        return None
    file = ContentFile(PARTNERS[key].encode(), name=f"demo-logo-{key}.svg")
    made: Picture = Picture.objects.create(
        title=f"demo: logo {name}", file=file, collection=demo_collection()
    )
    return made


def announcements() -> int:
    if Announcement.objects.exists():
        return 0
    rows = read_editorial("announcements")["announcement"]
    for row in rows:
        key = key_of("page", row["page"])
        page = Page.objects.filter(translation_key=key).order_by("pk").first()
        Announcement.objects.create(
            site=site(),
            kind=row["kind"],
            texts=texts(row, "text"),
            starts_at=moment(row["from_days"]),
            ends_at=moment(row["until_days"]),
            page=page,
        )
    return len(rows)


def texts(row: Row, name: str) -> dict[str, str]:
    """Return ``name`` in each language of the portal that has it."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {code: row[f"{name}_{code}"] for code in codes if f"{name}_{code}" in row}


def day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def moment(days: int) -> datetime.datetime:
    """Return six o'clock in the morning of a day."""
    return timezone.make_aware(datetime.datetime.combine(day(days), datetime.time(6)))


def site() -> Any:
    return Site.objects.get(is_default_site=True)


def remove() -> int:
    """Delete the demo's partners and announcements; return how many."""
    names = [row["name"] for row in read_editorial("partners")["partner"]]
    ours = [texts(row, "text") for row in read_editorial("announcements")["announcement"]]
    gone: list[Any] = [row for row in Announcement.objects.all() if row.texts in ours]
    gone += Partner.objects.filter(name__in=names)
    for row in gone:
        row.delete()
    return len(gone)
