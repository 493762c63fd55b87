"""Contact points: open now on cached pages, days that differ, the card and its code, the sheet."""

import datetime
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home import maps
from home.models import (
    ContactException,
    ContactHours,
    ContactIndexPage,
    ContactPage,
    ContactPerson,
)
from tests import factories
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
PRAGUE = ZoneInfo("Europe/Prague")
Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock to a time in Prague."""

    def set_to(text: str) -> None:
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=PRAGUE)
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))

    return set_to


def at(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def office(language: str = "en", **attributes: Any) -> ContactPage:
    """Return an office that is open on Mondays 9–12 and 13–17, and on Fridays 9–13."""
    index = ContactIndexPage.objects.get(locale=factories.locale(language))
    number = index.get_children_count()
    values = {
        "title": f"Office {number}",
        "slug": f"office-{number}",
        "summary": "Where we are.",
        "street": "Tkalcovská 8",
        "postcode": "460 01",
        "phone": "+420 400 000 012",
        "country": "CZ",
        "hours": [
            ContactHours(weekday=weekday, opens=at(opens), closes=at(closes))
            for weekday, opens, closes in (
                (0, "09:00", "12:00"),
                (0, "13:00", "17:00"),
                (4, "09:00", "13:00"),
            )
        ],
        **attributes,
    }
    values.setdefault("place", factories.place(f"Town {number}"))
    page = ContactPage(locale=index.locale, **values)
    index.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


# --- Open now ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-23 08:00", "Closed, opens today at 09:00"),
        ("2026-11-23 10:00", "Open now, until 12:00"),
        ("2026-11-23 12:30", "Closed, opens today at 13:00"),
        ("2026-11-26 20:00", "Closed, opens tomorrow at 09:00"),
        ("2026-11-28 10:00", "Closed, opens on Monday at 09:00"),
        # St Wenceslas, a Monday.
        ("2026-09-28 10:00", "Closed, opens on Friday at 09:00"),
    ],
)
def test_visitor_reads_whether_somebody_is_there(
    client: Client, rooms: Portal, clock: Clock, now: str, told: str
) -> None:
    clock(now)
    page = office()
    assert told in client.get(page.url).text
    assert told in client.get(ContactIndexPage.url_in("en")).text


def test_kept_page_is_right_when_the_office_opens(
    client: Client, rooms: Portal, clock: Clock
) -> None:
    page = office()
    clock("2026-11-23 08:59:58.5")
    assert "Closed" in client.get(page.url).text
    time.sleep(1.6)
    clock("2026-11-23 09:00:00.1")
    assert "Open now" in client.get(page.url).text


def test_tomorrow_becomes_today_at_the_midnight_of_the_office(
    client: Client, rooms: Portal, clock: Clock
) -> None:
    page = office(zone="Europe/Lisbon")
    clock("2026-11-23 00:59:58.5")
    assert "opens tomorrow at 09:00" in client.get(page.url).text
    time.sleep(1.6)
    clock("2026-11-23 01:00:00.1")
    assert "opens today at 09:00" in client.get(page.url).text


# --- Days that differ --------------------------------------------------------------------


def test_days_that_differ_are_told_holidays_among_them(
    client: Client, rooms: Portal, clock: Clock
) -> None:
    clock("2026-12-20 10:00")
    page = office(
        exceptions=[
            ContactException(day=day("2026-12-21"), opens=at("09:00"), closes=at("10:00")),
            ContactException(day=day("2026-12-21"), opens=at("13:00"), closes=at("14:00")),
            ContactException(
                day=day("2026-12-28"), last_day=day("2026-12-31"), note="We are skiing."
            ),
            ContactException(day=day("2026-12-01"), note="Long ago."),
        ]
    )
    text = re.sub(r"<[^>]+>", "", client.get(page.url).text)
    assert "21 December: 09:00–10:00, 13:00–14:00" in text
    assert "28–31 December: closed (We are skiing.)" in text
    # A Friday. New Year is one, too.
    assert "25 December: closed (Christmas Day)" in text
    assert "1 January 2027: closed (" in text
    # A Saturday: it is never open then.
    assert "26 December" not in text
    assert "Long ago" not in text


def test_names_of_holidays_are_in_the_reader_s_language(rooms: Portal, clock: Clock) -> None:
    clock("2026-12-20 10:00")
    page = office("cs")
    assert "1. svátek vánoční" in Client().get(page.url).text
    # Nobody has written down Czech holidays in Polish.
    other = office("pl")
    assert "svátek" not in Client().get(other.url).text


def test_all_days_of_a_closed_week_are_closed(client: Client, rooms: Portal, clock: Clock) -> None:
    clock("2026-11-24 10:00")
    week = ContactException(day=day("2026-11-23"), last_day=day("2026-11-29"))
    page = office(exceptions=[week])
    assert "Closed, opens on Monday at 09:00" in client.get(page.url).text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"last_day": day("2026-11-22")}, "after the first day"),
        ({"last_day": day("2028-11-24")}, "within a year"),
        ({"opens": at("09:00")}, "Give both times"),
        ({"opens": at("09:00"), "closes": at("08:00")}, "close after it opens"),
    ],
)
def test_days_that_cannot_be_are_refused(values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        ContactException(day=day("2026-11-23"), **values).clean()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"country": "XX"}, "country"), ({"zone": "Nowhere"}, "zone"), ({"latitude": 50}, "latitude")],
)
def test_staff_are_told_what_is_not_known(
    rooms: Portal, values: dict[str, Any], field: str
) -> None:
    page = office()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert field in error.value.message_dict


# --- The page ----------------------------------------------------------------------------


def test_page_says_all_there_is_to_know(client: Client, rooms: Portal) -> None:
    people = [ContactPerson(name="Jitka Malá", role="helps volunteers", phone="+420 1")]
    page = office(people=people, transport="Tram 2.", accessibility="A ramp.", step_free=False)
    text = client.get(page.url).text
    for words in ("Jitka Malá", "helps volunteers", "Tram 2.", "A ramp.", "Not barrier-free"):
        assert words in text
    assert 'href="tel:+420400000012"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_office_of_another_language_is_shown_marked(
    client: Client, rooms: Portal, language: str
) -> None:
    page = office("cs", title="Kancelář")
    answer = client.get(f"{ContactIndexPage.url_in(language)}{page.slug}/")
    assert answer.status_code == 200
    assert ('<h1 lang="cs">Kancelář</h1>' in answer.text) is (language != "cs")


def test_map_service_gets_the_door_or_else_the_address(rooms: Portal) -> None:
    asked = parse_qs(urlsplit(office().map_url).query)
    assert asked["query"][0].startswith("Tkalcovská 8, 460 01 Town")
    exact = office(latitude=50.7671, longitude=15.0562)
    assert parse_qs(urlsplit(exact.map_url).query) == {"mlat": ["50.76710"], "mlon": ["15.05620"]}


def test_sheet_has_what_matters_and_is_not_for_search_engines(
    client: Client, rooms: Portal
) -> None:
    page = office()
    answer = client.get(f"{page.url}sheet/")
    assert "Tkalcovská 8" in answer.text
    assert "13:00–17:00" in answer.text
    assert '<meta name="robots" content="noindex' in answer.text
    assert "public" in answer["Cache-Control"]


def test_signs_of_neighbours_do_not_cover_each_other() -> None:
    near = [maps.Dot(300, 200), maps.Dot(310, 205), maps.Dot(300, 200), maps.Dot(5, 200)]
    signs = maps.apart(near)
    assert signs[0] == near[0]
    for number, sign in enumerate(signs):
        assert maps.is_free(sign, signs[:number]), signs


def test_queries_of_the_list_do_not_grow(client: Client, rooms: Portal, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60

    def asked() -> int:
        url = ContactIndexPage.url_in("en")
        client.get(f"{url}?warm")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{url}?fresh={ContactPage.objects.count()}")
        return len(found)

    office()
    few = asked()
    for _number in range(5):
        office()
    assert asked() <= few <= 15


# --- The card ----------------------------------------------------------------------------


def test_card_is_a_vcard_that_address_books_read(client: Client, rooms: Portal) -> None:
    page = office(title="Liberec; centre, yard", latitude=50.5, longitude=15.25)
    answer = client.get(f"{page.url}card/")
    assert answer["Content-Type"].startswith("text/vcard")
    assert answer["Content-Disposition"].endswith('.vcf"')
    lines = answer.content.decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert "N:Liberec\\; centre\\, yard;;;;" in lines
    assert "GEO:50.50000;15.25000" in lines
    assert "TEL;TYPE=work,voice:+420 400 000 012" in lines
