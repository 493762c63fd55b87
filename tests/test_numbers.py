"""Registration numbers are what their country's register would take."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from home.demo.numbers import registration_number
from organisations_directory import numbers
from organisations_directory.models import Organisation
from tests import factories

# Typed, country, kind, kept, shown. Real ones are of public bodies, from their own websites.
RIGHT = [
    ("00064581", "CZ", "IČO", "00064581", "00064581"),  # Hlavní město Praha
    ("000 64 581", "CZ", "IČO", "00064581", "00064581"),
    ("IČO: 000 64 581", "CZ", "IČO", "00064581", "00064581"),
    ("ič 00064581", "CZ", "IČO", "00064581", "00064581"),
    ("DIČ CZ00064581", "CZ", "IČO", "00064581", "00064581"),
    ("CZ00064581", "CZ", "IČO", "00064581", "00064581"),
    ("000\u00a064\u202f581\u200b", "CZ", "IČO", "00064581", "00064581"),
    ("99000016", "CZ", "IČO", "99000016", "99000016"),
    ("00603481", "SK", "IČO", "00603481", "00603481"),  # Hlavné mesto SR Bratislava
    ("0000123456", "PL", "KRS", "0000123456", "0000123456"),
    ("KRS 0000 123 456", "PL", "KRS", "0000123456", "0000123456"),
    ("Nr KRS: 0000123456", "PL", "KRS", "0000123456", "0000123456"),
    ("525-22-48-481", "PL", "NIP", "5252248481", "525-224-84-81"),  # m.st. Warszawa
    ("PL 5252248481", "PL", "NIP", "5252248481", "525-224-84-81"),
    ("NIP 525–224–84–81", "PL", "NIP", "5252248481", "525-224-84-81"),
    ("015259640", "PL", "REGON", "015259640", "015259640"),  # m.st. Warszawa
    ("12345678512347", "PL", "REGON", "12345678512347", "12345678512347"),
    ("5874025000", "SI", "matična številka", "5874025", "5874025000"),  # Mestna občina Ljubljana
    ("5874025", "SI", "matična številka", "5874025", "5874025000"),
    ("Matična številka: 5874025.000", "SI", "matična številka", "5874025", "5874025000"),
    ("5874025a12", "SI", "matična številka", "5874025A12", "5874025A12"),
    ("SI67593321", "SI", "davčna številka", "67593321", "67593321"),  # Mestna občina Ljubljana
    ("ID za DDV: SI 67593321", "SI", "davčna številka", "67593321", "67593321"),
    ("HRB 12345", "DE", numbers.UNKNOWN, "HRB12345", "HRB12345"),
]
# Typed, country, what is wrong with it.
WRONG = [
    ("00064582", "CZ", "digits"),
    ("0064581", "CZ", "shape"),
    ("000645811", "CZ", "shape"),
    ("00000000", "CZ", "shape"),
    ("", "CZ", "shape"),
    ("   ", "CZ", "shape"),
    ("IČO", "CZ", "shape"),
    ("PL00064581", "CZ", "shape"),
    ("0006458O", "CZ", "shape"),
    ("٠٠٠٦٤٥٨١", "CZ", "shape"),
    ("００064581", "CZ", "shape"),
    ("0006458¹", "CZ", "shape"),
    ("00064581\x00", "CZ", "shape"),
    ("<b>00064581</b>", "CZ", "shape"),
    ("=00064581", "CZ", "shape"),
    ("00603482", "SK", "digits"),
    ("0000000000", "PL", "shape"),
    ("000012346", "PL", "digits"),
    ("5252248482", "PL", "digits"),
    ("015259641", "PL", "digits"),
    ("12345678512348", "PL", "digits"),
    ("12345678", "PL", "shape"),
    ("5874026000", "SI", "digits"),
    ("67593322", "SI", "digits"),
    ("01234567", "SI", "digits"),
    ("123456", "SI", "shape"),
    ("12", "DE", "shape"),
    ("1" * 21, "DE", "shape"),
]


@pytest.mark.parametrize(("typed", "country", "kind", "compact", "display"), RIGHT)
def test_right_numbers_are_known_however_they_are_typed(
    typed: str, country: str, kind: Any, compact: str, display: str
) -> None:
    assert numbers.check(typed, country) == numbers.Number(kind, compact, display)
    assert numbers.compact(typed, country) == compact


@pytest.mark.parametrize(("typed", "country", "code"), WRONG)
def test_wrong_numbers_are_refused(typed: str, country: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        numbers.check(typed, country)
    assert refused.value.code == code


@pytest.mark.parametrize("country", numbers.KINDS)
def test_every_one_of_the_digits_is_checked(country: str) -> None:
    """A slip in one digit is found, or leads to a number of another kind."""
    for kind in numbers.KINDS[country]:
        if kind.check is numbers.without_check_digit:
            continue
        right = numbers.bare(kind.example, country)
        slips = [f"{right[:n]}{(int(right[n]) + 1) % 10}{right[n + 1 :]}" for n in range(7)]
        for slip in slips:
            assert not is_right(slip, country, kind.name), slip


def is_right(number: str, country: str, kind: str) -> bool:
    try:
        return numbers.check(number, country).kind == kind
    except ValidationError:
        return False


@pytest.mark.parametrize("country", numbers.KINDS)
def test_refusal_names_the_numbers_of_the_country_with_an_example_that_is_right(
    country: str,
) -> None:
    with pytest.raises(ValidationError) as refused:
        numbers.check("x", country)
    for kind in numbers.KINDS[country]:
        assert kind.name in refused.value.messages[0]
        assert kind.example in refused.value.messages[0]
        assert numbers.check(kind.example, country).kind == kind.name


def test_refusal_of_a_slip_names_the_kind_of_number_that_was_typed() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        numbers.check("5252248482", "PL")
    assert "NIP" in refused.value.messages[0]
    assert "KRS" not in refused.value.messages[0]


def test_label_and_example_are_of_the_country() -> None:
    with translation.override("en"):
        assert numbers.label("CZ") == "IČO"
        assert numbers.label("PL") == "KRS, NIP or REGON"
        assert numbers.label("DE") == "registration number"
    assert numbers.example("CZ") == "12345679"
    assert numbers.example("DE") == ""


def test_wrong_numbers_are_compared_as_typed_without_separators() -> None:
    assert numbers.compact("123 456", "CZ") == "123456"


def test_a_million_letters_are_refused_in_no_time() -> None:
    with pytest.raises(ValidationError):
        numbers.check("ico st 1" * 125_000, "SI")


@pytest.mark.parametrize("country", ["CZ", "PL", "SI"])
def test_numbers_of_the_demo_are_right(country: str) -> None:
    for n in range(200):
        numbers.check(registration_number(country, "association", n), country)


def organisation(code: str = "CZ-51", **attributes: Any) -> Organisation:
    place = factories.place(region=factories.region(code))
    return factories.organisation(place=place, **attributes)


@pytest.mark.django_db
def test_organisation_keeps_the_compact_number_of_the_country_of_its_town() -> None:
    entry = organisation("SI-061", registration_number="5874025.000")
    entry.full_clean()
    assert entry.registration_number == "5874025"


@pytest.mark.django_db
def test_organisation_with_a_wrong_number_is_refused_beside_the_number() -> None:
    with pytest.raises(ValidationError) as refused:
        organisation("PL-14", registration_number="00064581").full_clean()
    assert set(refused.value.message_dict) == {"registration_number"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attributes", [{"place": None}, {"legal_form": Organisation.LegalForm.INFORMAL}]
)
def test_number_is_not_checked_without_a_town_or_of_informal_groups(
    attributes: dict[str, Any],
) -> None:
    place = factories.place()
    entry = factories.organisation(**{"place": place, "registration_number": "12", **attributes})
    entry.full_clean()
    assert entry.registration_number == "12"


@pytest.mark.django_db
def test_translation_may_have_copied_a_wrong_number() -> None:
    source = organisation(registration_number="12")
    factories.translation(source, "pl").full_clean()
