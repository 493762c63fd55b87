"""Pages fit narrow windows and large letters, and stand still while they load."""

import pytest
from playwright.sync_api import Page, Route

from tests.kinds import EDITORIAL, KINDS, LANGUAGES, Address
from tests.running import NewPage

pytestmark = pytest.mark.browser

# WCAG 2.2, 1.4.10: no scrolling in two directions at the width of 320 CSS pixels.
NARROWEST = 320
OPEN_ALL = "document.querySelectorAll('main details').forEach(it => it.open = true)"
# Text that ends beyond the window, and how far the page scrolls to the side.
OVERFLOW = """() => {
    const wide = document.documentElement.clientWidth, found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
        range.selectNodeContents(texts.currentNode);
        const boxes = [...range.getClientRects()];
        const beyond = boxes.some(box => box.width > 1 && box.right > wide + 1);
        const parent = texts.currentNode.parentElement;
        // A table of facts may scroll for itself (1.4.10 says so), its caption may not.
        const table = parent.closest(".table-wrap") && !parent.closest("caption");
        if (beyond && parent.checkVisibility() && !table && !parent.closest(".vh"))
            found.push(texts.currentNode.textContent.trim());
    }
    if (document.documentElement.scrollWidth > wide)
        found.push(`scrolls to ${document.documentElement.scrollWidth}`);
    return found;
}"""
# How much may move while a page loads; "good" ends at 0.1 (web.dev/articles/cls).
STILL = 0.05
PAINTED = """new Promise(resolve => {
    new PerformanceObserver(resolve).observe({type: "paint", buffered: true});
})"""
# What moves on the way down the page, once its lettering is there.
SHIFTS_ON_THE_WAY = """async () => {
    await document.fonts.ready;
    let sum = 0;
    new PerformanceObserver(list => { for (const it of list.getEntries()) sum += it.value; })
        .observe({type: "layout-shift"});
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise(resolve => setTimeout(resolve, 20));
    }
    return new Promise(resolve => setTimeout(() => resolve(sum), 200));
}"""
SHIFTS = """new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => { for (const it of list.getEntries()) sum += it.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 200);
})"""


def overflow(page: Page) -> list[str]:
    """Return the texts that do not fit the width of the window."""
    found: list[str] = page.evaluate(OVERFLOW)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_the_narrowest_window(
    new_page: NewPage, address: Address, kind: str, language: str
) -> None:
    page = new_page(address(kind, language), width=NARROWEST, height=640)
    page.evaluate(OPEN_ALL)
    assert overflow(page) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", "opportunities", "opportunity", "standard", "article"])
def test_page_stands_still_when_its_lettering_comes_late(
    new_page: NewPage, address: Address, kind: str, width: int
) -> None:
    page = new_page("/robots.txt", width=width)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    page.goto(address(kind, "cs"), wait_until="commit")
    page.evaluate(PAINTED)
    assert held
    held[0].continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => {})")
    assert page.evaluate(SHIFTS) < STILL


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", *EDITORIAL])
def test_page_stands_still_while_its_pictures_come(
    new_page: NewPage, address: Address, kind: str, width: int
) -> None:
    page = new_page(address(kind, "pl"), width=width)
    assert page.evaluate(SHIFTS_ON_THE_WAY) == 0


def test_shifts_are_measured(new_page: NewPage, address: Address) -> None:
    page = new_page(address("standard", "en"))
    page.evaluate("document.querySelector('main').style.paddingTop = '300px'")
    assert page.evaluate(SHIFTS) > STILL
