"""axe finds nothing in what the desks of staff show; on a phone nobody scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.running import NewPage
from tests.test_accessibility import LOOKS, OPEN_ALL
from tests.town import Town, staff

pytestmark = pytest.mark.browser

FIRST = "main td a, main .title a"
# Else colours are measured on their way from one theme to the other.
END_TRANSITIONS = """document.getAnimations()
    .filter(it => it instanceof CSSTransition).forEach(it => it.finish())"""
# Who looks, where, and what is pressed there to come to the page.
DESKS = [
    ("moderator", "/admin/desk/", ""),
    ("moderator", "/admin/desk/", FIRST),
    ("expert", "/admin/asked/", ""),
    ("expert", "/admin/asked/", FIRST),
    ("broker", "/admin/interested/", ""),
    ("broker", "/admin/interested/", FIRST),
    ("broker", "/admin/interested/", "a[href*=erase]"),
    ("broker", "/admin/offers-of-help/", ""),
    ("broker", "/admin/offers-of-help/", FIRST),
    ("broker", "/admin/offers-of-help/", "a[href*=offers-of-help\\/for]"),
    ("broker", "/admin/interested/same/", ""),
    ("broker", "/admin/interested/same/", FIRST),
    ("broker", "/admin/interested/", "a[href*=apart]"),
    ("broker", "/admin/volunteer-outcomes/", ""),
    ("admin", "/admin/volunteer-log/", ""),
    ("admin", "/admin/", ""),
]


def violations(page: Page) -> list[str]:
    """Return what axe finds in our part of the page; the rest is Wagtail's."""
    found = Axe().run(page, context="main", options={"resultTypes": ["violations"]})
    rules = found.response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in rules for node in rule["nodes"]]


def lead_to(page: Page, address: str, pressed: str) -> None:
    """Open ``address`` and follow a link there, or one on a page that the list leads to."""
    page.goto(address)
    if not pressed:
        return
    for row in range(page.locator(FIRST).count()):
        if page.locator(pressed).count():
            break
        page.goto(address)
        with page.expect_navigation():
            page.locator(FIRST).nth(row).click()
    with page.expect_navigation():
        page.locator(pressed).first.click()


@pytest.mark.parametrize(("who", "address", "pressed"), DESKS)
def test_desk_is_for_everybody(
    open_page: NewPage, town: Town, who: str, address: str, pressed: str
) -> None:
    page = staff(open_page, town, who)
    lead_to(page, address, pressed)
    page.evaluate(OPEN_ALL)
    for size, theme in LOOKS[0]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.evaluate(END_TRANSITIONS)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
