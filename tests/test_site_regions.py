"""A city that keeps to its regions: it shows what is there, or needs no place."""

from typing import Any

import pytest
from django.urls import reverse

from opportunities.choices import Mode
from portal.common import sites
from search import reach
from search.models import Reach
from search.query import SearchQuery
from search.service import search
from tests import factories
from tests.admin import client_of
from tests.second_site import Cities, body
from tests.sites import Portal

pytestmark = pytest.mark.django_db
LIST = "/en/opportunities/"


@pytest.fixture
def kept(cities: Cities, kept_portal: Portal) -> dict[str, Any]:
    """Calls in and out of the second city's region, and what needs no place."""
    near, far = factories.region("PL-02"), factories.region("CZ-51")
    row = Reach.objects.create(site=cities.second)
    row.regions.add(near)
    here = factories.organisation(name="Here", language="en", regions=[near])
    there = factories.organisation(name="There", language="en", regions=[far])
    town, other = factories.place("Jelenia Góra", region=near), factories.place("Turnov")

    def call(title: str, places: list[Any], **more: Any) -> Any:
        return factories.opportunity(language="en", title=title, places=places, **more)

    made = {
        "near": call("Near call", [town], organisation=here),
        "far": call("Far call", [other], organisation=there),
        "remote": call("Remote call", [], organisation=there, mode=Mode.REMOTE),
        "both": call("Both call", [other], organisation=there, mode=Mode.BOTH),
        "here": here,
        "there": there,
    }
    kept_portal.rebuild()
    return made


@pytest.mark.parametrize("engine", ["tantivy", "database"])
def test_site_lists_what_is_in_its_regions_or_needs_no_place(
    cities: Cities, kept: dict[str, Any], settings: Any, engine: str
) -> None:
    if engine == "database":
        settings.SEARCH_URL = "database:"
    first, second = body(cities.at_first, LIST), body(cities.at_second, LIST)
    assert all(f"{name} call" in first for name in ("Near", "Far", "Remote", "Both"))
    assert all(f"{name} call" in second for name in ("Near", "Remote", "Both"))
    assert "Far call" not in second
    directory = body(cities.at_second, "/en/organisations/")
    assert "Here" in directory
    assert "There" not in directory


def test_counts_and_totals_are_those_of_the_regions(cities: Cities, kept: dict[str, Any]) -> None:
    query = SearchQuery("opportunity", "en")
    everything = search(query)
    with sites.of(cities.second.pk):
        own = search(query)
    assert (everything.total, own.total) == (4, 3)
    assert everything.counts["region"]["CZ-51"] == 2
    assert own.counts["region"]["CZ-51"] == 1
    # And once more the other way round: what was counted is kept.
    assert search(query).counts == everything.counts


def test_what_is_elsewhere_is_nowhere_to_be_found(cities: Cities, kept: dict[str, Any]) -> None:
    for name in ("far", "there"):
        path = kept[name].url_in("en")
        assert body(cities.at_first, path)
        assert body(cities.at_second, path, 404)
    listed = cities.at_second.get("/sitemap-opportunities.xml").text
    assert kept["near"].address in listed
    assert kept["far"].address not in listed
    feed = cities.at_second.get(f"{LIST}feed/atom/").text
    assert "Near call" in feed
    assert "Far call" not in feed
    assert "Far call" not in body(cities.at_second, "/en/")


def test_remote_call_of_a_distant_organisation_does_not_lead_to_a_404(
    cities: Cities, kept: dict[str, Any]
) -> None:
    html = body(cities.at_second, kept["remote"].url_in("en"))
    assert "There" in html
    assert kept["there"].url_in("en") not in html
    assert kept["there"].url_in("en") in body(cities.at_first, kept["remote"].url_in("en"))


def test_organisation_at_work_in_the_whole_country_is_at_work_in_its_regions(
    cities: Cities, kept: dict[str, Any]
) -> None:
    country = factories.organisation(name="Everywhere", regions=[factories.region("PL")])
    with sites.of(cities.second.pk):
        assert reach.is_shown_here(country)
        assert not reach.is_shown_here(kept["there"])
    assert reach.is_shown_here(kept["there"])


def test_regions_are_chosen_in_the_settings(cities: Cities) -> None:
    region = factories.region("PL-02")
    client = client_of("Moderators")
    url = reverse("wagtailsettings:edit", args=["search", "reach", cities.second.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"regions": [str(region.pk)]})
    with sites.of(cities.second.pk):
        assert reach.codes() == ("PL-02",)
    assert reach.codes() == ()
