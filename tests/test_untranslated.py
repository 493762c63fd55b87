"""What nobody has translated is shown in its own words, and says so, wherever it is listed."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from advice.models import MaterialIndexPage, MaterialPage, Question
from home.models import ContactIndexPage, ContactPage, HomePage
from tests import factories
from tests.advising import guide
from tests.rooms import event, news, story
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
NAME = "Jen česky řečeno"
OWN = {"pl": "Jedyny po polsku"}


def material(title: str) -> MaterialPage:
    index = MaterialIndexPage.objects.get(locale=factories.locale("cs"))
    file = Document.objects.create(title=title, file=ContentFile(b"x", name="vzor.txt"))
    return below(index, MaterialPage(title=title, summary=title, document=file))


def contact(title: str) -> ContactPage:
    index = ContactIndexPage.objects.get(locale=factories.locale("cs"))
    place = factories.place()
    return below(index, ContactPage(title=title, summary=title, place=place, street="Mlýnská 3"))


Made = TypeVar("Made", bound=Any)


def below(index: Any, page: Made) -> Made:
    page.locale = index.locale
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def question(title: str) -> Question:
    made = Question(locale=factories.locale("cs"), title=title, answer="<p>Ano.</p>")
    made.save()
    made.save_revision().publish()
    return made


MADE: dict[str, Callable[..., Any]] = {
    "news": news,
    "stories": story,
    "events": event,
    "guides": guide,
    "materials": material,
    "contacts": contact,
    "questions": question,
    "opportunities": factories.opportunity,
    "organisations": lambda title: factories.organisation(name=title),
}


@pytest.fixture
def foreign(rooms: Portal) -> Portal:
    """Return a portal with one thing of each kind, in Czech alone."""
    for make in MADE.values():
        make(title=NAME)
    rooms.rebuild()
    return rooms


def shown(html: str) -> Tag:
    """Return the link that bears the name; the first one."""
    soup = BeautifulSoup(html, "html.parser")
    links = [link for link in soup.find_all("a", href=True) if NAME in link.get_text()]
    assert links, "not in the list"
    return links[0]


def row_of(link: Tag) -> str:
    """Return the text of the item of the list in which ``link`` stands."""
    row = link.find_parent(["li", "article"])
    assert row is not None
    return str(row)


@pytest.mark.parametrize("kind", MADE)
def test_list_names_the_language(foreign: Portal, client: Client, kind: str) -> None:
    link = shown(client.get(f"/pl/{kind}/").text)
    assert link.get("lang") == "cs" or link.find_parent(lang="cs"), "read out as if it were Polish"
    assert "Čeština" in row_of(link), "nobody is told before the click"
    assert str(link["href"]).startswith(f"/pl/{kind}/")


@pytest.mark.parametrize("kind", MADE)
def test_page_is_shown_in_the_readers_frame_and_names_the_language(
    foreign: Portal, client: Client, kind: str
) -> None:
    path = str(shown(client.get(f"/pl/{kind}/").text)["href"])
    answer = client.get(path)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.text, "html.parser")
    heading = soup.find("h1")
    assert isinstance(heading, Tag)
    assert soup.html is not None
    assert soup.html["lang"] == "pl"
    assert (heading.get_text(strip=True), heading["lang"]) == (NAME, "cs")
    assert "Čeština" in str(soup.find("main")), "nobody is told"


@pytest.mark.parametrize("kind", MADE)
def test_switcher_leads_to_the_same_content_in_each_language(
    foreign: Portal, client: Client, kind: str
) -> None:
    path = str(shown(client.get(f"/pl/{kind}/").text)["href"])
    soup = BeautifulSoup(client.get(path).text, "html.parser")
    nav = soup.select(".lang a[hreflang]")
    assert {link["hreflang"] for link in nav} == set(LANGUAGES)
    for link in nav:
        assert str(link["href"]).startswith(f"/{link['hreflang']}/{kind}/")
        assert NAME in client.get(str(link["href"])).text


@pytest.mark.parametrize("kind", ["news", "stories", "events", "guides", "materials"])
def test_feed_names_the_language_before_the_title(
    foreign: Portal, client: Client, kind: str
) -> None:
    assert f"[Čeština] {NAME}" in client.get(f"/pl/{kind}/feed/atom/").text
    assert "[Čeština]" not in client.get(f"/cs/{kind}/feed/atom/").text


@pytest.mark.parametrize("kind", ["news", "stories", "guides"])
def test_related_pages_name_the_language(foreign: Portal, client: Client, kind: str) -> None:
    polish = MADE[kind]("pl", title="Po polsku")
    text = client.get(polish.url).text
    for link in re.findall(rf"<a [^>]*>{NAME}</a>", text):
        assert 'lang="cs"' in link


def test_translated_page_is_listed_once_and_in_the_readers_words(
    foreign: Portal, client: Client
) -> None:
    source = news(title="Dvojjazyčná")
    news("pl", title="Dwujęzyczna", like=source)
    polish, czech = (client.get(f"/{code}/news/").text for code in ("pl", "cs"))
    assert "Dwujęzyczna" in polish
    assert "Dvojjazyčná" not in polish
    assert "Dvojjazyčná" in czech
    assert "Dwujęzyczna" not in czech


def test_home_page_names_the_language_of_what_it_shows(foreign: Portal, client: Client) -> None:
    home = HomePage.objects.get(locale=factories.locale("pl"))
    kinds = ("calls", "story", "news", "events", "question")
    home.body = [{"type": kind, "value": {}} for kind in kinds]
    home.save_revision().publish()
    soup = BeautifulSoup(client.get("/pl/").text, "html.parser")
    links = [link for link in soup.find_all("a", href=True) if link.get_text(strip=True) == NAME]
    assert len(links) >= 4
    for link in links:
        assert link.get("lang") == "cs" or link.find_parent(lang="cs"), link["href"]


# --- The same list, narrowed, in another language ----------------------------------------------


def test_switcher_keeps_what_a_list_is_narrowed_by(foreign: Portal, client: Client) -> None:
    for path in (
        "/cs/news/?category=centre",
        "/cs/events/?kind=event",
        "/cs/guides/?topic=insurance",
        "/cs/stories/?field=animals",
        "/cs/opportunities/?commitment=regular",
    ):
        text = client.get(path).text
        asked = path.replace("/cs/", "/pl/")
        assert f'href="{asked}" lang="pl"' in text, path


def test_switcher_leaves_out_what_means_nothing_in_the_other_language(
    foreign: Portal, client: Client
) -> None:
    page = news(title="S tagem")
    page.tags.add("psi")
    page.save_revision().publish()
    text = client.get("/cs/news/?tag=psi&category=centre&page=1").text
    assert 'href="/pl/news/?category=centre" lang="pl"' in text
