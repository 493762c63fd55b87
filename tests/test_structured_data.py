"""Every kind of page tells machines what it is, in words that schema.org knows."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from advice.models import GuideIndexPage
from home.models import ContactHours, ContactIndexPage, ContactPage
from news.models import NewsIndexPage
from opportunities.choices import Commitment, HoursPer, Mode
from tests import advising, factories, structured
from tests import rooms as made
from tests.sites import Portal
from tests.structured import complaints, things_in
from tests.test_materials import material

pytestmark = pytest.mark.django_db
SOON = timezone.now() + datetime.timedelta(days=9)


def contact() -> ContactPage:
    """Return a contact point that is open on Mondays."""
    index = ContactIndexPage.objects.get(locale=factories.locale("en"))
    page = ContactPage(
        locale=index.locale,
        title="Office",
        slug="office",
        summary="Ours.",
        place=factories.place(),
        street="Long 1",
        postcode="46001",
        phone="+386 5 123",
        email="us@example.org",
    )
    open_on = ContactHours(weekday=0, opens=datetime.time(9), closes=datetime.time(17))
    page.hours = [open_on]  # type: ignore[misc]  # a cluster takes them before they are saved
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def call() -> str:
    """Return the path of an opportunity of which all is known."""
    town = factories.place()
    host = factories.organisation(
        language="en", place=town, street="Long 1", postcode="46001", website="https://example.org",
        email="a@example.org", phone="+420 1", social_links="https://example.org/a",
    )  # fmt: skip
    entry = factories.opportunity(
        language="en", organisation=host, places=[town], street="Short 2", mode=Mode.BOTH,
        commitment=Commitment.REGULAR, hours=2, hours_per=HoursPer.WEEK, people_wanted=3,
        start_on=SOON.date(), end_on=SOON.date(), deadline=SOON.date(), expires_on=SOON.date(),
        tasks="<ul><li>walk</li></ul>",
    )  # fmt: skip
    return entry.url_in("en")


def organisation() -> str:
    host = factories.organisation(language="en", place=factories.place(), email="a@b.cz")
    return host.url_in("en")


# How to make a page of each kind with all that it may have; its path.
PAGES: dict[str, Callable[[], str]] = {
    "opportunity": call,
    "organisation": organisation,
    "question": lambda: advising.question("en", question="And abroad?").url_in("en"),
    "guide": lambda: advising.guide("en").url,
    "material": lambda: material("en").url,
    "news": lambda: made.news("en", author="Jana").url,
    "story": lambda: made.story("en").url,
    "event in a town": lambda: (
        made.event("en", place=factories.place(), online=False, price="free").url
    ),
    "event online": lambda: made.event("en", online_url="https://example.org/meet").url,
    "contact": lambda: contact().url,
    "home": lambda: "/en/",
    "plain": lambda: "/en/about/",
    "news list": lambda: NewsIndexPage.url_in("en"),
    "guides": lambda: GuideIndexPage.url_in("en"),
}
# What each kind of page is, besides the trail to it.
KINDS = {
    "opportunity": "JobPosting",
    "organisation": "Organization",
    "question": "QAPage",
    "guide": "Article",
    "material": "DigitalDocument",
    "news": "NewsArticle",
    "story": "Article",
    "event in a town": "Event",
    "event online": "Event",
    "contact": "LocalBusiness",
    "home": "Organization",
    "plain": "WebPage",
    "news list": "BreadcrumbList",
    "guides": "BreadcrumbList",
}


@pytest.mark.parametrize("kind", KINDS)
def test_page_describes_itself_in_words_of_schema_org(
    rooms: Portal, client: Client, settings: Any, tmp_path: Any, kind: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = PAGES[kind]()
    rooms.rebuild()
    response = client.get(path)
    assert response.status_code == 200
    things = things_in(response.text)
    assert KINDS[kind] in [thing["@type"] for thing in things]
    assert [told for thing in things for told in complaints(thing)] == []


@pytest.mark.parametrize("kind", ["news", "opportunity", "event in a town", "question"])
def test_page_in_a_foreign_frame_describes_itself_once(
    rooms: Portal, client: Client, kind: str
) -> None:
    path = PAGES[kind]().replace("/en/", "/cs/", 1)
    rooms.rebuild()
    things = things_in(client.get(path).text)
    assert [thing["@type"] for thing in things].count(KINDS[kind]) == 1
    assert [told for thing in things for told in complaints(thing)] == []


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        ({"@type": "JobPosting", "titel": "x"}, "JobPosting has no property titel"),
        ({"@type": "Job"}, "no type 'Job'"),
        ({"@type": "JobPosting", "directApply": "no"}, "is none of ['Boolean']"),
        ({"@type": "JobPosting", "datePosted": "tomorrow"}, "is none of ['Date', 'DateTime']"),
        ({"@type": "Event", "eventStatus": "https://schema.org/Planned"}, "EventStatusType"),
        ({"@type": "Event", "startDate": "2027-03-01T10:00"}, "startDate"),
        ({"@type": "Event", "location": {"@type": "Answer"}}, "Answer is none of"),
        ({"@type": "Event", "location": {"@type": "Place", "nam": "x"}}, "Place has no property"),
        ({"@type": "JobPosting", "title": ["x", ""]}, "'' is none of ['Text']"),
    ],
)
def test_mistakes_are_noticed(thing: dict[str, Any], told: str) -> None:
    found = list(complaints({"@context": "https://schema.org", **thing}))
    assert len(found) == 1
    assert told in found[0]


def test_what_a_kind_inherits_is_known() -> None:
    assert {"LocalBusiness", "Place", "Organization", "Thing"} == structured.kinds_of(
        "LocalBusiness"
    )
    known = {"@type": "LocalBusiness", "name": "Us", "telephone": "1", "openingHours": "Mo 9-17"}
    assert list(complaints({"@context": "https://schema.org", **known})) == []
    assert list(complaints({"name": "no context"}))
