"""From a web form without an account to an entry that stays true, as people go through it.

An author sends a profile with a first call, staff ask for changes and publish, visitors find
both, months later a letter asks whether it is still true, and one button renews it. Real
server, worker, mail server and browser.
"""

from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hands import GO, Hand
from tests.running import NewPage, opening
from tests.smtp import Received
from tests.stories import STORIES, Story
from tests.town import READS, Town, arrive, path_in, prove_human, staff

pytestmark = pytest.mark.browser

# What was published is found within these seconds, however busy the machine is.
SOON = 15
REMARK = "☞ 2024?"
LONG_AGO = """
from organisations_directory.models import Organisation
from portal.common import freshness
Organisation.objects.filter(name={name!r}).update(checked_on="2025-01-07")
freshness.look_after()
"""


@pytest.fixture(scope="module")
def desk(browser: Browser, town: Town) -> Iterator[Page]:
    """Yield a moderator's window, logged in."""
    with opening(browser, town.site) as open_page:
        yield staff(open_page, town, "moderator")


def months_pass(town: Town, name: str) -> None:
    """Let the last check of an organisation be long ago, and the worker look again."""
    town.site.manage("shell", "--no-imports", "-c", LONG_AGO.format(name=name))


def fill(author: Hand, pages: dict[str, dict[str, Any]]) -> None:
    for slug, answers in pages.items():
        assert f"/step/{slug}/" in author.page.url, author.page.inner_text("main")
        author.answer(answers)


def send(author: Hand) -> str:
    """Agree and press the last button; return the reference."""
    author.tick("consent")
    prove_human(author)
    author.press(GO)
    return author.page.locator(".lede .num").inner_text()


def ask_for_changes(desk: Page, title: str) -> None:
    """Send a profile back with a reason and a remark beside the summary."""
    open_at_desk(desk, title)
    desk.locator("details > summary[accesskey=c]").click()
    desk.locator("[name='changes-reasons']").first.check()
    desk.locator("details details > summary").first.click()
    desk.locator("[name='changes-remark-summary']").fill(REMARK)
    decide(desk, "changes")


def open_at_desk(desk: Page, title: str) -> None:
    desk.goto("/admin/desk/?" + urlencode({"q": title}))
    desk.get_by_role("link", name=title).first.click()
    expect(desk.locator(".desk__head h2")).to_have_text(title)


def decide(desk: Page, decision: str) -> None:
    with desk.expect_navigation():
        desk.locator(f"button[name=do][value={decision}]").click()


def publish(desk: Page, title: str) -> None:
    open_at_desk(desk, title)
    decide(desk, "publish")


def find(author: Hand, role: str, story: Story, title: str) -> None:
    """Find an entry by region, field and an inflected word, soon after it was published."""
    question = {"region": story.region, "field": story.field, "q": story.word}
    card = author.page.locator(".card__title", has_text=title)
    address = list_path(author, role) + "?" + urlencode(question)
    patience = monotonic() + SOON
    author.page.goto(address)
    while not card.count() and monotonic() < patience:
        author.page.wait_for_timeout(500)
        author.page.goto(address)
    expect(card).to_have_count(1)


def list_path(author: Hand, role: str) -> str:
    """Return the address of a list, from the menu."""
    number = {"opportunities": 0, "organisations": 1}[role]
    found = author.page.locator(".menu a").nth(number).get_attribute("href")
    assert found
    return found


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.language}-{story.town}")
def test_profile_and_call_travel_from_form_to_renewal(
    open_page: NewPage, town: Town, desk: Page, story: Story
) -> None:
    # Every second on a phone, without scripts.
    by_touch = bool(STORIES.index(story) % 2)
    author = arrive(open_page, f"/{story.language}/", by_touch=by_touch)
    page = author.page
    author.press('a[href$="/send/organisation/"]')
    page.wait_for_timeout(READS)
    author.press(GO)
    fill(author, story.profile)
    author.press('form[action*="/add/opportunity/"] button')
    fill(author, story.call)
    assert "/check/" in page.url
    reference = send(author)

    page.goto(town.address(story.email, 1))
    author.press(GO)
    expect(page.locator("header b.num")).to_have_text(reference)
    status = page.url

    # One letter for the profile, one for the call that came with it.
    before = len(town.letters(story.email, 3))
    ask_for_changes(desk, story.name)
    page.goto(path_in(town.letters(story.email, before + 1)[-1]))
    author.press(GO)
    expect(page.locator(".letter")).to_contain_text(REMARK)
    author.answer({"summary": story.corrected})
    send_to_the_end(author)

    publish(desk, story.name)
    publish(desk, story.title)
    find(author, "organisations", story, story.name)
    find(author, "opportunities", story, story.title)
    page.goto(status)
    author.press(GO)
    expect(page.locator("h1")).to_have_text(story.name)

    # Published twice, and what was corrected was received again.
    before = len(town.letters(story.email, before + 4))
    months_pass(town, story.name)
    page.goto(path_in(town.letters(story.email, before + 1)[-1]))
    author.press(GO)
    expect(page.locator("[role=status].notice--good")).to_be_visible()
    assert_subjects_are_for_everybody(town.mails.to(story.email), story)


def send_to_the_end(author: Hand) -> None:
    """Go through the rest of a form that is corrected, and send it."""
    while "/check/" not in author.page.url:
        author.press(GO)
    send(author)


def assert_subjects_are_for_everybody(mails: Sequence[Received], story: Story) -> None:
    """Whoever sees a list of mails over somebody's shoulder learns no name or address."""
    for mail in mails:
        subject = str(mail.message["subject"])
        assert story.contact not in subject
        assert "@" not in subject
