"""What fits whom: each rule by itself, and what holds for all wishes and all calls."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opportunities import choices
from opportunities.matching import (
    FACETS,
    POINTS,
    Facts,
    Match,
    Reason,
    Spot,
    Wishes,
    fit,
    points_of,
    ranked,
)
from search.places import kilometres
from tests.wishes import FAR, HERE, NEAR, facts, wishes

SOMETHING = {"field": ["animals"]}


def matched(wished: Wishes, told: Facts) -> Match:
    match = fit(wished, told)
    assert match
    return match


def having(values: dict[str, list[str]]) -> Facts:
    """Return the facts of a call with ``values``, by facet."""
    return facts(1, **values)


# --- what is a must ----------------------------------------------------------------


def test_place_within_the_radius() -> None:
    assert matched(wishes(spot=HERE, radius=10), facts(spots=(NEAR,))).km == pytest.approx(7, 0.1)
    assert fit(wishes(spot=HERE, radius=5), facts(spots=(NEAR,))) is None
    assert fit(wishes(spot=HERE, radius=10), facts()) is None


def test_nearest_of_several_places_counts() -> None:
    assert matched(wishes(spot=HERE), facts(spots=(FAR, NEAR, HERE))).km == 0


@pytest.mark.parametrize("mode", ["remote", "both"])
def test_from_home_counts_wherever_it_is(mode: str) -> None:
    told = facts(mode=mode, spots=(FAR,))
    assert matched(wishes(spot=HERE, remote=True), told).km is None
    assert matched(wishes(remote=True), told).km is None
    assert fit(wishes(spot=HERE), told) is None


def test_on_the_spot_is_nothing_for_whoever_stays_at_home() -> None:
    assert fit(wishes(remote=True), facts(spots=(HERE,))) is None


def test_one_language_has_to_be_spoken_there() -> None:
    told = facts(languages=("cs", "pl"))
    assert fit(wishes(languages=("pl", "en")), told)
    assert fit(wishes(languages=("en",)), told) is None
    assert fit(wishes(), told)
    assert fit(wishes(languages=("en",)), facts()) is None


def test_what_somebody_would_rather_not_do() -> None:
    assert fit(wishes(avoided=("seniors",)), facts(field=["animals", "seniors"])) is None
    assert fit(wishes(avoided=("seniors",)), facts(field=["animals"]))


@pytest.mark.parametrize(
    ("age", "minimum", "welcome", "fits"),
    [
        (16, 16, [], True),
        (15, 16, [], False),
        (16, None, [], False),
        (16, None, ["minors"], True),
        (6, None, ["families"], True),
        (16, None, ["seniors"], False),
        (18, None, [], True),
        (20, 21, [], False),
        (None, 21, [], True),
    ],
)
def test_age(age: int | None, minimum: int | None, welcome: list[str], *, fits: bool) -> None:
    match = fit(wishes(age=age), facts(minimum_age=minimum, audience=welcome))
    assert (match is not None) == fits


# --- what brings points ---------------------------------------------------------------


@pytest.mark.parametrize("facet", FACETS)
def test_each_wish_that_is_met_brings_its_points_once(facet: str) -> None:
    match = matched(wishes(**{facet: ["a", "b", "c"]}), having({facet: ["b", "a", "d"]}))
    assert (match.points, match.reasons) == (POINTS[facet], (Reason(facet, ("a", "b")),))


def test_words_count_where_the_search_finds_them() -> None:
    assert fit(wishes(words="guitar"), facts()) is None
    match = matched(wishes(words="guitar"), facts(found=True))
    assert match.reasons == (Reason("words", ("guitar",)),)
    assert matched(wishes(), facts(found=True)).reasons == ()


def test_half_of_what_is_wished_is_enough() -> None:
    wished = wishes(audience=["seniors"], time=["weekend"], commitment=["regular"])
    assert fit(wished, facts(time=["weekend"])) is None
    assert fit(wished, facts(time=["weekend"], commitment=["regular"]))


def test_what_somebody_likes_to_do_outweighs_all_other_boxes() -> None:
    others = [facet for facet in FACETS if facet != "field"]
    assert POINTS["field"] > points_of(others)
    wished = wishes(**{facet: ["a"] for facet in FACETS})
    assert fit(wished, facts(field=["a"]))
    assert fit(wished, having({facet: ["a"] for facet in others})) is None


def test_without_wishes_everything_fits() -> None:
    assert matched(wishes(), facts()).points == 0


# --- the order ------------------------------------------------------------------------


def test_points_before_distance_before_age() -> None:
    wished = wishes(field=["a"], time=["t"], spot=HERE, radius=100, remote=True)
    old, new = (datetime.datetime(2025, 1, day, tzinfo=datetime.UTC) for day in (1, 2))
    told = [
        facts(1, field=["a"], mode="remote", published=old),
        facts(2, field=["a"], mode="remote", published=new),
        facts(3, field=["a"], spots=(FAR,), published=new),
        facts(4, field=["a"], spots=(NEAR,), published=old),
        facts(5, field=["a"], spots=(NEAR,), published=old),
        facts(6, field=["a"], time=["t"], mode="remote", published=old),
    ]
    assert [match.key for match in best_of(wished, told)] == [6, 5, 4, 3, 2, 1]


def best_of(wished: Wishes, told: list[Facts]) -> list[Match]:
    return ranked(match for each in told if (match := fit(wished, each)))


# --- whatever is wished, whatever there is ------------------------------------------------

FIELDS = ["animals", "children", "sport"]
CODES: dict[str, list[str]] = {
    "field": FIELDS,
    "audience": choices.Audience.values,
    "time": choices.Time.values,
    "commitment": choices.Commitment.values,
}


def some(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=3, unique=True).map(tuple)


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


spots = st.builds(Spot, st.integers(1, 9), st.floats(48, 54), st.floats(13, 24))
values = st.fixed_dictionaries({name: some(codes) for name, codes in CODES.items()})
every_wish = st.builds(
    Wishes,
    likes=values,
    words=st.sampled_from(["", "guitar"]),
    spot=st.none() | spots,
    radius=st.integers(1, 500),
    remote=st.booleans(),
    languages=some(["cs", "pl", "en"]),
    avoided=some(FIELDS),
    age=st.none() | st.integers(6, 90),
)
every_fact: Any = st.builds(
    Facts,
    key=st.integers(1, 10**6),
    values=values,
    mode=st.sampled_from(choices.Mode.values),
    spots=st.lists(spots, max_size=3).map(tuple),
    languages=some(["cs", "pl", "en"]),
    minimum_age=st.none() | st.integers(6, 21),
    published=st.none() | st.dates(datetime.date(2024, 1, 1)).map(at_noon),
    found=st.booleans(),
)
calls = st.lists(every_fact, max_size=8, unique_by=lambda told: told.key)


@given(every_wish, every_fact)
def test_a_match_never_breaks_a_must(wished: Wishes, told: Facts) -> None:
    if not (match := fit(wished, told)):
        return
    assert not {*wished.avoided} & {*told.values["field"]}
    assert not wished.languages or {*wished.languages} & {*told.languages}
    if wished.age is not None and told.minimum_age is not None:
        assert wished.age >= told.minimum_age
    if wished.spot or wished.remote:
        assert match.km is not None or (wished.remote and told.mode != "on_site")
    if match.km is not None:
        assert wished.spot
        assert match.km <= wished.radius
        there = [kilometres(wished.spot[1:], spot[1:]) for spot in told.spots]
        assert match.km == min(there)


@given(every_wish, every_fact)
def test_reasons_are_facts_and_wishes_and_make_the_points(wished: Wishes, told: Facts) -> None:
    if not (match := fit(wished, told)):
        return
    assert match.points == sum(POINTS[reason.kind] for reason in match.reasons)
    for kind, met in match.reasons:
        if kind == "words":
            assert (told.found, met) == (True, (wished.words,))
        else:
            assert met
            assert {*met} == {*wished.likes[kind]} & {*told.values[kind]}


@given(every_wish, calls, st.randoms())
def test_there_is_one_order(wished: Wishes, told: list[Facts], chance: Any) -> None:
    keys = [match.key for match in best_of(wished, told)]
    chance.shuffle(told)
    assert [match.key for match in best_of(wished, told)] == keys


@given(every_wish, calls, every_fact)
def test_another_call_leaves_the_order_of_the_rest(
    wished: Wishes, told: list[Facts], other: Facts
) -> None:
    told = [each for each in told if each.key != other.key]
    alone = [match.key for match in best_of(wished, told)]
    together = [match.key for match in best_of(wished, [*told, other])]
    assert [key for key in together if key != other.key] == alone
