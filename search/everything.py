"""All kinds searched at once: the best few of each, or the pages of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.common.furniture import furniture
from portal.common.pagination import PageLinks, page_links
from search import hits as marked
from search.asked import Asked
from search.documents import Searchable
from search.hits import Found
from search.params import LAST_PAGE, LONGEST_WORDS, clean_text, number
from search.query import PAGE_SIZE, Reading, Results, SearchQuery
from search.registry import searchables
from search.service import meant, search_all

# Of each kind, as long as all are shown.
FEW = 3
# Kinds before this one come first whatever was found of the others: people come for them.
AHEAD = 10


def kinds(language: str) -> list[Searchable]:
    """Return the kinds that are searched in ``language`` on the site that is meant."""
    roles = furniture(language).roles
    shown = (k for k in searchables().values() if k.label and (not k.role or k.role in roles))
    return sorted(shown, key=lambda kind: kind.order)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; makes the addresses of its neighbours, too."""

    words: str = ""
    # Only of this kind; "" for all.
    kind: str = ""
    exact: bool = False
    page: int = 1

    @classmethod
    def from_get(cls, get: QueryDict, known: Sequence[Searchable]) -> Self:
        """Return what can be understood of ``get``; junk is left out."""
        kind, names = get.get("type", ""), {each.kind for each in known}
        return cls(
            words=clean_text(get.get("q", ""), LONGEST_WORDS),
            kind=kind if kind in names else "",
            exact=get.get("exact") == "1",
            page=number(get.get("page"), 1, 1, LAST_PAGE) if kind in names else 1,
        )

    def querystring(self, **changes: Any) -> str:
        """Return ``?…`` for this with ``changes``; "" when nothing is asked."""
        changed = replace(self, **changes)
        pairs = {
            "q": changed.words,
            "type": changed.kind,
            "exact": "1" if changed.exact and changed.words else "",
            "page": str(changed.page) if changed.kind and changed.page > 1 else "",
        }
        asked = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(asked)}" if changed.words else ""


class Way(NamedTuple):
    """A kind as a way to all that was found of it; no label stands for all kinds."""

    label: str
    url: str
    total: int
    current: bool


class Group(NamedTuple):
    """What is shown of one kind."""

    kind: Searchable
    total: int
    # All of it: its own list with the same words, or more of this page.
    url: str
    found: Sequence[Found]

    @property
    def more(self) -> bool:
        return self.total > len(self.found)


class Everything:
    """What a reader gets for ``wanted`` at the page ``url``; searches once, when that matters."""

    def __init__(self, url: str, wanted: Wanted, language: str) -> None:
        self.url = url
        self.wanted = wanted
        self.language = language

    @cached_property
    def kinds(self) -> list[Searchable]:
        return kinds(self.language)

    @cached_property
    def results(self) -> Mapping[str, Results]:
        """What was found of each kind; nothing at all as long as nothing is asked."""
        if not self.wanted.words:
            return {}
        queries = [self.query(kind) for kind in self.kinds]
        return dict(zip((query.kind for query in queries), search_all(queries), strict=True))

    def query(self, kind: Searchable) -> SearchQuery:
        """Return the question for ``kind``: the others are counted, if only one is shown."""
        one = kind.kind == self.wanted.kind
        return SearchQuery(
            kind=kind.kind,
            language=self.language,
            words=self.wanted.words,
            sort="relevance",
            page=self.wanted.page if one else 1,
            size=PAGE_SIZE if one else 0 if self.wanted.kind else FEW,
            literal=self.wanted.exact,
            today=timezone.localdate(),
        )

    @property
    def reading(self) -> Reading:
        """How the words were understood: for all kinds in the same way."""
        return next((results.reading for results in self.results.values()), Reading())

    @property
    def complete(self) -> bool:
        return all(results.complete for results in self.results.values())

    @property
    def total(self) -> int:
        return sum(results.total for results in self.results.values())

    @property
    def shown_total(self) -> int:
        """How many there are of what is shown: of one kind, or of all."""
        wanted = self.results.get(self.wanted.kind)
        return wanted.total if wanted else self.total

    @property
    def last_page(self) -> int:
        return max(1, ceil(self.shown_total / PAGE_SIZE)) if self.wanted.kind else 1

    @property
    def exists(self) -> bool:
        """Whether there is such a page; the first one always is."""
        return self.wanted.page == 1 or self.wanted.page <= self.last_page

    @cached_property
    def groups(self) -> list[Group]:
        """The kinds of which something was found, those that answer best before others."""
        shown = [kind for kind in self.kinds if self.wanted.kind in ("", kind.kind)]
        found = (self.group(kind) for kind in shown if self.results.get(kind.kind))
        return sorted((group for group in found if group.found), key=usefulness)

    def group(self, kind: Searchable) -> Group:
        results = self.results[kind.kind]
        hits = kind.hits(results.keys, self.language) if results.keys else []
        found = list(marked.found(hits, self.asked, self.language))
        return Group(kind, results.total, self.all_of(kind), found)

    @cached_property
    def asked(self) -> Asked:
        return meant(self.query(self.kinds[0]), self.reading)

    def all_of(self, kind: Searchable) -> str:
        """Return where all of ``kind`` are: in its own list, which has filters, if there is one."""
        if kind.role:
            url = furniture(self.language).roles[kind.role].url
            return url + self.wanted.querystring(kind="", page=1)
        return self.url + self.wanted.querystring(kind=kind.kind, page=1)

    @cached_property
    def ways(self) -> list[Way]:
        """All kinds of which something was found, with how much."""
        found = [kind for kind in self.kinds if self.results[kind.kind].total]
        every = self.url + self.wanted.querystring(kind="", page=1)
        return [
            Way("", every, self.total, current=not self.wanted.kind),
            *(
                Way(
                    str(kind.label),
                    self.all_of(kind),
                    self.results[kind.kind].total,
                    current=kind.kind == self.wanted.kind,
                )
                for kind in found
            ),
        ]

    @property
    def exact_url(self) -> str:
        """The same words as they were typed."""
        return self.url + self.wanted.querystring(exact=True, page=1)

    @cached_property
    def pages(self) -> PageLinks:
        return page_links(
            self.wanted.page, self.last_page, lambda n: self.url + self.wanted.querystring(page=n)
        )

    @property
    def title(self) -> str:
        """The words of ``<title>``; "" as long as nothing is asked."""
        kind = next((str(k.label) for k in self.kinds if k.kind == self.wanted.kind), "")
        words = _("“%(words)s”") % {"words": self.wanted.words} if self.wanted.words else ""
        return f"{words}: {kind}" if words and kind else words


def usefulness(group: Group) -> tuple[bool, bool, int]:
    """Return what to sort by: opportunities and their like, then what has the words in a title."""
    titled = any(map(marked.in_title, group.found))
    return group.kind.order >= AHEAD, not titled, group.kind.order
