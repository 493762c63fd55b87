"""From a call to an agreement, as people go through it: real server, worker, mails and browser.

A visitor finds a call, writes, confirms by mail; the organisation answers by the link of its
letter, or in its corner; both see what came of it. Then everything is erased.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.hands import GO, Hand, Keyboard, Touch
from tests.running import NewPage, opening, serving
from tests.smtp import listening
from tests.test_whole_path import READS, Town, answer_the_question, path_in

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640, "has_touch": True, "java_script_enabled": False}
LIST = 'footer a[href$="/prilezitosti/"], footer a[href$="/priloznosti/"]'
HOST = "spravce@hostitel.example"
# Lets HOST into the corner of whose call it is.
ADMIT = """
from opportunities.models import Opportunity
from organisations_directory import people
call = Opportunity.objects.get(pk={key})
person = people.add(call.organisation, "Ema", "{email}", "", "cs", confirmed=True)
"""


@dataclass(frozen=True)
class Visitor:
    """Somebody who wants to help."""

    language: str
    email: str
    name: str
    words: str
    by_touch: bool

    @property
    def host(self) -> str:
        return f"{self.language}.{HOST}"


CZECH = Visitor("cs", "dobromila@example.org", "Dobromila Peřinková", "Mám čas v úterý.", True)
SLOVENIAN = Visitor("sl", "nezika@example.org", "Nežika Brin", "Pridem ob torkih.", False)


@pytest.fixture(scope="module")
def town(demo_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Yield a running portal that sends real mails."""
    var = tmp_path_factory.mktemp("interest") / "var"
    with listening() as mails, serving(demo_folder, var, EMAIL_URL=mails.url) as site:
        yield Town(site, mails)


@pytest.fixture
def open_page(browser: Browser, town: Town) -> Iterator[NewPage]:
    with opening(browser, town.site) as open_page:
        yield open_page


def letter(town: Town, to: str, number: int) -> str:
    """Return the private address in the letter ``number`` (from 1) to ``to``."""
    town.mails.wait_for(lambda: len(town.mails.to(to)) >= number)
    return path_in(town.mails.to(to)[number - 1])


def host_letter(town: Town, who: Visitor, part: str) -> str:
    """Return the private address with ``part`` in it from a letter to the organisation.

    It may get others meanwhile: whether its entries are still true, for one.
    """

    def found() -> list[str]:
        return [path for mail in town.mails.to(who.host) if part in (path := path_in(mail))]

    town.mails.wait_for(lambda: bool(found()))
    return found()[-1]


def telling(town: Town, who: Visitor, reference: str) -> list[str]:
    """Return the letters to the organisation that name the reference: of what was erased."""
    letters = [mail.part("plain") for mail in town.mails.to(who.host)]
    return [words for words in letters if reference in words]


def write(visitor: Hand, who: Visitor, town: Town) -> str:
    """Go from the home page to a call and its form, fill it in, send it; return the reference."""
    page = visitor.page
    visitor.press(LIST)
    visitor.press(".card__title a")
    title = page.locator("h1").inner_text()
    form = page.locator('a[href*="/interested/"]').get_attribute("href") or ""
    key = form.rstrip("/").rpartition("/")[2]
    town.site.manage("shell", "-c", ADMIT.format(key=key, email=who.host))
    visitor.press('a[href*="/interested/"]')
    expect(page.locator(".lede")).to_contain_text(title)
    visitor.type("name", who.name)
    visitor.type("email", who.email)
    visitor.type("text", who.words)
    if page.locator("[name=age]").count():
        visitor.tick("age", "18")
    visitor.tick("consent")
    page.wait_for_timeout(READS)
    if who.by_touch:
        answer_the_question(visitor)
    visitor.press(f"main form {GO}")
    return page.locator(".lede .num").inner_text()


def agree_by_letter(open_page: NewPage, town: Town, who: Visitor) -> None:
    """Answer by the link in the letter, on a phone."""
    host = Touch(open_page(host_letter(town, who, "/interested/host/"), **PHONE))
    expect(host.page.locator("main")).to_contain_text(who.email)
    host.press("button[value=agreed]")
    expect(host.page.locator(".tag--good")).to_be_visible()


def agree_in_the_corner(open_page: NewPage, town: Town, who: Visitor) -> None:
    """Ask for the way into the corner, and answer there."""
    host = Keyboard(open_page(f"/{who.language}/corner/open/", reduced_motion="reduce"))
    host.type("email", who.host)
    host.page.wait_for_timeout(READS)
    host.press(f"main form {GO}")
    host.page.goto(host_letter(town, who, "/corner/enter/"))
    host.press(GO)
    box = host.page.locator("#h-interested + article")
    expect(box).to_contain_text(who.words)
    here = f"#{box.get_attribute('id')}"
    host.press(f"{here} button[value=agreed]")
    expect(host.page.locator(f"{here} .tag--good")).to_have_count(1)


@pytest.mark.parametrize("who", [CZECH, SLOVENIAN], ids=lambda who: who.language)
def test_somebody_finds_a_call_and_agrees(open_page: NewPage, town: Town, who: Visitor) -> None:
    home = f"/{who.language}/"
    visitor: Hand = (
        Touch(open_page(home, **PHONE))
        if who.by_touch
        else Keyboard(open_page(home, reduced_motion="reduce"))
    )
    page = visitor.page
    reference = write(visitor, who, town)
    assert not telling(town, who, reference)

    page.goto(letter(town, who.email, 1))
    visitor.press(GO)
    expect(page.locator(".num").first).to_have_text(reference)
    expect(page.locator(".tag--wait")).to_be_visible()
    assert "/volunteer/" in letter(town, who.email, 2)

    (agree_by_letter if who.by_touch else agree_in_the_corner)(open_page, town, who)
    page.goto(letter(town, who.email, 3))
    expect(page.locator(".tag--good")).to_be_visible()

    visitor.press('a[href$="/erase/"]')
    visitor.press(".button--danger")
    answer = page.goto(letter(town, who.email, 3))
    assert answer
    assert answer.status == 410
    town.mails.wait_for(lambda: bool(telling(town, who, reference)))
    assert not [words for words in telling(town, who, reference) if who.name in words]
    subjects = [str(mail.message["subject"]) for mail in town.mails.mails]
    assert not [subject for subject in subjects if who.name in subject or "@" in subject]
