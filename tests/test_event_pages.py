"""The page of an event: in every language's frame, its times, its host, for machines."""

import datetime
import json
import re
import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from news.models import EventIndexPage
from tests import factories
from tests.rooms import event
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
PRAGUE = ZoneInfo("Europe/Prague")


def things(text: str) -> dict[str, Any]:
    """Return what a page describes in JSON-LD, by type."""
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    found = [json.loads(part) for part in re.findall(pattern, text, re.DOTALL)]
    return {thing["@type"]: thing for thing in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_event_of_another_language_is_shown_marked(
    client: Client, rooms: Portal, language: str
) -> None:
    page = event("cs", title="Beseda")
    answer = client.get(f"{EventIndexPage.url_in(language)}{page.slug}/")
    assert answer.status_code == 200
    assert ('<h1 lang="cs">Beseda</h1>' in answer.text) is (language != "cs")


@pytest.mark.parametrize(
    ("values", "mode", "where"),
    [
        ({"online": True}, "Online", "VirtualLocation"),
        ({"online": False, "venue": "Tkalcovská 8"}, "Offline", "Place"),
        ({"online": True, "venue": "Tkalcovská 8"}, "Mixed", "Place"),
    ],
)
def test_machines_learn_how_one_takes_part(
    client: Client, rooms: Portal, values: dict[str, Any], mode: str, where: str
) -> None:
    page = event("en", organiser="The Mill", **values)
    told = things(client.get(page.url).text)["Event"]
    assert told["eventAttendanceMode"].endswith(f"/{mode}EventAttendanceMode")
    assert told["location"]["@type"] == where
    assert told["organizer"]["name"] == "The Mill"


def test_public_organiser_is_linked(client: Client, rooms: Portal) -> None:
    host = factories.organisation(name="The Mill", language="en")
    page = event("en", organisation=host)
    assert f'href="{host.url_in("en")}">The Mill</a>' in client.get(page.url).text
    host.live = False
    host.save()
    assert host.url_in("en") not in client.get(page.url).text


def test_time_of_an_online_event_says_whose_clock(client: Client, rooms: Portal) -> None:
    start = datetime.datetime(2027, 1, 13, 17, tzinfo=PRAGUE)
    page = event("en", starts_at=start, ends_at=start + datetime.timedelta(hours=1))
    assert "CET" in client.get(page.url).text


def test_kept_page_shows_the_next_time_once_this_one_is_over(
    client: Client, rooms: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime.datetime(2026, 11, 23, 9, tzinfo=PRAGUE)
    page = event(
        "en", starts_at=start, ends_at=start + datetime.timedelta(hours=1), repeats="weekly",
        until=datetime.date(2026, 12, 1),
    )  # fmt: skip
    over = start + datetime.timedelta(hours=1)

    def shown(seconds: float) -> str:
        now = (over + datetime.timedelta(seconds=seconds)).astimezone(datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)
        found = re.search(r'<dd><time datetime="([^"T]+)', client.get(page.url).text)
        assert found
        return found[1]

    assert shown(-1.5) == "2026-11-23"
    time.sleep(1.6)
    assert shown(0.1) == "2026-11-30"
