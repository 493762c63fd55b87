"""The home page as tests make it, and what they read of it."""

import datetime
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from home import composed
from home.models import ContactHours, ContactIndexPage, ContactPage, HomePage
from tests import advising, factories
from tests.rooms import event, news, picture, story
from tests.sites import Portal


def compose(language: str = "en", **rest: Any) -> HomePage:
    """Return the home page with every part there is."""
    home: HomePage = HomePage.objects.get(locale=factories.locale(language))
    with translation.override(language):
        home.body = composed.body(**rest)
    home.save_revision().publish()
    return home


def main(client: Client, path: str = "/en/") -> Tag:
    """Return the main part of a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").main
    assert found
    return found


def headings(client: Client) -> list[str]:
    """Return the headings of the parts that are shown."""
    return [each.get_text(strip=True) for each in main(client).find_all("h2")]


def part(client: Client, heading: str) -> Any:
    """Return the part below ``heading``."""
    return next(
        each.find_parent("section")
        for each in main(client).find_all("h2")
        if each.get_text(strip=True) == heading
    )


def office(**attributes: Any) -> ContactPage:
    """Return an office that is open on Mondays from nine to twelve."""
    index = ContactIndexPage.objects.get(locale=factories.locale("en"))
    values = {
        "title": "The office",
        "slug": "office",
        "summary": "Where we are.",
        "street": "Tkalcovská 8",
        "phone": "+420 400 000 012",
        "place": factories.place("Town"),
        "hours": [ContactHours(weekday=0, opens=datetime.time(9), closes=datetime.time(12))],
        **attributes,
    }
    page = ContactPage(locale=index.locale, **values)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def furnish(portal: Portal, number: int = 1) -> ContactPage | None:
    """Fill the portal with some of everything."""
    for _each in range(number):
        call = factories.opportunity(language="en", deadline=timezone.localdate())
        factories.organisation(language="en")
        story("en", quote="I would do it again.", picture=picture())
        news("en", picture=picture())
        event("en")
        advising.question("en")
    assert call.live
    portal.rebuild()
    return office() if not ContactPage.objects.exists() else None


def total(client: Client, path: str) -> int:
    """Return how many results the list at ``path`` has."""
    cache.clear()
    return int(client.get(path).context["listing"].total)
