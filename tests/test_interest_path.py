"""From a call to an agreement, as people go through it: real server, worker, mails and browser.

A visitor finds a call, writes, confirms by mail; the organisation answers by the link of its
letter, or in its corner; both see what came of it. Then everything is erased.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.hands import GO, Hand
from tests.running import NewPage
from tests.town import READS, Town, arrive, path_in, prove_human, staff

pytestmark = pytest.mark.browser
LISTS = ("prilezitosti", "oferty", "priloznosti", "opportunities")
LIST = ", ".join(f'footer a[href$="/{name}/"]' for name in LISTS)
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
    phone: str = ""

    @property
    def host(self) -> str:
        """The address of the organisation that they write to."""
        return f"{self.name.split()[0].lower()}.{HOST}"


VISITORS = [
    Visitor("cs", "dobromila@example.org", "Dobromila Peřinková", "Čas mívám v úterý.", True),
    Visitor("pl", "dobrawa@example.org", "Dobrawa Pieńkowska", "Wtorki mam wolne.", False),
    Visitor("sl", "nezika@example.org", "Nejka Brinšek", "Pridem ob torkih.", True),
    Visitor("en", "goodwin@example.org", "Goodwin Thistlewood", "Tuesdays are free.", False),
]


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
    visitor.type("phone", who.phone)
    visitor.type("text", who.words)
    if page.locator("[name=age]").count():
        visitor.tick("age", "18")
    visitor.tick("consent")
    prove_human(visitor)
    visitor.press(f"main form {GO}")
    return page.locator(".lede .num").inner_text()


def agree_by_letter(open_page: NewPage, town: Town, who: Visitor) -> None:
    """Answer by the link in the letter, on a phone."""
    host = arrive(open_page, host_letter(town, who, "/interested/host/"), by_touch=True)
    expect(host.page.locator("main")).to_contain_text(who.email)
    host.press("button[value=agreed]")
    expect(host.page.locator(".tag--good")).to_be_visible()


def agree_in_the_corner(open_page: NewPage, town: Town, who: Visitor) -> None:
    """Ask for the way into the corner, and answer there."""
    host = arrive(open_page, f"/{who.language}/corner/open/", by_touch=False)
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


@pytest.mark.parametrize("who", VISITORS, ids=lambda who: who.language)
def test_somebody_finds_a_call_and_agrees(open_page: NewPage, town: Town, who: Visitor) -> None:
    visitor = arrive(open_page, f"/{who.language}/", by_touch=who.by_touch)
    page = visitor.page
    reference = write(visitor, who, town)
    assert not telling(town, who, reference)

    page.goto(town.address(who.email, 1))
    visitor.press(GO)
    expect(page.locator(".num").first).to_have_text(reference)
    expect(page.locator(".tag--wait")).to_be_visible()
    assert "/volunteer/" in town.address(who.email, 2)

    (agree_by_letter if who.by_touch else agree_in_the_corner)(open_page, town, who)
    page.goto(town.address(who.email, 3))
    expect(page.locator(".tag--good")).to_be_visible()

    with page.expect_download() as downloading:
        page.locator('a[href$="/data/"]').click()
    assert who.words in downloading.value.path().read_text()
    assert town.holding(who.words)
    visitor.press('a[href$="/erase/"]')
    visitor.press(".button--danger")
    answer = page.goto(town.address(who.email, 3))
    assert answer
    assert answer.status == 410
    town.mails.wait_for(lambda: bool(telling(town, who, reference)))
    assert not [words for words in telling(town, who, reference) if who.name in words]
    assert town.holding(who.name, who.email, who.words) == []
    subjects = [str(mail.message["subject"]) for mail in town.mails.mails]
    assert not [subject for subject in subjects if who.name in subject or "@" in subject]


def test_somebody_without_e_mail_is_called(open_page: NewPage, town: Town) -> None:
    phone = "+420 777 123 987"
    who = Visitor("cs", "", "Bohdana Zvonková", "Mám jen telefon.", by_touch=True, phone=phone)
    visitor = arrive(open_page, "/cs/", by_touch=True)
    reference = write(visitor, who, town)
    expect(visitor.page.locator("main")).to_contain_text(phone)
    assert not telling(town, who, reference)

    broker = staff(open_page, town, "broker")
    broker.goto("/admin/interested/?" + urlencode({"q": reference}))
    broker.get_by_role("link", name=who.name).click()
    expect(broker.locator("main")).to_contain_text(phone)
    with broker.expect_navigation():
        broker.locator("button[name=do][value=passed]").click()
    assert phone in town.letters(who.host, 1)[0].part("plain")
