"""The directory of organisations: who is in it, where one finds them, what their rows say."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from organisations_directory.models import Organisation
from tests import factories
from tests.cards import titles
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
# "Where" in the address of a list → who is found there.
WHERE = {
    "CZ": {"all over", "in a region", "in a district", "by its seat"},
    "CZ-51": {"all over", "in a region", "in a district", "by its seat"},
    "CZ-512": {"all over", "in a region", "in a district"},
    "CZ-513": {"all over", "in a region", "by its seat"},
    "CZ-64": {"all over"},
    "PL": {"abroad"},
}


def ask(client: Client, portal: Portal, query: str = "", language: str = "cs") -> Any:
    """Return the list, from an index that is up to date."""
    portal.rebuild()
    return client.get(portal.organisations[language] + query)


def test_only_published_organisations_are_listed(client: Client, portal: Portal) -> None:
    factories.organisation(name="Public")
    factories.organisation(name="Draft", live=False)
    assert titles(ask(client, portal)) == ["Public"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_organisation_that_is_missing_is_led_to_the_form(
    client: Client, portal: Portal, language: str
) -> None:
    with translation.override(language):
        form = reverse("submission_start", args=["organisation"])
    head = ask(client, portal, language=language).text.partition("<search")[0]
    assert f'href="{form}"' in head
    calls = client.get(portal.opportunities[language]).text.partition("<search")[0]
    assert form not in calls


@pytest.mark.parametrize(("code", "found"), WHERE.items())
def test_organisation_is_found_where_it_works_and_where_its_seat_is(
    client: Client, portal: Portal, code: str, found: set[str]
) -> None:
    country, region, district = map(factories.region, ("CZ", "CZ-51", "CZ-512"))
    factories.region("CZ-64")
    seat = factories.place(region=factories.region("CZ-513"))
    factories.organisation(regions=[country], name="all over")
    factories.organisation(regions=[region], name="in a region")
    factories.organisation(regions=[district], name="in a district")
    factories.organisation(place=seat, name="by its seat")
    factories.organisation(regions=[factories.region("PL")], name="abroad")
    assert set(titles(ask(client, portal, f"?region={code}"))) == found


def test_those_who_look_for_volunteers_are_found_and_marked(client: Client, portal: Portal) -> None:
    looking, resting = (factories.organisation(name=name) for name in ("Looking", "Resting"))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    factories.opportunity(organisation=looking)
    factories.opportunity(organisation=resting, live=False)
    factories.opportunity(organisation=resting, expires_on=yesterday)
    marks = re.findall(
        r"Looking for volunteers now\s*</li>", ask(client, portal, language="en").text
    )
    assert len(marks) == 1
    assert titles(ask(client, portal, "?open=yes")) == ["Looking"]


def test_directory_is_narrowed_by_legal_form_and_field(client: Client, portal: Portal) -> None:
    animals = factories.field("animals")
    factories.organisation([animals], name="School of dogs", legal_form="school")
    factories.organisation([animals], name="Friends of dogs", legal_form="association")
    factories.organisation(name="School of arts", legal_form="school")
    found = titles(ask(client, portal, "?field=animals&form=school&form=company"))
    assert found == ["School of dogs"]


def test_nearest_seat_comes_first_with_its_distance(client: Client, portal: Portal) -> None:
    far = factories.place("Turnov", latitude=50.587, longitude=15.157)
    factories.organisation(place=factories.place("Liberec"), name="Here")
    factories.organisation(place=far, name="A walk away")
    factories.organisation(name="Without a seat")
    response = ask(client, portal, "?near=Liberec&radius=50")
    assert titles(response) == ["Here", "A walk away"]
    assert [int(km) for km in re.findall(r'"km">(\d+)', response.text)] == [0, 21]
    assert titles(ask(client, portal, "?near=Liberec&radius=10")) == ["Here"]


def test_nearest_comes_before_the_best_match_where_a_place_is_given(
    client: Client, portal: Portal
) -> None:
    far = factories.place("Turnov", latitude=50.587, longitude=15.157)
    here = factories.place("Liberec")
    factories.organisation(place=here, name="Garden", summary="Also for dogs")
    factories.organisation(place=far, name="Dogs")
    found = "?q=dogs&near=Liberec&radius=50"
    assert titles(ask(client, portal, found, language="en")) == ["Garden", "Dogs"]
    best = ask(client, portal, f"{found}&sort=relevance", language="en")
    assert titles(best) == ["Dogs", "Garden"]


def test_name_and_summary_are_searched(client: Client, portal: Portal) -> None:
    factories.organisation(name="Psí zátoka", summary="Výcvik u řeky.")
    factories.organisation(name="Kočičí komora", summary="Azyl pro kočky.")
    assert titles(ask(client, portal, "?q=zatoka")) == ["Psí zátoka"]
    assert titles(ask(client, portal, "?q=azyl")) == ["Kočičí komora"]


def test_row_shows_the_summary_in_the_language_of_the_reader(
    client: Client, portal: Portal
) -> None:
    host = factories.organisation(name="Psí zátoka", summary="Útulek u řeky.")
    factories.translation(host, "en", summary="A shelter by the river.")
    english, polish = (ask(client, portal, language=code).text for code in ("en", "pl"))
    assert '<p class="card__org">A shelter by the river.</p>' in english
    assert '<p class="card__org" lang="cs">Útulek u řeky.</p>' in polish
    for text in (english, polish):
        assert 'lang="cs">Psí zátoka</a>' in text


def test_hidden_organisation_is_gone_and_others_like_it_are_shown(
    client: Client, portal: Portal
) -> None:
    animals = factories.field("animals")
    hidden = factories.organisation([animals], name="Psí zátoka")
    factories.organisation([animals], name="Kočičí komora")
    Organisation.objects.get(pk=hidden.pk).unpublish()
    portal.rebuild()
    response = client.get(hidden.url_in("cs"))
    assert response.status_code == 410
    assert titles(response) == ["Kočičí komora"]
    assert "Psí zátoka" not in response.text


def test_facts_of_an_organisation_come_from_its_source(client: Client, portal: Portal) -> None:
    host = factories.organisation(phone="+420 111 111 111")
    english = factories.translation(host, "en", summary="A shelter.")
    host.phone = "+420 222 222 222"
    host.save()
    text = client.get(english.url_in("en")).text
    assert "+420 222 222 222" in text
    assert "+420 111 111 111" not in text
