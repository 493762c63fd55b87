"""How a list of editorial pages is narrowed: links, one value each."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.common.text import collation_key
from search import fields

LONGEST = 60
MONTH_LABEL, FIELD_LABEL = _("Month"), _("Field of volunteering")
PAGE = re.compile(r"[1-9]\d{0,4}")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and the list narrowed by it (or, if chosen, no longer)."""

    label: str
    url: str
    chosen: bool
    count: int
    # The language of the label, where it is not the page's own.
    lang: str = ""


@dataclass(frozen=True, eq=False)
class Filter:
    """``name`` is that of the parameter in the address."""

    name: str
    label: str | Promise
    # Whether time alone changes the values: then a list does not remember them.
    by_the_clock: ClassVar[bool] = False
    # Whether a value means the same in another language.
    in_all_languages: ClassVar[bool] = True

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        """Return value, label and how many there are, in the order to show them."""
        raise NotImplementedError

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return those of ``items`` that have ``value``."""
        raise NotImplementedError

    def known(self, value: str) -> bool:
        """Return whether ``value`` can be asked for at all."""
        return True

    def lang(self, value: str) -> str:
        """Return the language that the label of ``value`` is in; "" for that of the page."""
        return ""

    def is_worth_it(self, found: Sequence[Any]) -> bool:
        """Return whether there is something to choose from: one value narrows nothing."""
        return len(found) > 1

    def choices(
        self, found: Sequence[tuple[str, str, int]], shown: "Shown", url: str
    ) -> list[Choice]:
        """Return the ``found`` values as links, if there is something to choose."""
        now = shown.values.get(self)
        if now is None and not self.is_worth_it(found):
            return []
        return [
            Choice(
                label=label,
                url=url + shown.but(self, None if value == now else value).querystring(),
                chosen=value == now,
                count=count,
                lang=self.lang(value),
            )
            for value, label, count in found
        ]


@dataclass(frozen=True)
class Shown:
    """What an address asks a list for."""

    values: Mapping[Filter, str]
    page: int = 1

    @classmethod
    def of(cls, get: Mapping[str, str], filters: Sequence[Filter]) -> Self:
        """Return what ``get`` asks for; unknown values are left out."""
        asked = ((each, get.get(each.name, "")[:LONGEST]) for each in filters)
        page = get.get("page", "")
        return cls(
            {each: value for each, value in asked if value and each.known(value)},
            int(page) if PAGE.fullmatch(page) else 1,
        )

    def on(self, page: int) -> Self:
        """Return the same on another page of the list."""
        return type(self)(self.values, page)

    def but(self, filter_: Filter, value: str | None) -> Self:
        """Return the first page of the same with one value changed or taken away."""
        values = {each: v for each, v in self.values.items() if each is not filter_}
        return type(self)({**values, filter_: value} if value else values)

    def elsewhere(self) -> Self:
        """Return what can be asked of the same list in another language."""
        values = {each: value for each, value in self.values.items() if each.in_all_languages}
        return type(self)(values)

    def querystring(self) -> str:
        """Return it as the end of an address, with its question mark; "" for everything."""
        asked = {each.name: value for each, value in self.values.items()}
        if self.page > 1:
            asked["page"] = str(self.page)
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True, eq=False)
class ByMonth(Filter):
    """By the month of a date; ``column`` is a field of the page."""

    name: str = "month"
    label: str | Promise = MONTH_LABEL
    column: str = "first_published_at"

    def known(self, value: str) -> bool:
        return bool(MONTH.fullmatch(value))

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        months: dict[datetime.date, int] = {}
        for day in items.values_list(self.column, flat=True):
            if day:
                month = timezone.localtime(day).date().replace(day=1)
                months[month] = months.get(month, 0) + 1
        return [
            (f"{month:%Y-%m}", format_date(month, "F Y"), count)
            for month, count in sorted(months.items(), reverse=True)
        ]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        first = datetime.datetime.strptime(value, "%Y-%m")  # noqa: DTZ007  # made aware below
        following = (first + datetime.timedelta(days=31)).replace(day=1)
        # As bounds: to take months out of dates, SQLite asks Python about each row.
        begin, end = timezone.make_aware(first), timezone.make_aware(following)
        return items.filter(**{f"{self.column}__gte": begin, f"{self.column}__lt": end})


@dataclass(frozen=True, eq=False)
class ByChoice(Filter):
    """By a field with fixed choices."""

    column: str = ""
    options: Sequence[tuple[str, Any]] = ()

    def known(self, value: str) -> bool:
        return value in dict(self.options)

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        found: list[str] = list(items.order_by().values_list(self.column, flat=True))
        counted = ((value, str(label), found.count(value)) for value, label in self.options)
        return [each for each in counted if each[2]]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items.filter(**{self.column: value})


@dataclass(frozen=True, eq=False)
class ByTag(Filter):
    """By the tags of the pages: the most frequent ones, in the order of the alphabet."""

    column: str = "tags"
    most: int = 12
    # Tags are words of a language.
    in_all_languages: ClassVar = False

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        names = {"slug": f"{self.column}__slug", "name": f"{self.column}__name"}
        rows = items.order_by().filter(**{f"{names['slug']}__isnull": False})
        found = rows.values_list(*names.values()).annotate(n=Count("pk", distinct=True))
        language = get_language() or ""
        by_name = sorted(found, key=lambda tag: collation_key(tag[1], language))
        often = sorted(by_name, key=lambda tag: -tag[2])[: self.most]
        return [tag for tag in by_name if tag in often]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items.filter(**{f"{self.column}__slug": value}).distinct()


@dataclass(frozen=True, eq=False)
class ByField(Filter):
    """By field of volunteering, in the order that staff gave them."""

    name: str = "field"
    label: str | Promise = FIELD_LABEL
    column: str = "field"

    def known(self, value: str) -> bool:
        return value in fields.by_slug()

    def values(self, items: QuerySet[Any]) -> list[tuple[str, str, int]]:
        found = list(items.order_by().values_list(f"{self.column}__slug", flat=True))
        named = ((slug, field.label) for slug, field in fields.by_slug().items())
        return [(slug, label, found.count(slug)) for slug, label in named if slug in found]

    def narrow(self, items: QuerySet[Any], value: str) -> QuerySet[Any]:
        return items.filter(**{f"{self.column}__slug": value})
