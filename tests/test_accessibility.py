"""axe finds nothing on any kind of page: on phone and desktop, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.kinds import IN_TWO_LANGUAGES, LANGUAGES, Address
from tests.running import NewPage

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1280, 900), (390, 844)
OPEN_ALL = "document.querySelectorAll('main details').forEach(it => it.open = true)"


def violations(page: Page) -> str:
    """Return what axe finds, "" if that is nothing."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize(("kind", "language"), IN_TWO_LANGUAGES)
def test_page_has_no_violation(
    new_page: NewPage, address: Address, kind: str, language: str
) -> None:
    page = new_page(address(kind, language), reduced_motion="reduce")
    page.evaluate(OPEN_ALL)
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert violations(page) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_menu_has_no_violation(new_page: NewPage, address: Address, theme: str) -> None:
    width, height = PHONE
    page = new_page(address("home", "pl"), width=width, height=height, color_scheme=theme)
    page.locator(".menu > summary").click()
    expect(page.locator(".menu a").first).to_be_visible()
    assert violations(page) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_list_has_no_violation(new_page: NewPage, address: Address, language: str) -> None:
    page = new_page(address("opportunities", language))
    page.locator('input[name="region"]').first.click()
    page.wait_for_url("**?region=*")
    expect(page.locator("#listing:not([aria-busy]) .active")).to_be_visible()
    assert violations(page) == ""


def test_axe_does_find_violations(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "en"))
    page.evaluate("document.querySelector('h1').style.color = 'orange'")
    assert "color-contrast" in violations(page)
