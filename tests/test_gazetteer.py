"""Regions and places: what is loaded, what is found by typing, and the tree in memory."""

from collections import Counter
from collections.abc import Callable
from io import StringIO
from typing import Any

import pycountry
import pytest
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from search.gazetteer import tables, tree
from search.gazetteer.loader import mark_ambiguous
from search.models import Field, Place, Region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

CountQueries = Callable[[int], CaptureQueriesContext]


def place(name: str, region: str = "") -> Place:
    return Place.objects.get(name=name, region__code__startswith=region)


def everything() -> list[tuple[Any, ...]]:
    return [
        row
        for model in (Region, Place, Field)
        for row in model.objects.order_by("pk").values_list()
    ]


# --- What is loaded ---------------------------------------------------------------


def test_each_country_has_all_its_regions_and_districts() -> None:
    counted = Counter(
        (code[:2], level) for code, level in Region.objects.values_list("code", "level")
    )
    assert counted == {
        ("CZ", 0): 1, ("CZ", 1): 14, ("CZ", 2): 76,
        ("PL", 0): 1, ("PL", 1): 16, ("PL", 2): 314 + 66,
        ("SI", 0): 1, ("SI", 1): 12, ("SI", 2): 212,
    }  # fmt: skip


def test_each_region_lies_in_one_of_the_level_above() -> None:
    for region in Region.objects.select_related("parent"):
        above = region.parent.level if region.parent else -1
        assert above == region.level - 1, region.code


def test_slovenian_table_has_the_municipalities_of_iso_once_each() -> None:
    ours = [
        code for region in tables.table("slovenia").values() for code in region["municipalities"]
    ]
    assert sorted(ours) == sorted(
        each.code for each in pycountry.subdivisions if each.country_code == "SI"
    )


def test_polish_cities_with_county_rights_stand_beside_the_land_counties() -> None:
    names = dict(Region.objects.filter(parent__code="PL-02").values_list("code", "name"))
    assert names["PL-02-m-wroclaw"] == "Wrocław"
    assert names["PL-02-wroclawski"] == "powiat wrocławski"
    assert sum("-m-" in code for code in tree.descendants("PL")) == 66


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("CZ", ("Česko", "Czechy", "Češka", "Czechia")),
        ("PL", ("Polsko", "Polska", "Poljska", "Poland")),
        ("SI", ("Slovinsko", "Słowenia", "Slovenija", "Slovenia")),
        ("CZ-10", ("Praha", "Praga", "Praga", "Prague")),
        ("CZ-51", ("Liberecký kraj", "Kraj liberecki", "Libereška regija", "Liberec Region")),
        ("PL-02", ("Dolní Slezsko", "Dolnośląskie", "Spodnja Šlezija", "Lower Silesia")),
        ("SI042", ("Horní Kraňsko", "Górna Kraina", "Gorenjska", "Upper Carniola")),
        ("CZ-513", ("okres Liberec",) * 4),
    ],
)
def test_regions_are_called_as_readers_call_them(code: str, names: tuple[str, ...]) -> None:
    assert tuple(tree.label(code, language) for language in ("cs", "pl", "sl", "en")) == names


def test_every_region_of_the_first_level_has_a_name_in_every_other_language() -> None:
    others = {"CZ": {"pl", "sl", "en"}, "PL": {"cs", "sl", "en"}, "SI": {"cs", "pl", "en"}}
    for code in Region.objects.filter(level=1).values_list("code", flat=True):
        assert others[code[:2]] <= tables.table("names")[code].keys(), code


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Liberec", ("CZ", "CZ-51", "CZ-513")),
        ("Praha", ("CZ", "CZ-10")),
        ("Brno", ("CZ", "CZ-64", "CZ-642")),
        ("Kraków", ("PL", "PL-12", "PL-12-m-krakow")),
        ("Sopot", ("PL", "PL-22", "PL-22-m-sopot")),
        ("Bolesławiec", ("PL", "PL-02", "PL-02-boleslawiecki")),
        ("Maribor", ("SI", "SI032", "SI-070")),
        ("Bled", ("SI", "SI042", "SI-003")),
        ("Litija", ("SI", "SI035", "SI-060")),
    ],
)
def test_towns_lie_where_they_do(name: str, path: tuple[str, ...]) -> None:
    found = Place.objects.from_input(name)
    assert found is not None
    assert found.region.ancestor_codes() == path


def test_town_whose_row_is_in_a_wrong_voivodeship_lies_where_its_neighbours_do() -> None:
    assert place("Sulęcin").region.code == "PL-08-sulecinski"
    assert place("Zawidów").region.code == "PL-02-zgorzelecki"


def test_every_district_has_a_place_and_every_place_the_last_level() -> None:
    inhabited = set(Place.objects.values_list("region__code", flat=True))
    districts = set(Region.objects.filter(level=2).values_list("code", flat=True))
    assert inhabited == districts | {"CZ-10"}


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (3067696, ("Praha", "Praga", "Praga", "Prague")),
        (756135, ("Varšava", "Warszawa", "Varšava", "Warsaw")),
        (3081368, ("Vratislav", "Wrocław", "Vroclav", "Wrocław")),
        (3196359, ("Lublaň", "Lublana", "Ljubljana", "Ljubljana")),
        (3194351, ("Novo mesto",) * 4),
    ],
)
def test_large_towns_have_the_names_that_languages_give_them(
    number: int, names: tuple[str, ...]
) -> None:
    found = Place.objects.get(geonames_id=number)
    assert tuple(found.label_in(language) for language in ("cs", "pl", "sl", "en")) == names


def test_table_of_towns_has_no_number_that_is_not_loaded() -> None:
    numbers = {int(number) for number in tables.table("places")["names"]}
    loaded = set(Place.objects.values_list("geonames_id", flat=True))
    assert numbers - loaded == {2761369}, "all but Vienna"


# --- Loading again, and other countries -------------------------------------------------


def test_second_run_reads_nothing_and_changes_nothing(
    settings: Any, django_assert_num_queries: CountQueries
) -> None:
    before, said = everything(), StringIO()
    with django_assert_num_queries(len(settings.PORTAL_COUNTRIES)):
        call_command("load_places", stdout=said)
    assert said.getvalue() == ""
    assert everything() == before


def test_loading_anew_keeps_ids_and_repairs_rows() -> None:
    before = everything()
    Place.objects.filter(name="Liberec").update(population=1, region=Region.objects.get(code="SI"))
    Region.objects.filter(code="CZ-513").update(name="?", folded="")
    call_command("load_places", "--anew", stdout=StringIO())
    assert everything() == before


def test_another_country_is_a_setting(settings: Any) -> None:
    settings.PORTAL_COUNTRIES = ["SK", "AT"]
    call_command("load_places", stdout=StringIO())
    assert len(tree.descendants("SK")) == 1 + 8
    assert len(tree.descendants("AT")) == 1 + 9
    assert tree.label("SK", "sl") == "Slovaška"
    assert place("Prešov").region.code == "SK-PV"
    assert place("Wien").region.code == "AT-9"
    assert place("Klagenfurt am Wörthersee").region.label_in("pl") == "Karyntia"
    assert not Place.objects.filter(region__level=0).exists()
    assert place("Nitra").ambiguous is False


def test_name_that_a_later_place_shares_becomes_ambiguous() -> None:
    alone = place("Bled")
    Place.objects.create(
        name="Bled", geonames_id=1, region_id=alone.region_id, latitude=0, longitude=0
    )
    assert not alone.ambiguous
    mark_ambiguous()
    alone.refresh_from_db()
    assert alone.ambiguous


def test_unknown_country_is_a_clear_error_and_changes_nothing(settings: Any) -> None:
    before = everything()
    settings.PORTAL_COUNTRIES = ["CZ", "XX"]
    with pytest.raises(CommandError, match="XX"):
        call_command("load_places", stdout=StringIO())
    assert everything() == before


# --- Typing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("liberec", "Liberec"),
        ("usti nad lab", "Ústí nad Labem"),
        ("LODZ", "Łódź"),
        ("krakov", "Kraków"),
        ("vratislav", "Wrocław"),
        ("Prague", "Praha"),
        ("mistek", "Frýdek-Místek"),
        ("sveta ana", "Sveta Ana v Slovenskih goricah"),
    ],
)
def test_typing_a_part_of_a_name_finds_the_place(typed: str, first: str) -> None:
    assert Place.objects.lookup(typed)[0].name == first


def test_whole_names_come_first_then_beginnings_then_later_words() -> None:
    found = [each.name for each in Place.objects.lookup("lhota", limit=60)]
    assert found[:2] == ["Lhota", "Lhota"]
    first_later_word = next(i for i, name in enumerate(found) if not name.startswith("Lhot"))
    assert not any(name.startswith("Lhota") for name in found[first_later_word:])


def test_among_equals_the_larger_town_comes_first() -> None:
    sizes = [each.population for each in Place.objects.lookup("Osek", limit=4)]
    assert sizes == sorted(sizes, reverse=True)


def test_lookup_is_one_query_with_regions(django_assert_num_queries: CountQueries) -> None:
    with django_assert_num_queries(1):
        assert [each.qualified_label for each in Place.objects.lookup("lhota")]


@pytest.mark.parametrize("junk", ["", " ", "%", "_", "|", "a|b", "\0", "'\"", "()", "x" * 10_000])
def test_junk_finds_nothing_and_breaks_nothing(junk: str) -> None:
    assert Place.objects.lookup(junk) == []
    assert Place.objects.from_input(junk) is None
    assert Region.objects.lookup(junk) == []


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("liberec", "CZ-513"),
        ("  PRAHA ", "CZ-10"),
        ("Lhota (okres Zlín)", "CZ-724"),
        ("lhota (zlin)", "CZ-724"),
        ("Lhota (Zlínský kraj)", "CZ-724"),
        ("Lhota (Česko)", "CZ-724"),
        ("Tabor (Savinjska regija)", "SI-184"),
        ("kostelec nad o", "CZ-524"),
    ],
)
def test_typed_name_becomes_the_place_that_was_meant(typed: str, region: str) -> None:
    found = Place.objects.from_input(typed)
    assert found is not None
    assert found.region.code == region


@pytest.mark.parametrize("typed", ["Lhota (okres Děčín)", "li", "Atlantis", "9" * 30, "²"])
def test_name_that_means_no_place_is_none(typed: str) -> None:
    assert Place.objects.from_input(typed) is None


def test_id_is_understood_too() -> None:
    liberec = place("Liberec")
    assert Place.objects.from_input(f" {liberec.pk} ") == liberec


@pytest.mark.parametrize("language", ["cs", "pl", "sl", "en"])
def test_what_tells_places_of_one_name_apart_is_understood(language: str) -> None:
    with translation.override(language):
        for each in Place.objects.with_regions().filter(ambiguous=True, population__gt=2000):
            assert Place.objects.from_input(each.qualified_label) == each, each.qualified_label


def test_only_names_that_several_places_share_carry_a_region() -> None:
    with translation.override("cs"):
        assert place("Liberec").qualified_label == "Liberec"
        assert place("Lhota", "CZ-72").qualified_label == "Lhota (okres Zlín)"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("liberecky", "CZ-51"),
        ("dolny sl", "PL-02"),
        ("wojewodztwo slaskie", "PL-24"),
        ("Lower Sil", "PL-02"),
        ("okres semily", "CZ-514"),
        ("semily", "CZ-514"),
        ("boleslaw", "PL-02-boleslawiecki"),
        ("gorenjska", "SI042"),
        ("ceska republika", "CZ"),
    ],
)
def test_typing_a_part_of_a_name_finds_the_region(typed: str, code: str) -> None:
    assert Region.objects.lookup(typed)[0].code == code


# --- The tree ---------------------------------------------------------------------------


def test_tree_answers_as_the_database_does() -> None:
    for region in Region.objects.select_related("parent__parent"):
        above = [region.parent.parent, region.parent] if region.parent else []
        codes = [each.code for each in (*above, region) if each]
        assert tree.ancestors(region.code) == tuple(codes)
    kraj = Region.objects.get(code="CZ-51")
    assert tree.descendants("CZ-51") == {"CZ-51", *kraj.children.values_list("code", flat=True)}


def test_tree_is_read_with_one_query(django_assert_num_queries: CountQueries) -> None:
    tree.clear()
    with django_assert_num_queries(1):
        for code in tree.descendants("PL"):
            assert tree.ancestors(code)
            assert tree.label(code, "cs")
            tree.children(code, "pl")


def test_tree_forgets_a_region_that_was_saved_or_deleted() -> None:
    assert tree.label("CZ-51", "cs") == "Liberecký kraj"
    region = Region.objects.get(code="CZ-51")
    region.name = "Severní kraj"
    region.save()
    assert tree.label("CZ-51", "cs") == "Severní kraj"
    region.delete()
    assert not tree.exists("CZ-51")
    assert "CZ-513" not in tree.descendants("CZ")


def test_unknown_code_is_nowhere() -> None:
    assert tree.ancestors("XX") == ()
    assert tree.descendants("XX") == frozenset()
    assert tree.children("XX", "cs") == tree.children("", "cs") == ()
    assert tree.label("XX", "cs") == "XX"
    assert not tree.exists("")


def test_tree_is_drawn_in_the_order_of_the_language() -> None:
    assert tree.roots("pl") == ("CZ", "PL", "SI")
    polish = [tree.label(code, "pl") for code in tree.children("PL", "pl")]
    assert polish[2:6] == ["Lubelskie", "Lubuskie", "Łódzkie", "Małopolskie"]
    czech = [tree.label(code, "cs") for code in tree.children("CZ-42", "cs")]
    assert czech[:3] == ["okres Děčín", "okres Chomutov", "okres Litoměřice"]
