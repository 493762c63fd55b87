"""A kind of entries of the tests' own, and the right answers to any query about them.

An entry is a row of :class:`Place` whose ``names`` hold a whole document, so that every
combination can be made in one line and read back by any process.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from django.db.models import Case, QuerySet, When

from search.asked import ask, field_language
from search.documents import Document, Searchable, Text
from search.models import Place, Region
from search.places import kilometres
from search.query import SearchQuery
from words import Term, analyzer, tokens

KIND = "entry"
FACETS = ("region", "field", "time")
TODAY = datetime.date(2025, 6, 2)


class EntrySearch(Searchable):
    """Finds entries; the database answers by going through all of them."""

    kind = KIND
    model = Place
    facets = FACETS

    def public(self) -> QuerySet[Place]:
        return Place.objects.filter(names__public=True)

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        for entry in self.public().filter(pk__in=keys):
            if entry.names.get("broken"):
                raise LookupError("An entry that no document can be made of.")
            yield document(entry)

    def matching(self, query: SearchQuery) -> QuerySet[Place]:
        keys = Answers(map(document, self.public())).keys(query)
        order = Case(*(When(pk=key, then=place) for place, key in enumerate(keys)), default=0)
        return Place.objects.filter(pk__in=keys).order_by(order)


def document(entry: Place) -> Document:
    """Return the document that ``entry`` holds."""
    given = entry.names
    return Document(
        key=entry.pk,
        texts={language: Text(*text) for language, text in given["texts"]},
        facets=given["facets"],
        places=given["places"],
        published=given["published"] and datetime.datetime.fromisoformat(given["published"]),
        ends=given["ends"] and datetime.date.fromisoformat(given["ends"]),
        expires=given["expires"] and datetime.date.fromisoformat(given["expires"]),
    )


def make(
    texts: Mapping[str, Sequence[str]] | Sequence[str] = "",
    *,
    facets: Mapping[str, Iterable[str]] | None = None,
    places: Iterable[Place] = (),
    published: str | None = None,
    ends: str | None = None,
    expires: str | None = None,
    public: bool = True,
    **attributes: Any,
) -> Place:
    """Return a new entry, not in the index yet. Texts are titles, or title, summary, body."""
    by_language = texts if isinstance(texts, Mapping) else {"cs": texts}
    names = {
        "public": public,
        "texts": [[language, padded(text)] for language, text in by_language.items()],
        "facets": {facet: sorted(values) for facet, values in (facets or {}).items()},
        "places": [place.pk for place in places],
        "published": published,
        "ends": ends,
        "expires": expires,
    }
    # Far from everywhere: as a place, an entry is never near.
    return town(-80.0, 0.0, names=names, **attributes)


def padded(text: Sequence[str] | str) -> list[str]:
    """Return title, summary and body; what is missing is empty."""
    parts = [text] if isinstance(text, str) else list(text)
    return [*parts, "", ""][:3]


def town(latitude: float, longitude: float, **attributes: Any) -> Place:
    """Return a new place."""
    region = Region.objects.get_or_create(code="XX", defaults={"name": "X", "level": 0})[0]
    return Place.objects.create(
        name="",
        region=region,
        latitude=latitude,
        longitude=longitude,
        **attributes,
    )


def change(entry: Place, **names: Any) -> None:
    """Save ``entry`` with other contents."""
    entry.names |= names
    entry.save()


class Answers:
    """The right answers, by looking at every document for every query."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        rows = Place.objects.values_list("pk", "latitude", "longitude")
        self.points = {pk: (latitude, longitude) for pk, latitude, longitude in rows}

    def keys(self, query: SearchQuery) -> list[int]:
        """Return the keys of all results in order (by relevance: newest first)."""
        found = [document for document in self.documents if self.matches(document, query)]
        return [document.key for document in sorted(found, key=lambda d: self.rank(d, query))]

    def counts(self, query: SearchQuery) -> dict[str, dict[str, int]]:
        """Return the counts of each facet, its own choice left out."""
        return {
            facet: Counter(
                value
                for document in self.documents
                if self.matches(document, query, leaving_out=facet)
                for value in set(document.facets.get(facet, ()))
            )
            for facet in FACETS
        }

    def matches(self, document: Document, query: SearchQuery, leaving_out: str = "") -> bool:
        """Return whether ``document`` is a result."""
        return (
            (document.expires is None or document.expires >= query.today)
            and all(
                set(values) & set(document.facets.get(facet, ()))
                for facet, values in query.filters.items()
                if facet != leaving_out and values
            )
            and (query.near is None or self.distance(document, query) <= query.near.radius)
            and has_words(document, query)
        )

    def distance(self, document: Document, query: SearchQuery) -> float:
        """Return the kilometres from the place asked for to the nearest of the document's."""
        centre = self.points.get(query.near.place_id) if query.near else None
        if centre is None:
            return inf
        return min((kilometres(centre, self.points[p]) for p in document.places), default=inf)

    def rank(self, document: Document, query: SearchQuery) -> tuple[Any, ...]:
        """Return what results are sorted by."""
        if query.sort == "nearest" and query.near:
            return self.distance(document, query), -document.key
        if query.sort == "ending":
            return document.ends or datetime.date.max, -document.key
        return -(document.published.timestamp() if document.published else 0), -document.key


def has_words(document: Document, query: SearchQuery) -> bool:
    """Return whether the version that the reader is shown has all words."""
    asked = ask(query.words, query.language)
    own = next(iter(document.texts))
    language = query.language if query.language in document.texts else own
    row = [analyzer(language).keys_of(t) for t in tokens(" ".join(document.texts[language]))]
    there = {key for keys in row for key in keys}
    return not asked or any(
        version.language == field_language(language)
        and version.terms
        and all(has(there, term) for term in version.terms)
        for version in asked.versions
    )


def has(there: set[str], term: Term) -> bool:
    """Return whether a text with the keys ``there`` answers ``term``, its phrases left out."""
    return bool(
        there & set(term.keys) or (term.apart and all(has(there, part) for part in term.apart))
    )
