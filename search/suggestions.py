"""What is offered while somebody types: fields, places and the entries of all lists.

At most four queries, whatever is typed: places, the titles of all entries in one, and now and
then what a process keeps (fields, the content version).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.common.furniture import furniture, languages
from portal.common.text import address
from search import fields
from search.asked import Asked, ask
from search.entries import EntrySearch
from search.everything import kinds
from search.highlight import highlighted
from search.models import Place
from search.query import SearchQuery
from search.service import suggest
from words import fold

# Fewer letters begin too many places, and too many words.
SHORTEST, SHORTEST_BEGINNING = 2, 3
# In all, and of one kind as long as there are others.
MOST = 8
MOST_OF_ONE = 3
# Of each kind: titles weigh most, so those with the words there are among the first.
LOOKED_AT = 10
# The facet that a list has which can be narrowed by fields.
FIELD = "field"

# Kind and key of an entry → language → its title there, the source's own first.
Titles = Mapping[tuple[str, int], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words and where they lead; ``lang`` is set when they are not in the reader's language."""

    label: str
    url: str
    lang: str = ""


class Group(NamedTuple):
    """Suggestions of one kind."""

    label: str
    options: Sequence[Suggestion]


def suggestions(typed: str, language: str) -> list[Group]:
    """Return what may be meant by somebody who has ``typed`` so much on a page in ``language``."""
    if len(typed) < SHORTEST:
        return []
    lists = [kind for kind in kinds(language) if isinstance(kind, EntrySearch)]
    entries = of_entries(lists, typed, language)
    groups = [Group(str(kind.label), entries.get(kind.kind, [])) for kind in lists]
    main = next((kind for kind in lists if FIELD in kind.facets), None)
    url = furniture(language).roles[main.role].url if main else ""
    if url:
        groups[:0] = [
            Group(_("Fields"), list(of_fields(typed, url))),
            Group(_("Places"), list(of_places(typed, url))),
        ]
    return evenly(groups)


def of_fields(typed: str, url: str) -> Iterator[Suggestion]:
    """Yield the fields with a word that begins like what was ``typed``; ``url`` is their list."""
    letters = fold(typed)
    for slug, field in fields.by_slug().items():
        if f" {letters}" in f" {fold(field.label)}":
            yield Suggestion(field.label, f"{url}?{urlencode({FIELD: slug})}")


def of_places(typed: str, url: str) -> Iterator[Suggestion]:
    for place in Place.objects.lookup(typed, MOST_OF_ONE):
        label = place.qualified_label
        yield Suggestion(label, f"{url}?{urlencode({'near': label})}")


def of_entries(
    lists: Sequence[EntrySearch], typed: str, language: str
) -> Mapping[str, list[Suggestion]]:
    """Return the entries of each of ``lists`` with a title that was meant, by kind."""
    if len(typed) < SHORTEST_BEGINNING or not lists:
        return {}
    today = timezone.localdate()
    queries = [
        SearchQuery(kind.kind, language, typed, sort="relevance", size=LOOKED_AT, today=today)
        for kind in lists
    ]
    found = {kind: keys for kind, keys in zip(lists, suggest(queries), strict=True) if keys}
    titles, asked = titles_of(found), ask(typed, language).begun()
    return {
        kind.kind: list(islice(offered(kind, keys, titles, language, asked), MOST_OF_ONE))
        for kind, keys in found.items()
    }


def titles_of(found: Mapping[EntrySearch, Sequence[int]]) -> Titles:
    """Return the titles of public entries by language, the source's own first: one query."""
    parts = [titles_query(kind, keys) for kind, keys in found.items()]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    titles: dict[tuple[str, int], dict[str, str]] = {}
    for kind, source, pk, locale, title in sorted(rows, key=lambda row: (row[1] or 0, row[2])):
        titles.setdefault((kind, source or pk), {})[languages()[locale]] = title
    return titles


def titles_query(kind: EntrySearch, keys: Sequence[int]) -> Any:
    public: Any = kind.public().filter(pk__in=keys).values("pk")
    rows = kind.model.objects.live().filter(Q(pk__in=public) | Q(source__in=public))
    named = rows.order_by().annotate(kind=Value(kind.kind), called=F(kind.model.title_field))
    return named.values_list("kind", "source_id", "pk", "locale_id", "called")


def offered(
    kind: EntrySearch, keys: Sequence[int], titles: Titles, language: str, asked: Asked
) -> Iterator[Suggestion]:
    """Yield those of ``keys`` that have one of the words ``asked`` in their titles."""
    url = furniture(language).roles[kind.role].url
    for key in keys:
        of_entry = titles.get((kind.kind, key), {})
        own = next(iter(of_entry), "")
        shown = language if language in of_entry and kind.translated else own
        title = of_entry.get(shown, "")
        if any(piece.meant for piece in highlighted(title, "", shown, asked).title):
            lang = "" if language in of_entry else own
            yield Suggestion(title, f"{url}{address(title, key)}/", lang)


def evenly(groups: Sequence[Group]) -> list[Group]:
    """Return ``groups`` cut to ``MOST`` in all: of each the first, then of each the second …"""
    lengths = [0] * len(groups)
    for turn in range(MOST):
        for number, group in enumerate(groups):
            if turn < len(group.options) and sum(lengths) < MOST:
                lengths[number] += 1
    cut = (Group(g.label, g.options[:n]) for g, n in zip(groups, lengths, strict=True))
    return [group for group in cut if group.options]
