"""The editorial rooms of the demo: lists, news, stories, events, contact points."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale, Page, Workflow

from editorial.index import EditorialIndexPage
from home.demo.bodies import body
from home.demo.illustrations import picture
from home.demo.reading import Row, key_of, read_editorial
from home.models import ContactException, ContactHours, ContactIndexPage, ContactPerson
from news.models import (
    EventIndexPage,
    NewsIndexPage,
    StoryIndexPage,
)
from organisations_directory.models import Organisation
from search.models import Field, Place

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LISTS: Mapping[str, type[EditorialIndexPage]] = {
    "news": NewsIndexPage,
    "stories": StoryIndexPage,
    "events": EventIndexPage,
    "contacts": ContactIndexPage,
}


def make() -> int:
    """Make what is missing; return how many pages that were."""
    return sum(lists()) + sum(
        sum(pages(kind, made))
        for kind, made in {
            "news": news,
            "stories": story,
            "events": event,
            "contacts": contact,
        }.items()
    )


def lists() -> Iterator[bool]:
    """Make the pages that list the others."""
    texts = read_editorial("indexes")
    for name, model in LISTS.items():
        for language, row in texts.get(name, {}).items():
            if home := home_in(language):
                yield add(home, model, key_of("page", name), listed(row))


def listed(row: Row) -> dict[str, Any]:
    same = ("slug", "title", "heading", "intro", "search_description")
    return {**{name: row[name] for name in same}, "show_in_menus": row["in_menu"]}


def home_in(language: str) -> Page | None:
    from home.models import HomePage

    found: Page | None = HomePage.objects.filter(locale__language_code=language).first()
    return found


def pages(kind: str, made: Callable[[Row, str], dict[str, Any]]) -> Iterator[bool]:
    """Make all pages of ``kind`` in all their languages; ``made`` gives their values."""
    index, singular = LISTS[kind], SINGULAR[kind]
    homes = {page.locale.language_code: page for page in index.objects.select_related("locale")}
    codes = [code for code, _name in settings.LANGUAGES]
    for row in read_editorial(kind).get(singular, []):
        for language in codes:
            if language in row and language in homes:
                values = {**common(row, row[language]), **made(row, language)}
                key = key_of(singular, row["key"])
                yield add(homes[language], index.item_model, key, values, row)


SINGULAR = {"news": "news", "stories": "story", "events": "event", "contacts": "contact"}


def common(row: Row, text: Row) -> dict[str, Any]:
    """Return what every editorial page has."""
    return {
        "slug": text["slug"],
        "title": text["title"],
        "summary": text.get("summary") or text.get("intro", ""),
        "picture": picture(row["picture"]) if row.get("picture") else None,
        "picture_alt": text.get("picture_alt", ""),
        "body": body(text.get("body", "")),
    }


def add(
    parent: Page, model: type[Any], key: Any, values: dict[str, Any], row: Row | None = None
) -> bool:
    """Make one page below ``parent``; return whether it was not there before."""
    locale: Locale = parent.locale
    if model.objects.filter(translation_key=key, locale=locale).exists():
        return False
    related = {name: values.pop(name) for name in list(values) if name in RELATED}
    page = model(translation_key=key, locale=locale, live=False, **values)
    for name, rows in related.items():
        setattr(page, name, rows)
    # The tree has moved on since ``parent`` was read.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    settle(page, row or {})
    return True


RELATED = ("hours", "exceptions", "people", "sources")


def settle(page: Any, row: Row) -> None:
    """Bring a new page to the state that its row tells: published, unless it says otherwise."""
    state = row.get("state", "")
    if state == "scheduled":
        page.go_live_at = timezone.now() + datetime.timedelta(days=row.get("in_days", 7))
    revision = page.save_revision()
    match state:
        case "draft":
            return
        case "waiting":
            staff = get_user_model().objects.get(username="editor")
            workflow: Workflow = page.get_workflow()
            if workflow:
                workflow.start(page, staff)
            return
    revision.publish()
    if days := row.get("days_ago"):
        moment = timezone.now() - datetime.timedelta(days=days)
        Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)


def news(row: Row, language: str) -> dict[str, Any]:
    return {"category": row["category"], "author": row.get("author", "")}


def story(row: Row, language: str) -> dict[str, Any]:
    text = row[language]
    return {
        "person": row["person"],
        "age": row["age_band"].replace("–", "-"),
        "doing": text["role"],
        "quote": text.get("quote", ""),
        "field": Field.objects.filter(slug=row["field"]).first(),
        "organisation": organisation(row),
    }


def organisation(row: Row) -> Organisation | None:
    if not row.get("organisation"):
        return None
    key = key_of("organisation", row["organisation"])
    return Organisation.objects.sources().filter(translation_key=key).first()


def event(row: Row, language: str) -> dict[str, Any]:
    text = row[language]
    day = timezone.localdate() + datetime.timedelta(days=row["in_days"])
    last = day + datetime.timedelta(days=row.get("days", 1) - 1)
    return {
        "kind": row["kind"],
        "starts_at": moment(day, row["start"]),
        "ends_at": moment(last, row["end"]),
        **repeats(row.get("repeats", ""), day),
        "place": Place.objects.filter(name=row["place"]).first() if row.get("place") else None,
        "venue": text.get("venue", ""),
        "online": row.get("online", False),
        "organisation": organisation(row),
        "organiser": text.get("organiser") or row.get("organiser", ""),
        "price": text.get("price", ""),
        "audience": text.get("audience", ""),
    }


def moment(day: datetime.date, clock: str) -> datetime.datetime:
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock.zfill(5)), zone)


def repeats(rule: str, day: datetime.date) -> dict[str, Any]:
    """Return what an editor would choose for a rule of iCalendar."""
    if not rule:
        return {}
    parts = dict(part.split("=") for part in rule.split(";"))
    each = int(parts.get("INTERVAL", 1)) * {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31}[parts["FREQ"]]
    chosen = {1: "daily", 7: "weekly", 14: "fortnightly", 31: "monthly"}[each]
    times = int(parts.get("COUNT", 6))
    return {"repeats": chosen, "until": day + datetime.timedelta(days=each * (times - 1) + 1)}


def contact(row: Row, language: str) -> dict[str, Any]:
    text = row[language]
    return {
        **{name: row.get(name, "") for name in ("street", "postcode", "phone", "email")},
        "place": Place.objects.filter(name=row["place"]).order_by("-population")[0],
        "zone": row["time_zone"],
        "country": row["public_holidays"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "step_free": row.get("step_free"),
        "accessibility": text.get("accessibility", ""),
        "transport": text.get("transport", ""),
        "hours": list(hours(row["hours"])),
        "exceptions": list(exceptions(row.get("exceptions", []), language)),
        "people": [person(who, language) for who in row.get("people", [])],
    }


def hours(week: Mapping[str, str]) -> Iterator[ContactHours]:
    for number, name in enumerate(DAYS):
        for opens, closes in spans(week.get(name, "")):
            yield ContactHours(weekday=number, opens=opens, closes=closes)


def exceptions(rows: list[Row], language: str) -> Iterator[ContactException]:
    for row in rows:
        day = timezone.localdate() + datetime.timedelta(days=row["in_days"])
        note = row.get(f"note_{language}", "")
        found = list(spans(row["hours"]))
        if not found:
            yield ContactException(day=day, note=note)
        for opens, closes in found:
            yield ContactException(day=day, opens=opens, closes=closes, note=note)


def spans(text: str) -> Iterator[tuple[datetime.time, datetime.time]]:
    """Yield from when to when: ``9:00-12:00 13:00-17:00``."""
    for part in text.split():
        opens, closes = (datetime.time.fromisoformat(t.zfill(5)) for t in part.split("-"))
        yield opens, closes


def person(row: Row, language: str) -> ContactPerson:
    return ContactPerson(
        name=row["name"],
        role=row.get(f"role_{language}", ""),
        phone=row.get("phone", ""),
        email=row.get("email", ""),
    )


def remove() -> int:
    """Delete the pages of the demo; return how many."""
    keys = [key_of("page", name) for name in LISTS]
    found = list(Page.objects.filter(translation_key__in=keys))
    for page in found:
        Page.objects.get(pk=page.pk).specific.delete()
    return len(found)
