"""Events for calendars (iCalendar, RFC 5545)."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify
from icalendar import Calendar, Event, vRecur

from portal.common.heads import absolute
from words import fold

if TYPE_CHECKING:
    from news.models import EventPage


def response(events: Iterable["EventPage"], *, name: str, language: str) -> HttpResponse:
    """Return ``events`` as a calendar called ``name``."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//portal//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(entry(event))
    calendar.add_missing_timezones()
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{slugify(fold(name)) or "event"}.ics"'
    return answer


def entry(event: "EventPage") -> Event:
    """Return one event, with all its times; the id is the same in every language."""
    series = event.series
    made = Event()
    made.add("uid", f"{event.translation_key}@{urlsplit(settings.PUBLIC_URL).hostname}")
    made.add("dtstamp", event.last_published_at or datetime.datetime.now(datetime.UTC))
    made.add("dtstart", series.start)
    made.add("dtend", series.end)
    made.add("summary", event.title)
    made.add("description", event.summary)
    made.add("url", absolute(event.url or ""))
    if where := place(event):
        made.add("location", where)
    if rule := series.rule():
        made.add("rrule", vRecur.from_ical(rule))
    for day in sorted(series.left_out):
        made.add("exdate", datetime.datetime.combine(day, series.start.timetz()))
    return made


def place(event: "EventPage") -> str:
    """Return where it is, in a line."""
    town = event.place.label if event.place else ""
    parts = [part for part in (event.venue, town if town not in event.venue else "") if part]
    return ", ".join(parts) or (event.online_url if event.online else "")
