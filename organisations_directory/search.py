"""How organisations are found: their documents, and the directory without an engine."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organisations_directory.facets import FACETS
from organisations_directory.models.organisation import Organisation
from portal.common.html import plain
from search import fields
from search.documents import Document, Text
from search.entries import EntrySearch, Row
from search.gazetteer import tree
from search.models import Place
from search.places import within
from search.query import SearchQuery

TEXTS = ("summary", "about")
FILTERS: dict[str, Callable[[tuple[str, ...]], Q]] = {
    "region": lambda codes: (
        Q(regions__code__in=related_regions(codes))
        | Q(place__region__code__in={c for code in codes for c in tree.descendants(code)})
    ),
    "field": lambda slugs: Q(fields__slug__in=slugs),
    "form": lambda codes: Q(legal_form__in=codes),
    "open": lambda codes: Q(pk__in=Organisation.with_open_calls()),
}


class OrganisationSearch(EntrySearch):
    kind = "organisation"
    model = Organisation
    label = _("Organisations")
    icon = "i-people"
    order = 2
    role = Organisation.role
    texts = TEXTS
    columns = ("place__name", "place__names")
    translated = False
    facets = tuple(facet.name for facet in FACETS)

    def public(self) -> QuerySet[Organisation]:
        return Organisation.objects.published()

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        rows = self.public().filter(pk__in=keys).select_related("place")
        found = {organisation.pk: organisation for organisation in rows}
        if not found:
            return
        fields_of, regions_of = fields.slugs_of(Organisation, found), regions_of_activity(found)
        texts_of = Organisation.objects.versions(found, TEXTS)
        looking = set(Organisation.with_open_calls().filter(organisation_id__in=found))
        for key, organisation in found.items():
            place: Place | None = organisation.place
            words = [place.name] if place else []
            yield Document(
                key=key,
                texts={
                    lang: Text(
                        organisation.name,
                        row["summary"],
                        " ".join([plain(row["about"]), *words]),
                    )
                    for lang, row in texts_of[key].items()
                },
                facets={
                    "region": sorted(region_values(regions_of[key], place)),
                    "field": fields_of[key],
                    "form": [organisation.legal_form] if organisation.legal_form else [],
                    "open": ["yes"] if key in looking else [],
                },
                places=[place.pk] if place else [],
                published=organisation.first_published_at,
            )

    def matching(self, query: SearchQuery) -> QuerySet[Organisation]:
        found = self.public()
        for facet, values in query.filters.items():
            found = found.filter(FILTERS[facet](values))
        for word in query.words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(summary__icontains=word)
                | Q(translations__summary__icontains=word, translations__live=True)
            )
        if query.near:
            found = found.filter(place__in=[p for p, _km in within(query.near)])
        return found.order_by(F("first_published_at").desc(nulls_last=True), "-pk").distinct()

    def facts(self, rows: Mapping[int, Row], language: str) -> dict[int, tuple[str, ...]]:
        return {
            key: ((row["place__names"] or {}).get(language) or row["place__name"] or "",)
            for key, row in rows.items()
        }

    def within(
        self, rows: QuerySet[Organisation], codes: tuple[str, ...]
    ) -> QuerySet[Organisation]:
        here = Organisation.objects.filter(FILTERS["region"](codes))
        return rows.filter(pk__in=here.values("pk"))


def related_regions(codes: Iterable[str]) -> set[str]:
    """Return regions of activity that touch ``codes``: inside them, or holding them."""
    return {c for code in codes for c in (*tree.descendants(code), *tree.ancestors(code))}


def region_values(codes: Iterable[str], place: Place | None) -> set[str]:
    """Return all regions in which an organisation is to be found.

    Who works all over a country works in each of its districts.
    """
    values = related_regions(codes)
    if place:
        values.update(tree.ancestors_of_id(place.region_id))
    return values


def regions_of_activity(keys: Iterable[int]) -> dict[int, list[str]]:
    """Return the codes of the regions in which each organisation works."""
    through = Organisation.regions.through.objects.filter(organisation_id__in=keys)
    codes: dict[int, list[str]] = defaultdict(list)
    for key, code in through.values_list("organisation_id", "region__code"):
        codes[key].append(code)
    return codes
