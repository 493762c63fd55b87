"""Series of events."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from news.recurrence import Series

PRAGUE = ZoneInfo("Europe/Prague")


def series(start: str, hours: int = 2, **changes: object) -> Series:
    begins = datetime.datetime.fromisoformat(start).replace(tzinfo=PRAGUE)
    ends = begins + datetime.timedelta(hours=hours)
    return Series(begins, ends, **changes)  # type: ignore[arg-type]


def days(found: Series) -> list[str]:
    return [one.start.strftime("%m-%d") for one in found.occurrences()]


@pytest.mark.parametrize(
    ("start", "repeats", "until", "expected"),
    [
        ("2026-11-24 17:00", "", None, ["11-24"]),
        ("2026-11-24 17:00", "daily", "2026-11-26", ["11-24", "11-25", "11-26"]),
        ("2026-11-24 17:00", "weekly", "2026-12-08", ["11-24", "12-01", "12-08"]),
        ("2026-11-24 17:00", "fortnightly", "2026-12-31", ["11-24", "12-08", "12-22"]),
        ("2026-10-13 17:00", "monthly", "2026-12-31", ["10-13", "11-10", "12-08"]),
        # The fifth Friday: the last one of months that have four.
        ("2026-10-30 17:00", "monthly", "2026-12-31", ["10-30", "11-27", "12-25"]),
        # Months without a 31st are left out, as calendars do.
        ("2026-10-31 17:00", "dated", "2027-01-31", ["10-31", "12-31", "01-31"]),
    ],
)
def test_days_of_a_series(start: str, repeats: str, until: str | None, expected: list[str]) -> None:
    last = datetime.date.fromisoformat(until) if until else None
    assert days(series(start, repeats=repeats, until=last)) == expected


def test_left_out_days_are_left_out() -> None:
    last, gone = datetime.date(2026, 12, 8), {datetime.date(2026, 12, 1)}
    found = series("2026-11-24 17:00", repeats="weekly", until=last, left_out=gone)
    assert days(found) == ["11-24", "12-08"]


def test_hour_stays_when_clocks_change() -> None:
    found = series("2026-10-20 17:00", repeats="weekly", until=datetime.date(2026, 10, 27))
    assert [one.start.hour for one in found.occurrences()] == [17, 17]
    assert [one.end.hour for one in found.occurrences()] == [19, 19]
    assert len({one.start.utcoffset() for one in found.occurrences()}) == 2


def test_series_nobody_ended_has_an_end() -> None:
    assert 50 < len(days(series("2026-11-24 17:00", repeats="weekly"))) < 60


def test_rule_tells_calendars_the_same_days() -> None:
    until = datetime.date(2027, 5, 1)
    for repeats in ("daily", "weekly", "fortnightly", "monthly", "dated"):
        found = series("2026-10-30 17:00", repeats=repeats, until=until)
        rule = rrulestr(found.rule(), dtstart=found.start)
        assert [m.date() for m in rule] == [one.start.date() for one in found.occurrences()]


def test_coming_ones_include_the_one_that_goes_on() -> None:
    found = series("2026-11-24 17:00", repeats="weekly", until=datetime.date(2026, 12, 8))
    during = datetime.datetime(2026, 12, 1, 18, tzinfo=PRAGUE)
    assert [one.start.day for one in found.coming(during)] == [1, 8]
