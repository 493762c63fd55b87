"""Working days: what the centre promises to answer within."""

import datetime
from typing import Any

import pytest

from portal.common.working_days import working_days


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-11-02", "2026-11-02", 0),  # a Monday
        ("2026-11-02", "2026-11-03", 1),
        ("2026-11-06", "2026-11-08", 0),  # a weekend
        ("2026-11-06", "2026-11-09", 1),
        ("2026-11-07", "2026-11-09", 1),
        ("2026-11-02", "2026-11-30", 19),  # the 17th is a holiday in Czechia
        ("2026-12-23", "2026-12-28", 1),  # Christmas, then a weekend
        ("2026-12-31", "2027-01-04", 1),
        ("2025-12-31", "2026-12-31", 250),
        ("2026-11-03", "2026-11-02", 0),
    ],
)
def test_weekends_and_holidays_do_not_count(since: str, until: str, expected: int) -> None:
    day = datetime.date.fromisoformat
    assert working_days(day(since), day(until)) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [("CZ", 8), ("PL", 8), ("DE-BY", 9), ("DE-SN", 8), ("XX", 9), ("", 9)],
)
def test_holidays_are_those_of_the_centre(settings: Any, place: str, expected: int) -> None:
    settings.CENTRE_COUNTRY = place
    day = datetime.date.fromisoformat
    assert working_days(day("2026-11-09"), day("2026-11-20")) == expected
