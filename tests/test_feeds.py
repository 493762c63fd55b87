"""Feeds of every list, read as feed readers read them; calendars as calendars do."""

import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import feedparser
import ical.calendar_stream
import icalendar
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from ical.timeline import calendar_timeline

from advice.models import GuideIndexPage, QuestionIndexPage
from editorial.index import EditorialIndexPage
from news.models import EventIndexPage, NewsIndexPage, NewsPage, StoryIndexPage
from organisations_directory.models import OrganisationIndexPage
from portal.common import feeds
from search.pages import ListingPage
from tests import advising, factories
from tests import rooms as made
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
PRAGUE = ZoneInfo("Europe/Prague")


def read(client: Client, path: str) -> Any:
    """Return the feed at ``path``; fails unless it is well-formed."""
    response = client.get(path)
    assert response.status_code == 200, path
    found = feedparser.parse(
        response.content, response_headers={"content-type": response["Content-Type"]}
    )
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(found: Any) -> list[str]:
    return [entry.title for entry in found.entries]


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_list_has_a_feed_in_every_language(
    rooms: Portal, client: Client, kind: str, code: str
) -> None:
    advising.guide(code, title="Guide")
    advising.question(code, title="Question?")
    made.news(code, title="News"), made.story(code, title="Story"), made.event(code, title="Event")
    host = factories.organisation(language=code, name="Host")
    factories.opportunity(language=code, title="Call", organisation=host)
    rooms.rebuild()
    lists: dict[str, type[EditorialIndexPage | ListingPage]] = {
        "News": NewsIndexPage,
        "Story": StoryIndexPage,
        "Event": EventIndexPage,
        "Guide": GuideIndexPage,
        "Question?": QuestionIndexPage,
        "Host": OrganisationIndexPage,
    }
    paths = {title: model.url_in(code) for title, model in lists.items()}
    for title, path in {**paths, "Call": rooms.opportunities[code]}.items():
        found = read(client, f"{path}feed/{kind}/")
        assert titles(found) == [title]
        assert found.feed.language == code
        assert found.version.startswith(kind)
        entry = found.entries[0]
        assert entry.link.startswith(f"{settings.PUBLIC_URL}{path}")
        assert client.get(urlsplit(entry.link).path).status_code == 200
        assert entry.published_parsed
        assert entry.id.startswith("urn:uuid:")


def test_feed_of_a_narrowed_list_keeps_what_narrows_it(rooms: Portal, client: Client) -> None:
    for slug, title in (("animals", "Dogs"), ("sport", "Running"), ("animals", "Cats")):
        factories.opportunity([factories.field(slug)], language="en", title=title)
    rooms.rebuild()
    path = rooms.opportunities["en"]
    html = client.get(f"{path}?field=animals&page=1&sort=ending&junk=1").text
    feed = f"{path}feed/atom/?field=animals"
    assert f'href="{settings.PUBLIC_URL}{feed}"' in html.split("</head>")[0]
    assert f'href="{feed}"' in html.split("</head>")[1]
    found = read(client, feed)
    assert titles(found) == ["Cats", "Dogs"]
    assert "Animals" in found.feed.title
    assert {link.href for link in found.feed.links} == {
        f"{settings.PUBLIC_URL}{feed}",
        f"{settings.PUBLIC_URL}{path}?field=animals",
    }


def test_feed_link_goes_with_the_filters_when_only_results_are_asked_for(
    rooms: Portal, client: Client
) -> None:
    path = f"{rooms.organisations['en']}?q=dogs"
    html = client.get(path, headers={"hx-target": "listing"}).text
    assert f'href="{rooms.organisations["en"]}feed/atom/?q=dogs"' in html


def test_news_of_a_category_have_a_feed_of_their_own(rooms: Portal, client: Client) -> None:
    made.news("en", title="Law", category=NewsPage.Category.LAW)
    made.news("en", title="Tip", category=NewsPage.Category.TIPS)
    feed = f"{NewsIndexPage.url_in('en')}feed/atom/?category=law"
    assert f'href="{feed}"' in client.get(f"{NewsIndexPage.url_in('en')}?category=law").text
    assert titles(read(client, feed)) == ["Law"]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_what_is_not_translated_says_in_which_language_it_is(
    rooms: Portal, client: Client, kind: str
) -> None:
    call = factories.opportunity(language="cs", title="Venčení psů", summary="Psi čekají.")
    article = made.news("cs", title="Nový zákon")
    rooms.rebuild()
    for path, title, slug in (
        (rooms.opportunities["en"], "Venčení psů", call.address),
        (NewsIndexPage.url_in("en"), "Nový zákon", article.slug),
    ):
        entry = read(client, f"{path}feed/{kind}/").entries[0]
        assert entry.title == f"[Čeština] {title}"
        assert entry.title_detail.language == entry.summary_detail.language == "cs"
        assert entry.link == f"{settings.PUBLIC_URL}{path}{slug}/"


def test_what_is_translated_is_told_in_the_language_of_the_feed(
    rooms: Portal, client: Client
) -> None:
    call = factories.opportunity(language="cs", title="Venčení psů")
    factories.translation(call, "en", title="Walk dogs", summary="They wait.")
    rooms.rebuild()
    entry = read(client, f"{rooms.opportunities['en']}feed/rss/").entries[0]
    assert (entry.title, entry.summary) == ("Walk dogs", "They wait.")


def test_nothing_hidden_is_in_a_feed(rooms: Portal, client: Client) -> None:
    shown = factories.opportunity(language="en", title="Shown")
    hidden = factories.opportunity(language="en", title="Hidden soon")
    factories.opportunity(language="en", title="Draft", live=False)
    made.news("en", title="Draft", publish=False)
    rooms.rebuild()
    # The index does not know yet: nothing commits in a test.
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    assert titles(read(client, f"{rooms.opportunities['en']}feed/rss/")) == [shown.title]
    assert titles(read(client, f"{NewsIndexPage.url_in('en')}feed/rss/")) == []


def test_reader_knows_an_entry_again_when_its_title_changes(rooms: Portal, client: Client) -> None:
    call = factories.opportunity(language="en", title="Walk dogs")
    rooms.rebuild()
    before = read(client, f"{rooms.opportunities['en']}feed/atom/").entries[0]
    call.title = "Walk the dogs"
    call.save()
    rooms.rebuild()
    after = read(client, f"{rooms.opportunities['en']}feed/atom/").entries[0]
    assert after.id == before.id
    assert after.link != before.link


def test_feed_is_no_longer_than_it_has_to_be(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 3)
    for _ in range(4):
        factories.opportunity(language="en")
        made.news("en")
    rooms.rebuild()
    for path in (rooms.opportunities["en"], NewsIndexPage.url_in("en")):
        assert len(read(client, f"{path}feed/rss/").entries) == 3


def test_feed_costs_as_many_queries_for_many_entries(
    rooms: Portal, client: Client, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60

    def queries(more: int) -> int:
        for _ in range(more):
            factories.opportunity(language="cs")
        rooms.rebuild()
        path = f"{rooms.opportunities['en']}feed/"
        client.get(f"{path}rss/")  # the furniture is read anew
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{path}atom/").status_code == 200
        return len(asked)

    assert queries(1) == queries(5) <= 4


@pytest.mark.parametrize("kind", ["json", "rdf", "RSS"])
def test_unknown_kind_of_feed_is_not_there(rooms: Portal, client: Client, kind: str) -> None:
    assert client.get(f"{rooms.opportunities['en']}feed/{kind}/").status_code == 404
    assert client.get(f"{NewsIndexPage.url_in('en')}feed/{kind}/").status_code == 404


# --- Calendars --------------------------------------------------------------------------


def starts(text: str, first: datetime.date, last: datetime.date) -> list[datetime.datetime]:
    """Return when events begin, as a calendar that shares no code with ours reads them."""
    calendar = ical.calendar_stream.IcsCalendarStream.calendar_from_ics(text)
    found = calendar_timeline(calendar.events, PRAGUE).overlapping(
        datetime.datetime.combine(first, datetime.time(), PRAGUE),
        datetime.datetime.combine(last, datetime.time(), PRAGUE),
    )
    return [event.dtstart.astimezone(PRAGUE) for event in found]  # type: ignore[union-attr]


def coming(day: int, hour: int) -> datetime.datetime:
    """Return a moment of next October, in which clocks change."""
    year = timezone.localdate().year + 1
    return datetime.datetime(year, 10, day, hour, tzinfo=PRAGUE)


@pytest.mark.parametrize("repeats", ["", "daily", "weekly", "fortnightly", "monthly", "dated"])
def test_calendars_show_a_series_as_its_page_does(
    rooms: Portal, client: Client, repeats: str
) -> None:
    start, end = coming(1, 17), coming(1, 19)
    until = datetime.date(start.year, 12, 20)
    left_out = start.date() + datetime.timedelta(days=14)
    event = made.event(
        "en", starts_at=start, ends_at=end, repeats=repeats, until=until, left_out=str(left_out)
    )
    text = client.get(f"{event.url}calendar/").text
    expected = [one.start for one in event.series.occurrences()]
    assert starts(text, start.date(), until + datetime.timedelta(days=30)) == expected
    assert all(one.hour == 17 for one in expected)
    if repeats:
        assert len(expected) > 2


def test_subscribed_calendar_has_all_that_is_coming(rooms: Portal, client: Client) -> None:
    past = timezone.now() - datetime.timedelta(days=3)
    made.event("en", title="Over", starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    first, second = made.event("en", title="Course"), made.event("cs", title="Setkání")
    response = client.get(f"{EventIndexPage.url_in('en')}calendar/")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"Course", "Setkání"}
    assert events["Course"]["url"] == f"{settings.PUBLIC_URL}{first.url}"
    assert str(second.translation_key) in str(events["Setkání"]["uid"])
    assert not calendar.errors
