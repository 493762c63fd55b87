"""Time, dates and places as people say them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from opportunities.wording import dates_text, hours_text, places_text, times_text

YEAR = timezone.localdate().year


@pytest.mark.parametrize(
    ("language", "hours", "per", "said"),
    [
        ("en", "1", "week", "1 hour a week"),
        ("en", "2", "week", "2 hours a week"),
        ("en", "1.5", "day", "1.5 hours a day"),
        ("cs", "1", "week", "1 hodina týdně"),
        ("cs", "2", "week", "2 hodiny týdně"),
        ("cs", "5", "week", "5 hodin týdně"),
        ("cs", "1.5", "week", "1,5 hodiny týdně"),
        ("pl", "1", "week", "1 godzina tygodniowo"),
        ("pl", "3", "week", "3 godziny tygodniowo"),
        ("pl", "5", "week", "5 godzin tygodniowo"),
        ("pl", "1.5", "week", "1,5 godziny tygodniowo"),
        ("sl", "1", "week", "1 ura na teden"),
        ("sl", "2", "week", "2 uri na teden"),
        ("sl", "3", "week", "3 ure na teden"),
        ("sl", "5", "week", "5 ur na teden"),
    ],
)
def test_hours_are_counted_in_each_language(language: str, hours: str, per: str, said: str) -> None:
    with translation.override(language):
        assert hours_text(Decimal(hours), per).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "5 December"),
        ("cs", "5. prosince"),
        ("pl", "5 grudnia"),
        ("sl", "5. decembra"),
    ],
)
def test_day_of_this_year_needs_no_year(language: str, said: str) -> None:
    day = datetime.date(YEAR, 12, 5)
    with translation.override(language):
        assert dates_text(day, day).replace("\xa0", " ") == said


def test_another_year_is_said() -> None:
    day = datetime.date(YEAR + 1, 2, 20)
    with translation.override("en"):
        assert dates_text(day, day) == f"20 February {YEAR + 1}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "16–30 December"),
        ("cs", "16.–30. prosince"),
        ("pl", "16–30 grudnia"),
        ("sl", "16.–30. decembra"),
    ],
)
def test_days_of_one_month_share_it(language: str, said: str) -> None:
    start, end = datetime.date(YEAR, 12, 16), datetime.date(YEAR, 12, 30)
    with translation.override(language):
        assert dates_text(start, end).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "20 February – 3 April {year}"),
        ("cs", "20. února – 3. dubna {year}"),
        ("pl", "20 lutego – 3 kwietnia {year}"),
        ("sl", "20. februarja – 3. aprila {year}"),
    ],
)
def test_days_of_another_year_share_it(language: str, said: str) -> None:
    start, end = datetime.date(YEAR + 1, 2, 20), datetime.date(YEAR + 1, 4, 3)
    with translation.override(language):
        assert dates_text(start, end).replace("\xa0", " ") == said.format(year=YEAR + 1)


def test_days_of_two_years_are_told_apart() -> None:
    start, end = datetime.date(YEAR, 12, 20), datetime.date(YEAR + 1, 1, 3)
    with translation.override("en"):
        assert dates_text(start, end) == f"20 December – 3 January {YEAR + 1}"


def test_open_end_and_open_start_are_said() -> None:
    date = datetime.date(YEAR, 6, 1)
    with translation.override("en"):
        assert dates_text(date, None) == "from 1 June"
        assert dates_text(None, date) == "until 1 June"


def test_language_that_begins_with_the_month_says_it_twice() -> None:
    start, end = datetime.date(YEAR, 12, 16), datetime.date(YEAR, 12, 30)
    with translation.override("en-us"):
        assert dates_text(start, end) == "16–30 December"
    with translation.override("hu"):
        assert dates_text(start, end) == "december 16. – december 30."


def test_no_dates_say_nothing() -> None:
    assert dates_text(None, None) == ""


def test_all_times_are_any_time() -> None:
    with translation.override("en"):
        every = ["weekday_morning", "weekday_afternoon", "weekday_evening", "weekend"]
        assert times_text(every) == "at any time of the week"
        assert times_text([]) == "by agreement"


def test_third_town_is_counted() -> None:
    with translation.override("en"):
        assert places_text(["Liberec", "Turnov"]) == "Liberec, Turnov"
        assert places_text(["Liberec", "Turnov", "Semily"]) == "Liberec and 2 more towns"
