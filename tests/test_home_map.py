"""The map of the home page: a way in, for those who point and for those who do not."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.front import compose, part, total
from tests.sites import Portal

pytestmark = pytest.mark.django_db


def countries(client: Client) -> Any:
    return part(client, "Where help is wanted").select(".country")


def some_regions(portal: Portal) -> None:
    """Put open calls into two regions of one country and one of another."""
    north, south, abroad = (factories.region(c) for c in ("CZ-51", "CZ-31", "PL-02"))
    towns = [
        factories.place("Nord", region=north, latitude=50.8, longitude=15.0),
        factories.place("Mid", region=north, latitude=50.7, longitude=15.2),
        factories.place("Jih", region=south, latitude=48.9, longitude=14.4),
        factories.place("Wrocław", region=abroad, latitude=51.1, longitude=17.0),
    ]
    factories.place("Quiet", region=south, latitude=48.7, longitude=14.1)
    for town in (*towns, towns[0]):
        factories.opportunity(places=[town])
    portal.rebuild()


def test_map_and_list_lead_to_as_many_calls_as_they_tell(client: Client, rooms: Portal) -> None:
    some_regions(rooms)
    compose()
    told: dict[str, list[int]] = {}
    for link in part(client, "Where help is wanted").select(".map__count, .regions a"):
        count = link.find("text") or link.find_next_sibling("span").contents[0]
        number = int(count.get_text())
        assert number == total(client, link["href"])
        told.setdefault(link["href"], []).append(number)
    assert sorted(told.values()) == [[1, 1], [1, 1], [3, 3]]
    assert [c.h3.a.get_text() for c in countries(client)] == ["Region CZ", "Region PL"]


def test_country_that_an_editor_wants_first_comes_first(client: Client, rooms: Portal) -> None:
    some_regions(rooms)
    compose(map={"first": "PL"})
    assert [c.h3.a.get_text() for c in countries(client)] == ["Region PL", "Region CZ"]


def test_only_towns_with_open_calls_stand_out(client: Client, rooms: Portal) -> None:
    some_regions(rooms)
    compose()
    titles = [
        e.get_text() for c in countries(client) for e in c.select("circle ~ title, a > title")
    ]
    assert {"Nord and around", "Jih and around", "Wrocław and around"} <= set(titles)
    assert "Quiet and around" not in titles


def test_map_asks_nothing_of_those_who_cannot_point(client: Client, rooms: Portal) -> None:
    some_regions(rooms)
    compose()
    for country in countries(client):
        assert country.svg["aria-hidden"] == "true"
        assert all(link["tabindex"] == "-1" for link in country.svg.select("a"))
        drawn = {link["href"] for link in country.svg.select(".map__count")}
        assert drawn == {link["href"] for link in country.select(".regions a")}


def test_map_is_as_large_as_it_will_be(client: Client, rooms: Portal) -> None:
    some_regions(rooms)
    compose()
    assert all(c.svg["width"] and c.svg["height"] for c in countries(client))
