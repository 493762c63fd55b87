"""Fields, regions and places, edited by staff."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from search.models import Field, Place
from tests import factories
from tests.admin import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def names(**names_by_language: str) -> dict[str, str]:
    return {f"name_{code}": names_by_language.get(code, "") for code in ("cs", "pl", "sl", "en")}


def test_field_has_a_name_in_each_language(moderator: Client) -> None:
    form = {"name": "Animals", **names(cs="Zvířata", pl=" Zwierzęta ")}
    look = {"slug": "animals", "icon": "f-animals", "hue": "30"}
    moderator.post(reverse("field:add"), {**form, **look})
    field = Field.objects.get(slug="animals")
    shown = {}
    for language in ("cs", "pl", "en"):
        with translation.override(language):
            shown[language] = str(field)
    assert shown == {"cs": "Zvířata", "pl": "Zwierzęta", "en": "Animals"}


def test_languages_that_are_not_offered_keep_their_names(moderator: Client) -> None:
    field = factories.field("animals", names={"uk": "Тварини", "cs": "Zvířata"})
    page = moderator.get(reverse("field:edit", args=[field.pk]))
    assert page.context["form"]["name_cs"].value() == "Zvířata"
    form = {"name": "Animals", "slug": "animals", "icon": "f-animals", "hue": "30"}
    moderator.post(reverse("field:edit", args=[field.pk]), {**form, **names(pl="Zwierzęta")})
    field.refresh_from_db()
    assert field.names == {"uk": "Тварини", "pl": "Zwierzęta"}


def test_fields_can_be_put_in_another_order(moderator: Client) -> None:
    first, second = (factories.field(slug, sort_order=n) for n, slug in enumerate("ab"))
    moderator.post(f"{reverse('field:reorder', args=[second.pk])}?position=0")
    assert list(Field.objects.all()) == [second, first]


def test_village_that_staff_add_is_found_by_its_names(moderator: Client) -> None:
    form: dict[str, Any] = {"name": "Zlatá Ves", "region": factories.region().pk}
    where = {"latitude": "50.5", "longitude": "15.2", "population": "120"}
    moderator.post(reverse("place:add"), {**form, **where, **names(pl="Złota Wieś")})
    village = Place.objects.get(name="Zlatá Ves")
    assert Place.objects.lookup("zlota wies") == [village]
    listed = moderator.get(reverse("place:index"), {"q": "zlata"}).context["object_list"]
    assert list(listed) == [village]


def test_renamed_region_is_found_by_its_new_name(moderator: Client) -> None:
    region = factories.region("CZ-51")
    url = reverse("region:edit", args=[region.pk])
    moderator.post(url, {"name": "Liberecký kraj", **names(en="Liberec Region")})
    region.refresh_from_db()
    assert region.folded == "|liberecky kraj|liberec region|"


@pytest.mark.parametrize("junk", ["'", "%", "\x00", "x" * 5000])
def test_junk_in_the_search_of_a_list_finds_nothing(moderator: Client, junk: str) -> None:
    factories.place("Liberec")
    for name in ("place:index", "region:index", "place_chooser:choose_results"):
        response = moderator.get(reverse(name), {"q": junk})
        assert response.status_code == 200
