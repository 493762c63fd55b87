"""From “I can help” to a yes, as people go through it: real server, worker, mails and browser.

A visitor says what they would like, confirms by mail, a broker proposes what fits, the visitor
says yes by one button, and the organisation knows.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.hands import GO
from tests.running import NewPage
from tests.town import Town, arrive, prove_human, staff

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Offering:
    """Somebody who offers help, and the field in which there is a call in their language."""

    language: str
    name: str
    by_touch: bool

    @property
    def email(self) -> str:
        return f"offers.{self.language}@example.org"


OFFERING = [
    Offering("cs", "Vlasta Ochotná", by_touch=True),
    Offering("pl", "Chętna Rękawek", by_touch=False),
    Offering("sl", "Zvonka Ročnik", by_touch=True),
    Offering("en", "Handy Willing", by_touch=False),
]


def propose(broker: Page, who: Offering) -> str:
    """Propose what fits best; return its title."""
    broker.goto("/admin/offers-of-help/")
    broker.get_by_role("link", name=who.name).click()
    box = broker.locator(".desk-letter:has(button[value^=propose-])").first
    title = box.locator("a").first.inner_text()
    with broker.expect_navigation():
        box.locator("button[value^=propose-]").click()
    proposed = broker.locator("section[aria-labelledby=offer-proposals]")
    expect(proposed).to_contain_text(title)
    return title


@pytest.mark.parametrize("who", OFFERING, ids=lambda who: who.language)
def test_offer_is_taken_up(open_page: NewPage, town: Town, who: Offering) -> None:
    visitor = arrive(open_page, f"/{who.language}/", by_touch=who.by_touch)
    page = visitor.page
    visitor.press('main a[href$="/offer/"]')
    visitor.tick("fields_wished", "children")
    visitor.type("name", who.name)
    visitor.type("email", who.email)
    visitor.tick("age", "18")
    visitor.tick("consent")
    prove_human(visitor)
    visitor.press(f"main form {GO}")
    reference = page.locator(".lede .num").inner_text()

    page.goto(town.address(who.email, 1))
    visitor.press(GO)
    expect(page.locator(".num").first).to_have_text(reference)
    mine = town.address(who.email, 2)

    broker = staff(open_page, town, "broker")
    title = propose(broker, who)
    letter = town.letters(who.email, 3)[2]
    assert title in letter.part("plain")
    assert who.name not in str(letter.message["subject"])

    page.goto(town.address(who.email, 3))
    expect(page.locator("main")).to_contain_text(title)
    visitor.press("button[name=answer][value=yes]")
    expect(page.locator(".notice--good")).to_be_visible()
    page.goto(mine)
    expect(page.locator("article.box h2", has_text=title)).to_be_visible()
    broker.reload()
    expect(broker.locator("section[aria-labelledby=volunteer-elsewhere]")).to_contain_text(title)
