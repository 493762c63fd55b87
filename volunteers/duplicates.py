"""Who is perhaps in here twice: a like address, the same telephone, a like name nearby.

Nothing of it is kept: it is read anew for each question, in time for thousands of people.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from django.db.models import Q
from rapidfuzz import fuzz

from portal.common import phones
from volunteers.merging import KNOWN
from volunteers.models import Interest, NotSame, Offer, Volunteer
from words import folded_words

# Of 100: of two words with one slip between them. Only in longer words is it a slip: Jan, Jana.
ALIKE, LONG_WORD = 80, 5
# Shorter words are initials and "von": they tell nothing of who it is.
SHORTEST_WORD = 3
# So many people with one name in one region are no hint any more.
MOST_ALIKE = 60


class Reason(StrEnum):
    """Why two records may be one person's, the surest first."""

    EMAIL = "email"
    PHONE = "phone"
    SLIP = "slip"
    NAME = "name"


ORDER = list(Reason)
Keys = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person's; ``one`` is the older."""

    one: Volunteer
    other: Volunteer
    reasons: list[Reason]


class Known(NamedTuple):
    """What is compared of one record."""

    key: int
    words: tuple[str, ...]
    email: str
    phone: str
    # Regions and organisations of what the person was interested in, and of what they offer.
    nearby: frozenset[str]


KeysOf = Callable[[Known], Iterable[Hashable]]


def of(volunteer: Volunteer) -> list[Pair]:
    """Return the pairs that ``volunteer`` is one of, the surest first."""
    return pairs(volunteer.pk)


def pairs(key: int | None = None) -> list[Pair]:
    """Return who may be in here twice, without those that are said to be two people.

    The surest first, then the newest; with ``key`` only the pairs with that record.
    """
    two_people = apart(key)
    found = {two: why for two, why in reasons(read(), key).items() if two not in two_people}
    ranked = sorted(found, key=lambda two: (ORDER.index(found[two][0]), -two[1], -two[0]))
    rows = Volunteer.objects.in_bulk({each for two in ranked for each in two})
    # Somebody may have been erased meanwhile.
    return [
        Pair(rows[one], rows[other], found[one, other])
        for one, other in ranked
        if one in rows and other in rows
    ]


def apart(key: int | None) -> set[Keys]:
    """Return the pairs of which somebody said that they are two people."""
    some = Q() if key is None else Q(one=key) | Q(other=key)
    return set(NotSame.objects.filter(some).values_list("one_id", "other_id"))


def read() -> list[Known]:
    """Return all whom brokers may see: what nobody confirmed is nobody's yet."""
    nearby = places()
    seen = Volunteer.objects.filter(KNOWN)
    return [
        Known(
            key,
            tuple(word for word in folded_words(name) if len(word) >= SHORTEST_WORD),
            plain(email),
            phones.subscriber(phone),
            frozenset(nearby[key]),
        )
        for key, name, email, phone in seen.values_list("pk", "name", "email", "phone")
    ]


def places() -> dict[int, set[str]]:
    """Return volunteer → the regions they asked or offered in, and the organisations they asked."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    call = "opportunity"
    facts = ("volunteer_id", f"{call}__organisation_id", f"{call}__places__region_id")
    for key, host, region in Interest.objects.confirmed().values_list(*facts).distinct():
        found[key] |= {f"organisation {host}", f"region {region}"}
    for key, region in Offer.objects.confirmed().values_list("volunteer_id", "place__region_id"):
        found[key].add(f"region {region}")
    for nearby in found.values():
        nearby -= {"organisation None", "region None"}
    return found


def plain(email: str) -> str:
    """Return ``email`` as its owner could write it, too: without dots and what follows a plus."""
    local, _at, host = email.casefold().partition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{host}" if host else ""


def slips(email: str) -> set[str]:
    """Return ``email`` without each of its letters: what is one slip apart shares one of them.

    Digits stay: "jana1" and "jana2" are two people, and no slip.
    """
    letters = (n for n, letter in enumerate(email) if not letter.isdigit() and letter != "@")
    return {email, *(email[:n] + email[n + 1 :] for n in letters)} if email else set()


def reasons(everybody: Iterable[Known], key: int | None = None) -> dict[Keys, list[Reason]]:
    """Return pair → why both may be one person, the surest reason first."""
    rows = list(everybody) if key is None else like(everybody, key)
    found: defaultdict[Keys, set[Reason]] = defaultdict(set)
    for one, other in sharing(rows, lambda row: {row.email} - {""}, key):
        found[one.key, other.key].add(Reason.EMAIL)
    for one, other in sharing(rows, lambda row: {row.phone} - {""}, key):
        found[one.key, other.key].add(Reason.PHONE)
    for one, other in sharing(rows, lambda row: slips(row.email), key):
        if one.email != other.email and alike(one, other):
            found[one.key, other.key].add(Reason.SLIP)
    for one, other in sharing(rows, named_nearby, key, MOST_ALIKE):
        if alike(one, other):
            found[one.key, other.key].add(Reason.NAME)
    return {two: sorted(why, key=ORDER.index) for two, why in found.items()}


def like(everybody: Iterable[Known], key: int) -> list[Known]:
    """Return the record with ``key`` and all that it could be a pair with, in little time."""
    rows = list(everybody)
    one = next((row for row in rows if row.key == key), None)
    if one is None:
        return []
    return [
        row
        for row in rows
        if (row.email and row.email == one.email)
        or (row.phone and row.phone == one.phone)
        or alike(one, row)
        or row is one
    ]


def named_nearby(row: Known) -> set[tuple[str, str]]:
    return {(place, word) for place in row.nearby for word in row.words}


def alike(one: Known, other: Known) -> bool:
    """Return whether both names may be one: in any order, with slips, or with a second name."""
    fewer, more = sorted((one.words, other.words), key=len)
    if len(fewer) < min(2, len(more)):
        return False
    return all(any(same_word(word, each) for each in more) for word in fewer)


def same_word(word: str, other: str) -> bool:
    """Return whether both are one word; in short ones a letter more is another name."""
    if word == other:
        return True
    long = min(len(word), len(other)) >= LONG_WORD
    return long and bool(fuzz.ratio(word, other) >= ALIKE)


def sharing(
    rows: Iterable[Known], keys_of: KeysOf, key: int | None, most: int | None = None
) -> Iterator[tuple[Known, Known]]:
    """Yield the pairs that have one of their keys in common, the older record first.

    What more than ``most`` share tells nothing; with ``key`` only the pairs with that record.
    """
    blocks: defaultdict[Hashable, list[Known]] = defaultdict(list)
    for row in sorted(rows):
        for each in keys_of(row):
            blocks[each].append(row)
    for block in blocks.values():
        if most is None or len(block) <= most:
            yield from (
                two
                for two in combinations(block, 2)
                if key is None or key in (two[0].key, two[1].key)
            )
