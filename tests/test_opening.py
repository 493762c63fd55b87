"""Opening hours, in the clock of the office."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from home.opening import Opening, Span, State

PRAGUE = ZoneInfo("Europe/Prague")


def at(text: str, zone: ZoneInfo = PRAGUE) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


def span(text: str) -> Span:
    opens, closes = text.split("-")
    return Span(datetime.time.fromisoformat(opens), datetime.time.fromisoformat(closes))


def office(**changes: object) -> Opening:
    """Return an office open on Mondays 9–12 and 13–17 and on Fridays 9–13."""
    week = {0: [span("09:00-12:00"), span("13:00-17:00")], 4: [span("09:00-13:00")]}
    return Opening(**{"zone": "Europe/Prague", "week": week, "country": "CZ", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "is_open", "until"),
    [
        ("2026-11-23 08:59:59", False, "2026-11-23 09:00"),
        ("2026-11-23 09:00", True, "2026-11-23 12:00"),
        ("2026-11-23 11:59:59", True, "2026-11-23 12:00"),
        ("2026-11-23 12:00", False, "2026-11-23 13:00"),
        ("2026-11-23 17:00", False, "2026-11-27 09:00"),
        ("2026-11-27 13:00", False, "2026-11-30 09:00"),
    ],
)
def test_open_now_or_when_next(now: str, is_open: bool, until: str) -> None:
    assert office().state(at(now)) == State(is_open, at(until))


def test_clock_of_the_office_counts_not_that_of_the_reader() -> None:
    noon_in_lisbon = at("2026-11-23 11:30", ZoneInfo("Europe/Lisbon"))
    assert office().state(noon_in_lisbon) == State(False, at("2026-11-23 13:00"))


def test_hours_stay_when_clocks_change() -> None:
    sundays = {6: [span("01:00-04:00")]}
    state = office(week=sundays).state(at("2026-10-25 00:30"))
    assert state.until == at("2026-10-25 01:00")
    open_for = office(week=sundays).state(at("2026-10-25 01:30")).until
    assert open_for is not None
    asked = at("2026-10-25 01:30").astimezone(datetime.UTC)
    assert open_for.astimezone(datetime.UTC) - asked == datetime.timedelta(hours=3, minutes=30)


def test_public_holidays_are_kept() -> None:
    """Czech offices are closed on 28 September, a Monday; Slovenian ones are not."""
    before = at("2026-09-28 08:00")
    assert office().state(before) == State(False, at("2026-10-02 09:00"))
    assert office(country="SI").state(before).until == at("2026-09-28 09:00")


def test_exception_wins_over_week_and_holiday() -> None:
    holiday = datetime.date(2026, 9, 28)
    closed = datetime.date(2026, 11, 23)
    odd = office(exceptions={holiday: [span("10:00-11:00")], closed: []})
    assert odd.state(at("2026-09-28 10:30")) == State(True, at("2026-09-28 11:00"))
    assert odd.state(at("2026-11-23 10:00")) == State(False, at("2026-11-27 09:00"))


def test_touching_hours_are_one() -> None:
    lunch_too = {0: [span("12:00-17:00"), span("09:00-12:00")]}
    assert office(week=lunch_too).state(at("2026-11-23 11:00")).until == at("2026-11-23 17:00")


def test_office_without_hours_is_closed_and_promises_nothing() -> None:
    assert office(week={}).state(at("2026-11-23 10:00")) == State(False, None)
