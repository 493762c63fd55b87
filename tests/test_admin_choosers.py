"""Choosing organisations, towns and regions by a part of the name."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from search.models import Region
from tests import factories
from tests.admin import PUBLISH, address, client_of, organisation_form

pytestmark = pytest.mark.django_db

ORGANISATIONS = "wagtailsnippetchoosers_organisations_directory_organisation"


@pytest.fixture
def editor() -> Client:
    return client_of("Editors")


def offered(client: Client, chooser: str, typed: str = "", **asked: Any) -> list[Any]:
    response = client.get(reverse(f"{chooser}:choose_results"), {"q": typed, **asked})
    return list(response.context["results"])


def test_towns_are_found_by_a_part_of_the_name(editor: Client) -> None:
    mistek = factories.place("Frýdek-Místek", population=50_000)
    wroclaw = factories.place("Wrocław", names={"cs": "Vratislav"})
    factories.place("Liberec")
    assert offered(editor, "place_chooser", "frydek") == [mistek]
    assert offered(editor, "place_chooser", "MÍST") == [mistek]
    assert offered(editor, "place_chooser", "vratis") == [wroclaw]
    assert offered(editor, "place_chooser", "nowhere") == []


def test_larger_towns_are_offered_first(editor: Client) -> None:
    small = factories.place("Liběšice", population=900)
    large = factories.place("Liberec", population=100_000)
    assert offered(editor, "place_chooser") == [large, small]
    assert offered(editor, "place_chooser", "lib") == [large, small]


def test_chosen_town_tells_which_of_its_name_it_is(editor: Client) -> None:
    region = factories.region("CZ-51", name="Liberecký kraj")
    lhota = factories.place("Lhota", region=region, ambiguous=True)
    url = reverse("place_chooser:chosen_multiple")
    result = editor.get(url, {"id": lhota.pk, "multiple": 1}).json()["result"]
    assert [(row["id"], row["title"]) for row in result] == [(str(lhota.pk), lhota.qualified_label)]


def test_regions_are_found_and_countries_come_first(editor: Client) -> None:
    district = factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    assert offered(editor, "region_chooser", "liberec") == [district]
    assert [region.level for region in offered(editor, "region_chooser")] == [
        Region.Level.COUNTRY,
        Region.Level.REGION,
        Region.Level.DISTRICT,
    ]


def test_organisations_are_offered_once_whatever_the_language(editor: Client) -> None:
    source = factories.organisation(name="Útulek Žofín")
    factories.translation(source, "pl")
    draft = factories.organisation(name="Zoo", live=False)
    assert offered(editor, ORGANISATIONS, locale="pl") == [draft, source]
    assert offered(editor, ORGANISATIONS, "zofin") == [source]


def test_translation_of_an_organisation_cannot_be_chosen() -> None:
    translation = factories.translation(factories.organisation(), "pl")
    field = Opportunity._meta.get_field("organisation").formfield()
    assert not field.queryset.complex_filter(field.limit_choices_to).filter(pk=translation.pk)


def test_form_of_an_opportunity_does_not_list_all_towns_and_organisations(editor: Client) -> None:
    for number in range(5):
        factories.place(f"Somewhere {number}")
        factories.organisation(name=f"Unlisted {number}")
    page = editor.get(address("add", Opportunity)).content.decode()
    assert "Somewhere" not in page
    assert "Unlisted" not in page


def test_regions_chosen_are_saved_shown_and_taken_out_again() -> None:
    moderator = client_of("Moderators")
    regions = [factories.region("CZ"), factories.region("PL-02")]
    form = organisation_form(regions=[region.pk for region in regions])
    moderator.post(address("add", Organisation), {**form, **PUBLISH})
    organisation = Organisation.objects.get()
    assert set(organisation.regions.all()) == set(regions)
    page = moderator.get(address("edit", organisation)).content.decode()
    assert all(f'name="regions" value="{region.pk}"' in page for region in regions)
    moderator.post(address("edit", organisation), {**organisation_form(), **PUBLISH})
    assert not Organisation.objects.get().regions.exists()


def test_unknown_keys_are_refused_beside_the_field() -> None:
    moderator = client_of("Moderators")
    for junk in ("x", "-1", "99999999999999999999"):
        form = {**organisation_form(regions=[junk]), **PUBLISH}
        response = moderator.post(address("add", Organisation), form)
        assert set(response.context["form"].errors) == {"regions"}
