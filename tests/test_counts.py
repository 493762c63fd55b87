"""Counts and totals equal what a person would count, going through all entries one by one.

The right answers are worked out from the rows of the database and from what the
portal promises, by other means than the search uses.
"""

import datetime
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import acos, cos, radians, sin
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from opportunities import choices
from opportunities.facets import FACETS as OPPORTUNITY_FACETS
from opportunities.models import Opportunity
from organisations_directory.facets import FACETS as ORGANISATION_FACETS
from organisations_directory.models import Organisation
from search.models import Field, Place, Region
from search.params import Params
from search.query import Results
from search.service import search
from tests import factories
from tests.properties import examples
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
T = TypeVar("T")

REGIONS = {
    "CZ": ["CZ-51", "CZ-512", "CZ-513", "CZ-10", "CZ-101"],
    "PL": ["PL-02", "PL-12"],
    "SI": ["SI-A", "SI-B"],
}
SLUGS = ["animals", "seniors", "sport", "culture", "children"]
# No word of any language, so each is found by itself alone.
WORDS = ["qwxalu", "zzyrbo", "vvoktu"]
TOWNS = [f"Town{number}" for number in range(14)]
FACETS = {"opportunity": OPPORTUNITY_FACETS, "organisation": ORGANISATION_FACETS}


# --- Entries --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def entries(kept_portal: Portal) -> None:
    """Some 40 organisations and 150 calls in all states, with facts at random."""
    dice = random.Random(2027)
    fields = [factories.field(slug) for slug in SLUGS]
    regions = [factories.region(code) for codes in REGIONS.values() for code in codes]
    towns = [make_town(name, regions[n % len(regions)], dice) for n, name in enumerate(TOWNS)]
    hosts = [make_organisation(dice, fields, regions, towns) for _ in range(40)]
    for _ in range(150):
        make_opportunity(dice, fields, towns, hosts)
    kept_portal.rebuild()


def make_town(name: str, region: Region, dice: random.Random) -> Place:
    latitude, longitude = dice.uniform(49.8, 51.2), dice.uniform(14.0, 16.0)
    return factories.place(name, region=region, latitude=latitude, longitude=longitude)


def make_organisation(
    dice: random.Random, fields: list[Field], regions: list[Region], towns: list[Place]
) -> Organisation:
    made = factories.organisation(
        some(dice, fields, 0, 3),
        some(dice, [*regions, factories.region("CZ")], 0, 2),
        language=dice.choice(LANGUAGES),
        live=dice.random() < 0.85,
        legal_form=dice.choice(["", *Organisation.LegalForm.values]),
        place=dice.choice([None, *towns]),
        name=f"Org {dice.choice(WORDS)}",
    )
    translate(dice, made, "summary")
    return made


def make_opportunity(
    dice: random.Random, fields: list[Field], towns: list[Place], hosts: list[Organisation]
) -> None:
    days = dice.choice([None, -40, -1, 0, 1, 90])
    made = factories.opportunity(
        some(dice, fields, 1, 3),
        some(dice, towns, 0, 3),
        language=dice.choice(LANGUAGES),
        organisation=dice.choice(hosts),
        live=dice.random() < 0.85,
        title=" ".join(some(dice, WORDS, 0, 2)) or "Plain",
        mode=dice.choice(choices.Mode.values),
        commitment=dice.choice(choices.Commitment.values),
        times=some(dice, choices.Time.values, 0, 4),
        welcomes=some(dice, choices.Audience.values, 0, 3),
        languages=some(dice, choices.Language.values[:5], 0, 5),
        barrier_free=dice.choice([True, False, None]),
        expires_on=None if days is None else today() + datetime.timedelta(days),
        deadline=dice.choice([None, today()]),
    )
    translate(dice, made, "title")


def translate(dice: random.Random, source: Any, field: str) -> None:
    """Give ``source`` a translation or two, published or not, with facts that are stale."""
    others = [code for code in LANGUAGES if code != source.locale.language_code]
    for code in some(dice, others, 0, 2):
        texts = {field: dice.choice(WORDS), "live": source.live and dice.random() < 0.8}
        stale = {"mode": "remote", "legal_form": "school", "expires_on": None}
        facts = {name: value for name, value in stale.items() if hasattr(source, name)}
        factories.translation(source, code, **texts, **facts)


def some(dice: random.Random, values: Sequence[T], least: int, most: int) -> list[T]:
    return dice.sample(list(values), dice.randint(least, most))


def today() -> datetime.date:
    return timezone.localdate()


# --- The right answers -------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A public entry: its number, values by facet, towns, and words by reader's language."""

    key: int
    values: Mapping[str, set[str]]
    points: Sequence[tuple[float, float]]
    words: Mapping[str, set[str]]


def known_opportunities() -> Iterator[Known]:
    for row in Opportunity.objects.all():
        if row.source_id is None and is_open(row):
            places = list(row.places.all())
            mode = {"on_site", "remote"} if row.mode == "both" else {row.mode}
            values = {
                "region": {code for place in places for code in upwards(place.region)},
                "field": {field.slug for field in row.fields.all()},
                "time": set(row.times),
                "commitment": {row.commitment},
                "mode": mode,
                "audience": set(row.welcomes),
                "access": {"barrier-free"} if row.barrier_free else set(),
                "language": set(row.languages),
            }
            host = row.organisation.name if row.organisation else ""
            yield Known(row.pk, values, points(places), words_read(row, "title", host))


def known_organisations() -> Iterator[Known]:
    for row in Organisation.objects.all():
        if row.source_id is None and row.live:
            calls = Opportunity.objects.filter(organisation=row, source=None)
            places = [row.place] if row.place else []
            values = {
                "region": {c for region in row.regions.all() for c in around(region)}
                | {code for place in places for code in upwards(place.region)},
                "field": {field.slug for field in row.fields.all()},
                "open": {"yes"} if any(is_open(call) for call in calls) else set(),
                "form": {row.legal_form} - {""},
            }
            yield Known(row.pk, values, points(places), words_read(row, "summary", row.name))


def is_open(row: Opportunity) -> bool:
    """Whether a visitor may read this call today: the day it expires is its last."""
    host = row.organisation
    in_time = row.expires_on is None or row.expires_on >= today()
    return bool(row.live and host and host.live and in_time)


def upwards(region: Region | None) -> Iterator[str]:
    """The region and those that hold it."""
    while region:
        yield region.code
        region = region.parent


def around(region: Region) -> Iterator[str]:
    """Where one may look for somebody at work in ``region``: above it, and all inside it."""
    yield from upwards(region)
    for child in region.children.all():
        yield from (code for code in around(child))


def points(places: Sequence[Place]) -> list[tuple[float, float]]:
    return [(place.latitude, place.longitude) for place in places]


def words_read(row: Any, field: str, name: str) -> dict[str, set[str]]:
    """The words of the version that a reader of each language is shown."""
    versions = {v.locale.language_code: v for v in row.translations.filter(live=True)}
    texts = {code: getattr(versions.get(code, row), field) for code in LANGUAGES}
    return {code: set(f"{text} {name}".lower().split()) for code, text in texts.items()}


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres on a ball of 6371 km, by the cosine of the angle between two points."""
    (lat1, lon1), (lat2, lon2) = map(radians, one), map(radians, other)
    cosine = sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(lon1 - lon2)
    return 6371 * acos(min(1.0, cosine))


# --- Questions ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A list in a language, narrowed."""

    kind: str
    language: str
    chosen: Mapping[str, Sequence[str]]
    word: str
    near: str
    radius: int

    def asks_for(self, entry: Known, leaving_out: str = "") -> bool:
        """Whether ``entry`` is an answer; ``leaving_out`` a facet."""
        facets = {facet: set(values) for facet, values in self.chosen.items() if values}
        return (
            all(entry.values[f] & v for f, v in facets.items() if f != leaving_out)
            and (not self.word or self.word in entry.words[self.language])
            and (not self.near or self.is_near(entry))
        )

    @cached_property
    def centre(self) -> tuple[float, float]:
        return points([Place.objects.get(name=self.near)])[0]

    def is_near(self, entry: Known) -> bool:
        return any(distance(self.centre, point) <= self.radius for point in entry.points)

    def asked(self, chosen: Mapping[str, Sequence[str]] | None = None) -> Results:
        """Ask the search the way the list does, from the text of the address."""
        pairs = {"q": self.word, "near": self.near, "radius": self.radius}
        address = urlencode({**pairs, **(self.chosen if chosen is None else chosen)}, doseq=True)
        params = Params.from_get(QueryDict(address), FACETS[self.kind])
        return search(params.query(self.kind, self.language))

    def clicked(self, facet: str, value: str) -> Results:
        """Ask for ``value`` alone in its facet."""
        return self.asked({**self.chosen, facet: [value]})


def codes_of_regions() -> list[str]:
    return [*REGIONS, *(code for codes in REGIONS.values() for code in codes)]


VALUES: dict[str, dict[str, list[str]]] = {
    "opportunity": {
        "region": codes_of_regions(),
        "field": SLUGS,
        "time": choices.Time.values,
        "commitment": choices.Commitment.values,
        "mode": ["on_site", "remote"],
        "audience": choices.Audience.values,
        "access": ["barrier-free"],
        "language": choices.Language.values[:5],
    },
    "organisation": {
        "region": codes_of_regions(),
        "field": SLUGS,
        "open": ["yes"],
        "form": Organisation.LegalForm.values,
    },
}


def questions(kind: str) -> st.SearchStrategy[Question]:
    """Questions with a few facets chosen, now and then a word and a town."""
    few = {
        facet: st.lists(st.sampled_from(values), max_size=3, unique=True)
        for facet, values in VALUES[kind].items()
    }
    facets = st.fixed_dictionaries({}, optional=few)
    rarely = st.sampled_from(["", "", *WORDS])
    towns = st.sampled_from(["", "", *TOWNS])
    radius = st.sampled_from([1, 5, 25, 50, 100, 500])
    languages = st.sampled_from(LANGUAGES)
    return st.builds(Question, st.just(kind), languages, facets, rarely, towns, radius)


@pytest.fixture(scope="module")
def opportunities(entries: None) -> list[Known]:
    return list(known_opportunities())


@pytest.fixture(scope="module")
def organisations(entries: None) -> list[Known]:
    return list(known_organisations())


# --- The comparison ------------------------------------------------------------------------


def check(question: Question, entries: Sequence[Known], choose: Callable[..., Any]) -> None:
    """Compare total, counts and a click with the right answers."""
    results = question.asked()
    assert results.complete
    assert results.total == len([entry for entry in entries if question.asks_for(entry)])
    counts = {facet: dict(values) for facet, values in results.counts.items()}
    assert counts == {facet: right_counts(question, entries, facet) for facet in counts}
    assert counts.keys() == VALUES[question.kind].keys()
    if offered := [(facet, value) for facet in counts for value in counts[facet]]:
        facet, value = choose(st.sampled_from(sorted(offered)))
        assert question.clicked(facet, value).total == counts[facet][value]


def right_counts(question: Question, entries: Sequence[Known], facet: str) -> dict[str, int]:
    fitting = [entry for entry in entries if question.asks_for(entry, leaving_out=facet)]
    return dict(Counter(value for entry in fitting for value in entry.values[facet]))


@examples(150)
@given(question=questions("opportunity"), data=st.data())
def test_counts_of_opportunities_equal_a_count_by_hand(
    opportunities: list[Known], question: Question, data: st.DataObject
) -> None:
    check(question, opportunities, data.draw)


@examples(100)
@given(question=questions("organisation"), data=st.data())
def test_counts_of_organisations_equal_a_count_by_hand(
    organisations: list[Known], question: Question, data: st.DataObject
) -> None:
    check(question, organisations, data.draw)


@examples(60)
@given(question=questions("opportunity"))
def test_opportunities_from_the_database_alone_are_the_same(
    opportunities: list[Known], question: Question
) -> None:
    from_database(question, opportunities)


@examples(60)
@given(question=questions("organisation"))
def test_organisations_from_the_database_alone_are_the_same(
    organisations: list[Known], question: Question
) -> None:
    from_database(question, organisations)


def from_database(question: Question, entries: Sequence[Known]) -> None:
    """Compare the total without an engine. Words are another matter: it looks into letters."""
    question = replace(question, word="")
    with override_settings(SEARCH_URL="database:"):
        results = question.asked()
    right = {entry.key for entry in entries if question.asks_for(entry)}
    assert (results.complete, results.total) == (False, len(right))
    assert set(results.keys) <= right
    assert len(results.keys) == min(len(right), 20)


def test_entries_cover_what_matters(opportunities: list[Known], organisations: list[Known]) -> None:
    rows = Opportunity.objects.filter(source=None)
    assert len(opportunities) < rows.filter(live=True, organisation__live=True).count()
    assert rows.filter(live=True, organisation__live=False).exists()
    assert rows.filter(live=False).exists()
    assert 15 <= len([o for o in organisations if o.values["open"]]) < len(organisations)
    for known, kind in ((opportunities, "opportunity"), (organisations, "organisation")):
        found = {facet: set().union(*(e.values[facet] for e in known)) for facet in VALUES[kind]}
        assert found == {facet: set(values) for facet, values in VALUES[kind].items()}
