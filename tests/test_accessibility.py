"""axe finds nothing on any kind of page: on phone and desktop, in light and dark."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.kinds import IN_TWO_LANGUAGES, Address
from tests.running import NewPage

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
Theme = Literal["light", "dark"]
Looks = tuple[tuple[ViewportSize, Theme], ...]
# Each page is looked at both ways, in one language each.
LOOKS: tuple[Looks, Looks] = (
    ((DESKTOP, "light"), (PHONE, "dark")),
    ((DESKTOP, "dark"), (PHONE, "light")),
)
OPEN_ALL = "document.querySelectorAll('main details').forEach(it => it.open = true)"


def violations(page: Page) -> str:
    """Return what axe finds, "" if that is nothing."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return str(found.generate_report()) if found.violations_count else ""


def violations_in(page: Page, looks: Looks) -> list[str]:
    """Return what axe finds in each of ``looks``; those without are left out."""
    page.evaluate(OPEN_ALL)
    found = []
    for size, theme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        found.append(violations(page))
    return list(filter(None, found))


@pytest.mark.parametrize(("kind", "language"), IN_TWO_LANGUAGES)
def test_page_has_no_violation(
    new_page: NewPage, address: Address, kind: str, language: str
) -> None:
    page = new_page(address(kind, language), reduced_motion="reduce")
    looks = LOOKS[IN_TWO_LANGUAGES.index((kind, language)) % 2]
    assert violations_in(page, looks) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_menu_has_no_violation(new_page: NewPage, address: Address, theme: str) -> None:
    page = new_page(address("home", "pl"), **PHONE, color_scheme=theme)
    page.locator(".menu > summary").click()
    expect(page.locator(".menu a").first).to_be_visible()
    assert violations(page) == ""


def test_swapped_list_has_no_violation(new_page: NewPage, address: Address) -> None:
    page = new_page(address("opportunities", "sl"))
    page.locator('input[name="region"]').first.click()
    page.wait_for_url("**?region=*")
    expect(page.locator("#listing:not([aria-busy]) .active")).to_be_visible()
    assert violations(page) == ""


def test_axe_does_find_violations(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "en"))
    page.evaluate("document.querySelector('h1').style.color = 'orange'")
    assert "color-contrast" in violations(page)
