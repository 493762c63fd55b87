"""Registration numbers by country: how they look, and whether one can be true.

Which countries a portal covers is a setting; a country without a row here takes any letters
and digits. Check digits are python-stdnum's; an IČO has the same in Czechia and in Slovakia
(https://cs.wikipedia.org/wiki/Identifikační_číslo_osoby), a KRS has none.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from stdnum import exceptions
from stdnum.cz import dic
from stdnum.pl import nip, regon
from stdnum.si import ddv, maticna

from search.gazetteer import tree
from search.models import Place
from words import fold

UNKNOWN = gettext_lazy("registration number")
# What people put between the digits.
SEPARATORS = re.compile(r"[\s./:‐‑‒–—-]+")
# Of a country without rules.
ANY_SHAPE = re.compile(r"[0-9A-Z]{4,20}")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of number: its name as the country's people call it."""

    name: str
    example: str
    # For people: how many digits it has.
    digits: str
    shape: re.Pattern[str]
    # Returns the compact form; raises stdnum's errors.
    check: Callable[[str], str]
    shown: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that passed its checks; ``compact`` is what is stored and compared."""

    kind: str | Promise
    compact: str
    display: str


def ico(number: str) -> str:
    """Return an IČO; raises ``InvalidChecksum``.

    ``dic.validate`` would refuse those that begin with 9, which is a rule of VAT only.
    """
    if dic.calc_check_digit_legal(number[:-1]) != number[-1]:
        raise exceptions.InvalidChecksum
    return number


def without_check_digit(number: str) -> str:
    return number


def of_main_unit(number: str) -> str:
    """Return a matična številka as the register prints it: 000 stands for the main unit."""
    return number if len(number) == 10 else f"{number}000"


ICO = Kind("IČO", "12345679", "8", re.compile(r"[0-9]{8}"), ico)
KINDS: dict[str, tuple[Kind, ...]] = {
    "CZ": (ICO,),
    "SK": (ICO,),
    "PL": (
        Kind("KRS", "0000123456", "10", re.compile(r"0[0-9]{9}"), without_check_digit),
        Kind("NIP", "123-456-32-18", "10", re.compile(r"[1-9][0-9]{9}"), nip.validate, nip.format),
        Kind("REGON", "123456785", "9/14", re.compile(r"[0-9]{9}|[0-9]{14}"), regon.validate),
    ),
    "SI": (
        Kind(
            "matična številka",
            "1234579000",
            "7/10",
            re.compile(r"[0-9]{7}(?:[0-9A-Z][0-9]{2})?"),
            maticna.validate,
            of_main_unit,
        ),
        Kind("davčna številka", "12345679", "8", re.compile(r"[0-9]{8}"), ddv.validate),
    ),
}
# What people write before the digits, besides the code of the country.
PREFIXES: dict[str, tuple[str, ...]] = {
    "CZ": ("ico", "ic", "dic"),
    "SK": ("ico", "ic", "dic"),
    "PL": ("krs", "nip", "regon", "nr"),
    "SI": ("maticna", "davcna", "stevilka", "st", "ms", "ds", "id", "za", "ddv"),
}


def check(number: str, country: str) -> Number:
    """Return the ``number`` of an organisation in ``country`` (ISO 3166-1).

    Raises ``ValidationError`` that says what was expected.
    """
    text = bare(number, country)
    if country not in KINDS:
        return of_unknown_country(text)
    kind = kind_of(text, country)
    if kind is None or not text.strip("0"):
        message = gettext_lazy("This is not how the number looks. Write %(expected)s.")
        raise ValidationError(message, "shape", {"expected": expected(country)})
    try:
        right = kind.check(text)
    except exceptions.ValidationError as error:
        message = gettext_lazy(
            "There is a slip in this number: as %(name)s, its digits do not fit together. "
            "Please compare it with your papers. A right one looks like %(example)s."
        )
        params = {"name": kind.name, "example": kind.example}
        raise ValidationError(message, "digits", params) from error
    return Number(kind.name, right, kind.shown(right))


def compact(number: str, country: str) -> str:
    """Return ``number`` as it is compared, whether or not it can be true."""
    text = bare(number, country)
    kind = kind_of(text, country)
    try:
        return kind.check(text) if kind else text
    except exceptions.ValidationError:
        return text


def label(country: str) -> str:
    """Return what the country's people call their numbers: ``KRS, NIP or REGON``."""
    names = [kind.name for kind in KINDS.get(country, ())]
    return any_of(names) if names else str(UNKNOWN)


def example(country: str) -> str:
    """Return a number that nobody has, for a hint; "" where we know no rules."""
    return next((kind.example for kind in KINDS.get(country, ())), "")


def expected(country: str) -> str:
    """Return how the country's numbers look: ``IČO (8 digits, for example 12345679)``."""
    return any_of(
        [
            _("%(name)s (%(digits)s digits, for example %(example)s)")
            % {"name": kind.name, "digits": kind.digits, "example": kind.example}
            for kind in KINDS.get(country, ())
        ]
    )


def any_of(words: list[str]) -> str:
    """Return ``a, b or c``."""
    return get_text_list(words, pgettext("between the last two of several", "or"))


def country_of(place: Place | None) -> str:
    """Return the ISO 3166-1 code of the country of ``place``; "" without one."""
    return country_of_region(place.region_id) if place else ""


def country_of_region(region: int | None) -> str:
    """Return the code of the country that holds the region with that key; "" without one."""
    return next(iter(tree.ancestors_of_id(region)), "") if region else ""


def bare(number: str, country: str) -> str:
    """Return ``number`` in capitals without what people put before and between its digits."""
    # What is copied from a PDF brings signs along that nobody sees.
    seen = "".join(sign for sign in number if unicodedata.category(sign) != "Cf")
    text = SEPARATORS.sub("", fold(seen))
    return prefix(country).sub("", text).upper()


@cache
def prefix(country: str) -> re.Pattern[str]:
    """Return a pattern of what may stand before the digits."""
    words = "|".join((*PREFIXES.get(country, ()), re.escape(country.lower())))
    return re.compile(rf"^(?:{words})+(?=[0-9])" if words else r"(?!)")


def kind_of(text: str, country: str) -> Kind | None:
    """Return the kind that a bare number has the shape of; shapes of a country are apart."""
    return next((kind for kind in KINDS.get(country, ()) if kind.shape.fullmatch(text)), None)


def of_unknown_country(text: str) -> Number:
    if not ANY_SHAPE.fullmatch(text):
        message = gettext_lazy("A registration number has 4 to 20 letters and digits.")
        raise ValidationError(message, "shape")
    return Number(UNKNOWN, text, text)
