"""The report of what came of it: numbers alone, which outlive the people."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search.models import Region
from tests import factories
from tests.admin import client_of, english_client_of
from tests.sites import Portal
from tests.volunteering import State, call, interest
from volunteers import outcomes
from volunteers.models import Interest, Tally, Volunteer

pytestmark = pytest.mark.django_db
REPORT = "/admin/volunteer-outcomes/"


def lines(client: Client, table: str, query: str = "") -> dict[str, dict[str, int]]:
    """Return what the file of ``table`` says: key → state → number, where it is not nought."""
    answer = client.get(f"{REPORT}?table={table}&{query}")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    (heading, *_states) = rows.fieldnames or [""]
    return {row.pop(heading): {state: int(n) for state, n in row.items() if int(n)} for row in rows}


def tally(month: datetime.date, state: str, field: str, number: int) -> None:
    """Keep what was counted of one call."""
    facts: dict[str, Any] = {"fields": [field], "opportunity": 1}
    Tally.objects.create(month=month, state=state, number=number, **facts)


@pytest.fixture
def client() -> Client:
    return english_client_of("Editors")


def test_numbers_are_by_month_region_and_field(client: Client, portal: Portal) -> None:
    dogs = factories.field("nature")
    region = factories.region("CZ-51")
    region.parent, region.level = factories.region("CZ"), Region.Level.REGION
    region.save()
    district = factories.region("CZ-513")
    district.parent, district.level = region, Region.Level.DISTRICT
    district.save()
    here = call(fields=[dogs], places=[factories.place("Liberec", region=district)])
    anywhere = call(fields=[], places=[])
    for about in (here, anywhere):
        interest(State.AGREED, about)
    interest(State.NOT_NOW, here)
    month = f"{timezone.localdate():%Y-%m}"
    both = {"agreed": 2, "interested": 3, "passed on": 3, "not this time": 1}
    one = {"agreed": 1, "interested": 2, "passed on": 2, "not this time": 1}
    rest = {"agreed": 1, "interested": 1, "passed on": 1}
    months = lines(client, "month")
    assert len(months) == 12
    assert {key: counts for key, counts in months.items() if counts} == {month: both}
    assert lines(client, "region") == {str(region): one, "Anywhere, or without a place": rest}
    assert lines(client, "field") == {str(dogs): one, "without a field": rest}
    for query in ("region=CZ-51", "region=CZ", f"field={dogs.slug}"):
        assert lines(client, "month", query)[month] == one
    page = client.get(f"{REPORT}?region=CZ-51").text
    assert "<b>1</b> match since" in page
    assert page.count("<rect") == 12
    assert "table=month" in page


def test_numbers_outlive_the_people_and_name_nobody(client: Client, portal: Portal) -> None:
    row = interest(State.AGREED)
    name = row.volunteer.name
    before = client.get(REPORT).text
    Volunteer.objects.all().delete()
    assert not Interest.objects.exists()
    after = client.get(REPORT).text
    assert "<b>1</b> match since" in before
    assert "<b>1</b> match since" in after
    assert name not in before


def test_years_are_those_that_were_counted(client: Client, portal: Portal) -> None:
    day = datetime.date(2024, 2, 1)
    tally(day, "agreed", "gone", 4)
    assert outcomes.years() == [2024]
    assert not any(lines(client, "month").values())
    found = lines(client, "month", "year=2024")
    assert list(found) == [f"2024-{month:02}" for month in range(1, 13)]
    assert found["2024-02"] == {"agreed": 4}
    assert lines(client, "field", "year=2024") == {"gone": {"agreed": 4}}


def test_twelve_months_end_with_this_one() -> None:
    months = outcomes.last_months(datetime.date(2026, 2, 28))
    assert months[0] == datetime.date(2025, 3, 1)
    assert months[-1] == datetime.date(2026, 2, 1)
    assert len(months) == 12


@pytest.mark.parametrize("query", ["year=x", "region=%00", "field=9", "table=x", "year=99999999"])
def test_junk_is_left_out(client: Client, portal: Portal, query: str) -> None:
    assert client.get(f"{REPORT}?{query}").status_code == 200


def test_file_holds_no_formulas(client: Client, portal: Portal) -> None:
    month = timezone.localdate().replace(day=1)
    tally(month, "new", "=1+1", 1)
    assert "'=1+1" in lines(client, "field")


def test_only_who_reads_reports_or_brokers_sees_it(portal: Portal) -> None:
    groups: dict[str, Any] = {"Brokers": 200, "Moderators": 200, "Translators": 302, "Experts": 302}
    assert {name: client_of(name).get(REPORT).status_code for name in groups} == groups
