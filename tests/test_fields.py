"""Fields of volunteering: those a portal starts with, and what staff make of them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from search.gazetteer import fields
from search.models import Field

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

SLUGS = [
    *("seniors", "children", "disability", "health", "poverty", "refugees", "education"),
    *("culture", "sport", "environment", "animals", "emergencies", "community", "events"),
    "professional",
]


def test_portal_starts_with_fifteen_fields_in_order() -> None:
    assert list(Field.objects.values_list("slug", flat=True)) == SLUGS


def test_every_field_has_a_name_in_every_language_an_icon_and_a_hue_of_its_own() -> None:
    for field in Field.objects.all():
        assert len({field.label_in(each) for each in ("cs", "pl", "sl", "en")}) == 4, field.slug
        assert field.icon == f"f-{field.slug}"
    assert len(set(Field.objects.values_list("hue", flat=True))) == len(SLUGS)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("cs", "Děti a mládež"),
        ("pl", "Dzieci i młodzież"),
        ("sl", "Otroci in mladi"),
        ("en", "Children and youth"),
        ("de", "Children and youth"),
    ],
)
def test_field_is_called_in_the_language_that_is_active(language: str, name: str) -> None:
    with translation.override(language):
        assert str(Field.objects.get(slug="children")) == name


def test_loading_leaves_alone_what_staff_changed_and_adds_what_is_missing() -> None:
    Field.objects.filter(slug="animals").update(name="Pets", names={}, hue=7, sort_order=1)
    Field.objects.filter(slug="sport").delete()
    fields.load()
    changed = Field.objects.get(slug="animals")
    assert (changed.name, changed.names, changed.hue, changed.sort_order) == ("Pets", {}, 7, 1)
    assert Field.objects.filter(slug="sport", hue=210).exists()


def test_field_that_staff_deleted_does_not_come_back_with_the_next_start() -> None:
    Field.objects.filter(slug="sport").delete()
    call_command("load_places", stdout=StringIO())
    assert not Field.objects.filter(slug="sport").exists()
