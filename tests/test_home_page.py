"""The home page: parts that fill themselves, show nothing when empty, and stay true."""

import datetime
import re
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Page

from advice.models import Question
from home import composed
from home.blocks.bands import HALF, NARROW, WHOLE, WIDE
from home.front import Piece, bands
from home.models import HomePage
from opportunities.choices import Commitment, Time
from opportunities.models import Opportunity
from portal.common import versions
from portal.common.brand import Brand
from portal.common.caching import seconds_for
from tests import advising, factories
from tests.admin import client_of
from tests.front import compose, furnish, headings, main, office, part, total
from tests.rooms import event, story
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
PRAGUE = ZoneInfo("Europe/Prague")
FRONT = HomePage._meta.get_field("body").stream_block
NAMES = list(FRONT.child_blocks)
MOST_QUERIES = 15
HOSTS = "Does your organisation need people?"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what sets the clock to a time in Prague."""

    def set_to(text: str) -> None:
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=PRAGUE)
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))

    return set_to


# --- What is shown -----------------------------------------------------------------------


def test_empty_portal_shows_no_empty_part(client: Client, rooms: Portal) -> None:
    Brand.objects.update(phone="", email="")
    compose()
    assert headings(client) == [HOSTS]


def test_every_part_shows_what_there_is_in_the_editor_s_order(
    client: Client, rooms: Portal
) -> None:
    point = furnish(rooms)
    assert point
    compose(contact={"point": point.pk}, call={"person": "Jitka Malá"})
    expected = [str(each.heading) for each in composed.PARTS if each.kind != "partners"]
    assert headings(client) == expected
    text = main(client).get_text(" ", strip=True)
    for words in ("Opportunity", "Jitka Malá", "The office", "StoryPage", "I would do it again."):
        assert words in text


def test_headings_follow_each_other(client: Client, rooms: Portal) -> None:
    furnish(rooms)
    home = compose()
    home.body = [{"type": "text", "value": "<h4>Deep</h4><p>Words</p>"}, *home.body.raw_data]
    home.save_revision().publish()
    levels = [int(each.name[1]) for each in main(client).find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_part_is_named_by_its_heading(client: Client, rooms: Portal) -> None:
    furnish(rooms)
    compose()
    sections = main(client).find_all("section", attrs={"aria-labelledby": True})
    names = [each["aria-labelledby"] for each in sections]
    assert len(set(names)) == len(names) > 5
    assert all(each.find(id=name) for each, name in zip(sections, names, strict=True))


def test_words_only_part_without_words_is_left_out(client: Client, rooms: Portal) -> None:
    home = compose()
    home.body = [{"type": "text", "value": "<p> </p>"}]
    home.save_revision().publish()
    assert not main(client).select(".band")


def test_ways_in_have_true_counts(client: Client, rooms: Portal) -> None:
    for slug, commitment in (("animals", "one_off"), ("animals", "regular"), ("sport", "regular")):
        factories.opportunity(
            [factories.field(slug)],
            language="en",
            commitment=Commitment(commitment),
            times=[Time.WEEKEND],
        )
    rooms.rebuild()
    compose()
    for link in main(client).select(".fields a, .signpost a"):
        told = int(re.sub(r"\D", "", link.select_one(".count").get_text()))  # type: ignore[union-attr]
        assert told == total(client, str(link["href"]))
    assert len(main(client).select(".fields a")) == 2
    assert len(main(client).select(".signpost a")) == 3


def test_figures_are_those_of_the_lists(client: Client, rooms: Portal) -> None:
    furnish(rooms, 3)
    compose()
    figures = part(client, "What is here today").select(".figures > div")
    assert [int(each.dd.get_text()) for each in figures] == [
        total(client, each.a["href"]) for each in figures
    ]
    assert len(figures) == 3


# --- Changes show ------------------------------------------------------------------------


def test_closed_call_is_gone_at_once(client: Client, rooms: Portal) -> None:
    furnish(rooms)
    compose()
    assert "They are waiting for you now" in headings(client)
    Opportunity.objects.get().unpublish()
    rooms.rebuild()
    assert "They are waiting for you now" not in headings(client)
    assert "Where help is wanted" not in headings(client)


def test_published_story_is_the_newest_at_once(client: Client, rooms: Portal) -> None:
    story("en", title="An old one")
    compose()
    assert "An old one" in part(client, "A story").get_text()
    story("en", title="A new one")
    assert "A new one" in part(client, "A story").get_text()


def test_story_that_an_editor_chose_stays_until_it_is_gone(client: Client, rooms: Portal) -> None:
    chosen = story("en", title="The chosen one")
    story("en", title="A new one")
    compose(story={"story": chosen.pk})
    assert "The chosen one" in part(client, "A story").get_text()
    chosen.unpublish()
    assert "A new one" in part(client, "A story").get_text()


def test_question_is_the_chosen_one_or_one_that_helped(client: Client, rooms: Portal) -> None:
    helpful = advising.question("en", title="Did it help?")
    advising.asked(state="answered", published=helpful, helped=True)
    chosen = advising.question("en", title="Who chose me?")
    advising.question("en", title="Am I the newest?")
    rooms.rebuild()
    compose()
    assert "Did it help?" in part(client, "Question of the month").get_text()
    compose(question={"question": chosen.pk})
    assert "Who chose me?" in part(client, "Question of the month").get_text()
    Question.objects.get(pk=chosen.pk).unpublish()
    assert "Did it help?" in part(client, "Question of the month").get_text()


def test_outdated_answer_is_not_held_up(client: Client, rooms: Portal) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    advising.question("en", title="Still true?", review_on=yesterday)
    advising.question("en", title="True", first_published_at=timezone.now().replace(year=2020))
    compose()
    assert "Still true?" not in part(client, "Question of the month").get_text()


# --- What time changes ---------------------------------------------------------------------


def test_open_now_is_right_on_a_kept_page(
    client: Client, rooms: Portal, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23 08:00")
    compose(contact={"point": office().pk})
    clock("2026-11-23 08:59:58.5")
    assert "Closed, opens today" in part(client, "Rather in person?").get_text()
    time.sleep(1.6)
    clock("2026-11-23 09:00:00.1")
    assert "Open now, until 12:00" in part(client, "Rather in person?").get_text()


def test_page_is_not_kept_longer_than_the_office_is_open(
    client: Client, rooms: Portal, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23 11:50")
    compose(contact={"point": office().pk})
    # Put together for the first one, remembered for the second.
    for name in ("first", "second"):
        answer = client.get(f"/en/?{name}")
        assert seconds_for(answer.wsgi_request) == 600


def test_event_that_is_over_makes_room_for_the_next(
    client: Client, rooms: Portal, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23 10:00")
    for title, day in (("First", 24), ("Second", 25)):
        start = datetime.datetime(2026, 11, day, 17, tzinfo=PRAGUE)
        event("en", title=title, starts_at=start, ends_at=start + datetime.timedelta(hours=2))
    home = compose()
    home.body = [{"type": "events", "value": {"heading": "Next", "text": "", "most": 1}}]
    home.save_revision().publish()
    shown = []
    # Each time by another address: what is remembered has to be right, not only the kept page.
    for now in ("2026-11-24 16:59", "2026-11-24 18:59", "2026-11-24 19:01", "2026-11-25 19:01"):
        clock(now)
        found = main(client, f"/en/?{now}").select_one("h3")
        shown.append(found.get_text(strip=True) if found else "")
    assert shown == ["First", "First", "Second", ""]


# --- Rows ----------------------------------------------------------------------------------


def pieces(*widths: int, tone: str = "plain") -> list[Piece]:
    return [Piece(SafeString("…"), width, tone) for width in widths]


@pytest.mark.parametrize(
    ("widths", "rows"),
    [
        ([WHOLE, WHOLE], [(1, ""), (1, "")]),
        ([WIDE, NARROW, WIDE], [(2, "split"), (1, "")]),
        ([NARROW, WIDE], [(2, "split split--turned")]),
        ([HALF, HALF, HALF], [(2, "pair"), (1, "")]),
        ([WIDE, WIDE, NARROW], [(1, ""), (2, "split")]),
        ([NARROW, NARROW, NARROW], [(3, "pair")]),
        ([], []),
    ],
)
def test_parts_stand_side_by_side_while_they_fit(
    widths: list[int], rows: list[tuple[int, str]]
) -> None:
    assert [(len(band.pieces), band.layout) for band in bands(pieces(*widths))] == rows


def test_parts_on_another_ground_stand_alone() -> None:
    found = bands([*pieces(HALF), *pieces(HALF, tone="tint")])
    assert [band.tone for band in found] == ["plain", "tint"]


# --- Speed ---------------------------------------------------------------------------------


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)


def test_queries_do_not_grow_with_what_there_is(
    client: Client, rooms: Portal, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    point = furnish(rooms, 3)
    assert point
    compose(contact={"point": point.pk})

    def asked(name: str) -> tuple[int, int]:
        client.get(f"/en/?{name}")
        versions.bump()
        after_a_change = queries_of(client, f"/en/?changed={name}")
        return queries_of(client, f"/en/?again={name}"), after_a_change

    few, few_after = asked("few")
    furnish(rooms, 12)
    many, many_after = asked("many")
    assert few <= MOST_QUERIES
    assert many <= few
    assert many_after <= few_after


# --- Editing -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_part_says_what_it_is(name: str) -> None:
    block = FRONT.child_blocks[name]
    assert block.meta.icon not in ("", "placeholder")
    assert block.label
    assert block.meta.group
    assert str(block.get_description()).endswith(".")
    assert block.is_previewable


@pytest.mark.parametrize("name", NAMES)
def test_preview_in_the_chooser_shows_the_part(name: str, rooms: Portal) -> None:
    furnish(rooms)
    block = FRONT.child_blocks[name]
    answer = client_of("Editors").get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    text = BeautifulSoup(answer.content, "html.parser").main
    assert text
    assert text.get_text(strip=True) or name == "partners"


def test_draft_is_previewed_and_not_remembered(client: Client, rooms: Portal) -> None:
    home = compose()
    home.body = [{"type": "hosts", "value": {"heading": "A draft", "text": ""}}]
    home.save_revision()
    draft = home.get_latest_revision_as_object().make_preview_request()
    assert "A draft" in draft.rendered_content
    assert headings(client)[-1] == HOSTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_site_has_every_part_in_its_own_words(client: Client, language: str) -> None:
    Page.objects.filter(depth=2).delete()
    call_command("setup_site")
    home = HomePage.objects.get(locale__language_code=language)
    parts = [part for part in composed.PARTS if not part.on_request]
    assert [each.block_type for each in home.body] == [each.kind for each in parts]
    assert client.get(f"/{language}/").text.count("<h1") == 1
