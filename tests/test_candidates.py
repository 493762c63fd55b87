"""From all calls to the few that fit, through the search: the same on every engine."""

import random
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opportunities import candidates
from opportunities.candidates import best, facts_of, sets_of
from opportunities.choices import Audience, Commitment, Mode, Time
from opportunities.matching import Match, Spot, Wishes, fit, points_of, ranked
from opportunities.models import Opportunity
from search import service
from search.models import Field, Place
from search.query import SearchQuery
from search.service import search
from tests import factories
from tests.conftest import Index
from tests.search_server import every_engine
from tests.wishes import wishes

pytestmark = pytest.mark.django_db
FIELDS = ("animals", "children", "sport", "culture")
MOST_QUERIES = 12


def towns() -> list[Place]:
    """Return towns to the east of Liberec, some seven kilometres from one to the next."""
    return [factories.place(f"Town {n}", longitude=15.0562 + n / 10) for n in range(8)]


def many(count: int, seed: int = 1) -> list[Place]:
    """Make calls of all sorts; return the towns in which they are."""
    chance, places = random.Random(seed), towns()
    fields = [factories.field(slug) for slug in FIELDS]
    host = factories.organisation()
    for number in range(count):
        mode = chance.choice(Mode.values)
        factories.opportunity(
            fields=chance.sample(fields, chance.randint(1, 2)),
            places=[] if mode == "remote" else chance.sample(places, chance.randint(1, 2)),
            organisation=host,
            mode=mode,
            title=chance.choice(["Walk the dogs", "Play the guitar", "Paint a fence"]),
            language="en",
            commitment=chance.choice(Commitment.values),
            times=chance.sample(Time.values, chance.randint(0, 2)),
            welcomes=chance.sample(Audience.values, chance.randint(0, 3)),
            languages=chance.sample(["cs", "pl", "en"], chance.randint(0, 2)),
            minimum_age=chance.choice([None, None, 16, 18]),
            expires_on=None,
            live=number % 10 != 0,
        )
    return places


def people(places: list[Place], count: int = 40, seed: int = 2) -> list[Wishes]:
    """Return the wishes of people of all sorts."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        town = chance.choice(places)
        likes = {
            "field": tuple(chance.sample(FIELDS, chance.randint(0, 2))),
            "time": tuple(chance.sample(Time.values, chance.randint(0, 2))),
            "commitment": tuple(chance.sample(Commitment.values, chance.randint(0, 1))),
            "audience": tuple(chance.sample(Audience.values, chance.randint(0, 1))),
        }
        found.append(
            Wishes(
                likes={name: values for name, values in likes.items() if values},
                words=chance.choice(["", "", "", "guitar"]),
                spot=chance.choice([None, Spot(town.pk, town.latitude, town.longitude)]),
                radius=chance.choice([5, 10, 25]),
                remote=chance.random() < 0.4,
                languages=tuple(chance.sample(["cs", "pl", "en"], chance.choice([0, 0, 1, 2]))),
                avoided=tuple(chance.sample(FIELDS, chance.choice([0, 0, 1]))),
                age=chance.choice([None, None, 15, 17, 30]),
            )
        )
    return found


def by_hand(wished: Wishes) -> list[Match]:
    """Return what fits best of all there is, judged one by one."""
    keys = Opportunity.objects.published().values_list("pk", flat=True)
    query = SearchQuery("opportunity", "en", wished.words, literal=True, size=1000)
    found = {*search(query).keys} if wished.words else set()
    told = [replace(each, found=each.key in found) for each in facts_of(keys).values()]
    return ranked(match for each in told if (match := fit(wished, each)))


@every_engine
@pytest.mark.parametrize("whole", [60, 0])
def test_best_are_the_best_of_all(
    index: Index, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    """Whether all that is possible is looked at, or the engine is asked for sets of wishes."""
    monkeypatch.setattr(candidates, "WHOLE", whole)
    places = many(150)
    index.rebuild()
    for wished in people(places):
        found = [(m.key, m.points, m.reasons) for m in best(wished, "en")]
        right = [(m.key, m.points, m.reasons) for m in by_hand(wished)]
        assert found == right[: len(found)]
        assert len(found) == min(len(right), candidates.BEST)


def test_without_an_engine_the_database_answers(index: Index) -> None:
    places = many(50)
    index.rebuild()
    everybody = [wished for wished in people(places) if not wished.words]
    right = [[match.key for match in best(wished, "en")] for wished in everybody]
    index.lose()
    assert [[match.key for match in best(wished, "en")] for wished in everybody] == right
    service.came_back()


def test_another_call_leaves_the_rest_as_they_were(index: Index) -> None:
    places = many(40)
    index.rebuild()
    before = [(wished, [match.key for match in best(wished, "en")]) for wished in people(places)]
    new = factories.opportunity([factories.field("events")], places[:1], title="Something else")
    index.rebuild()
    for wished, keys in before:
        after = [match.key for match in best(wished, "en") if match.key != new.pk]
        assert after == keys[: len(after)]


def test_what_is_not_public_never_fits(index: Index) -> None:
    animals = factories.field("animals")
    factories.opportunity([animals], live=False)
    shown = factories.opportunity([animals])
    index.rebuild()
    Opportunity.objects.filter(pk=shown.pk).update(live=False)  # the index does not know yet
    assert best(wishes(field=["animals"]), "cs") == []


@pytest.mark.parametrize("count", [100, 300])
def test_questions_do_not_grow_with_the_calls(index: Index, count: int, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    places = many(count)
    index.rebuild()
    everybody = people(places)
    best(everybody[0], "en")
    for wished in everybody:
        with CaptureQueriesContext(connection) as queries:
            best(wished, "en")
        assert len(queries) <= MOST_QUERIES, wished


def test_a_set_of_wishes_is_asked_for_only_if_it_is_enough() -> None:
    wished = wishes(field=["a"], time=["t"], commitment=["c"])
    assert sets_of(wished) == [
        ("field", "time", "commitment"),
        ("field", "time"),
        ("field", "commitment"),
        ("field",),
    ]
    assert sets_of(wishes()) == [()]
    worth = [points_of(each) for each in sets_of(wishes(words="w", audience=["a"], time=["t"]))]
    assert worth == sorted(worth, reverse=True)


@every_engine
def test_a_question_without_counts_finds_the_same(index: Index) -> None:
    Field.objects.all().delete()
    many(30)
    index.rebuild()
    asked = {"filters": {"field": ("animals",)}, "size": 50}
    with_counts, without = (
        search(SearchQuery("opportunity", "en", counted=counted, **asked))  # type: ignore[arg-type]
        for counted in (True, False)
    )
    assert with_counts.counts
    assert (without.counts, without.without, without.complete) == ({}, {}, True)
    assert (without.keys, without.total) == (with_counts.keys, with_counts.total)
