"""How opportunities are found: their documents, and the list without an engine."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from opportunities.cards import place_text, places_of, towns_of
from opportunities.choices import Mode
from opportunities.facets import FACETS
from opportunities.models.opportunity import Opportunity, OpportunityTag
from portal.common.html import plain
from search import fields
from search.documents import Document, Text
from search.entries import EntrySearch, Row
from search.gazetteer import tree
from search.models import Place
from search.places import within
from search.query import SearchQuery

TEXTS = ("title", "summary", "description", "tasks", "requirements", "offer_text")
FACTS = (
    *("pk", "organisation__name", "mode", "commitment", "times", "welcomes", "languages"),
    *("barrier_free", "first_published_at", "end_on", "deadline", "expires_on"),
)
# How the database narrows a list by the values of a facet.
FILTERS: dict[str, Callable[[tuple[str, ...]], Q]] = {
    "region": lambda codes: Q(
        places__region__code__in={c for code in codes for c in tree.descendants(code)}
    ),
    "field": lambda slugs: Q(fields__slug__in=slugs),
    "time": lambda codes: any_of("times", codes),
    "commitment": lambda codes: Q(commitment__in=codes),
    "mode": lambda codes: Q(mode__in=[*codes, Mode.BOTH]),
    "audience": lambda codes: any_of("welcomes", codes),
    "access": lambda codes: Q(barrier_free=True),
    "language": lambda codes: any_of("languages", codes),
}


class OpportunitySearch(EntrySearch):
    kind = "opportunity"
    model = Opportunity
    label = _("Opportunities")
    icon = "i-flag"
    order = 1
    role = Opportunity.role
    texts = TEXTS[1:]
    columns = ("organisation__name", "mode")
    facets = tuple(facet.name for facet in FACETS)
    anywhere = (("mode", Mode.REMOTE),)

    def public(self) -> QuerySet[Opportunity]:
        return Opportunity.objects.published()

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        rows = shown().filter(pk__in=keys)
        facts = {row["pk"]: row for row in rows.values(*FACTS)}
        if not facts:
            return
        fields_of, towns_of = fields.slugs_of(Opportunity, facts), places_of(facts)
        tags_of, texts_of = related_tags(facts), Opportunity.objects.versions(facts, TEXTS)
        for key, row in facts.items():
            places = towns_of[key]
            words = [row["organisation__name"], *tags_of[key], *(p.name for p in places)]
            yield Document(
                key=key,
                texts={lang: text(t, words) for lang, t in texts_of[key].items()},
                facets=facet_values(row, fields_of[key], places),
                places=[place.pk for place in places],
                published=row["first_published_at"],
                ends=row["deadline"] or row["end_on"] or row["expires_on"],
                expires=row["expires_on"],
            )

    def matching(self, query: SearchQuery) -> QuerySet[Opportunity]:
        found: QuerySet[Opportunity] = self.public()
        for facet, values in query.filters.items():
            found = found.filter(FILTERS[facet](values))
        for word in query.words.split():
            found = found.filter(has_word(word))
        if query.near:
            found = found.filter(places__in=[p for p, _km in within(query.near)])
        if query.sort == "ending":
            found = found.annotate(ends=ends())
            return found.order_by(F("ends").asc(nulls_last=True), "-pk").distinct()
        return found.order_by(F("first_published_at").desc(nulls_last=True), "-pk").distinct()

    def facts(self, rows: Mapping[int, Row], language: str) -> dict[int, tuple[str, ...]]:
        towns = towns_of(rows, language)
        return {
            key: (row["organisation__name"] or "", place_text(row["mode"], towns[key]))
            for key, row in rows.items()
        }

    def within(self, rows: QuerySet[Opportunity], codes: tuple[str, ...]) -> QuerySet[Opportunity]:
        here = FILTERS["region"](codes) | FILTERS["mode"]((Mode.REMOTE,))
        return rows.filter(pk__in=Opportunity.objects.filter(here).values("pk"))


def shown() -> QuerySet[Opportunity]:
    """Return what is public but for its date: the index asks for the date itself."""
    return Opportunity.objects.sources().live().filter(organisation__live=True)


def ends() -> Any:
    """Return the day after which it is too late, as an expression."""
    return Coalesce("deadline", "end_on", "expires_on")


def any_of(field: str, codes: Iterable[str]) -> Q:
    """Return the condition that one of ``codes`` is among those of ``field``."""
    condition = Q()
    for code in codes:
        condition |= Q(**{f"{field}__has": code})
    return condition


def has_word(word: str) -> Q:
    """Return the condition that a title, a summary or the organisation's name has ``word``."""
    condition = Q(organisation__name__icontains=word)
    for name in ("title", "summary"):
        condition |= Q(**{f"{name}__icontains": word})
        condition |= Q(**{f"translations__{name}__icontains": word, "translations__live": True})
    return condition


def facet_values(row: Mapping[str, Any], slugs: list[str], places: list[Place]) -> dict[str, Any]:
    """Return the values of one entry for each facet."""
    mode = row["mode"]
    return {
        "region": sorted({c for p in places for c in tree.ancestors_of_id(p.region_id)}),
        "field": slugs,
        "time": row["times"],
        "commitment": [row["commitment"]],
        "mode": ["on_site", "remote"] if mode == Mode.BOTH else [mode],
        "audience": row["welcomes"],
        "access": ["barrier-free"] if row["barrier_free"] else [],
        "language": row["languages"],
    }


def text(row: Mapping[str, str], words: Iterable[str]) -> Text:
    """Return the words of one language version, and those that all versions share."""
    body = plain(*(row[name] for name in TEXTS[2:]))
    return Text(row["title"], row["summary"], " ".join([body, *words]))


def related_tags(keys: Iterable[int]) -> dict[int, list[str]]:
    """Return the tags of each entry, those of its translations included."""
    rows = OpportunityTag.objects.filter(
        Q(content_object__in=keys) | Q(content_object__source__in=keys)
    )
    tags: dict[int, list[str]] = defaultdict(list)
    for key, source, name in rows.values_list(
        "content_object_id", "content_object__source_id", "tag__name"
    ):
        tags[source or key].append(name)
    return tags
