"""Distances between places."""

from typing import Any

import pytest

from search.places import distances, kilometres, within
from search.query import Near
from tests.search_entries import town

LIBEREC, JABLONEC, PRAGUE = (50.7671, 15.0562), (50.7243, 15.1711), (50.0880, 14.4208)


def test_distance_of_two_towns() -> None:
    assert kilometres(LIBEREC, PRAGUE) == pytest.approx(88, abs=1)


@pytest.mark.django_db
def test_nearest_first_up_to_the_radius() -> None:
    liberec, jablonec, prague = (town(*point) for point in (LIBEREC, JABLONEC, PRAGUE))
    assert [pk for pk, _km in within(Near(liberec.pk, 25))] == [liberec.pk, jablonec.pk]
    assert [pk for pk, _km in within(Near(liberec.pk, 100))] == [liberec.pk, jablonec.pk, prague.pk]
    assert distances(liberec, 25)[jablonec.pk] == pytest.approx(9.4, abs=0.2)


@pytest.mark.django_db
def test_no_place_within_the_circle_is_missed() -> None:
    points = [(45.5 + n * 0.31, 13.0 + (n * 0.77) % 11) for n in range(30)]
    towns = {town(*point).pk: point for point in points}
    for radius in (5, 50, 250, 500):
        for pk, point in towns.items():
            near = {other for other, p in towns.items() if kilometres(point, p) <= radius}
            assert dict(within(Near(pk, radius))).keys() == near


@pytest.mark.django_db
def test_nothing_is_near_an_unknown_place() -> None:
    assert within(Near(987654, 25)) == ()


@pytest.mark.django_db
def test_asking_again_costs_no_query(django_assert_num_queries: Any, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    liberec = town(*LIBEREC)
    within(Near(liberec.pk, 25))
    with django_assert_num_queries(0):
        within(Near(liberec.pk, 25))
        distances(liberec, 25)
