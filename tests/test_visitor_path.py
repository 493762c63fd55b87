"""A visitor finds an opportunity and the organisation behind it, in a real browser."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.kinds import LANGUAGES
from tests.running import NewPage

pytestmark = pytest.mark.browser

DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"width": 390, "height": 844, "has_touch": True, "color_scheme": "dark"},
    "desktop": {"width": 1280, "height": 900, "color_scheme": "light"},
}
Addresses = Mapping[str, Mapping[str, str]]


def number(text: str | None) -> int:
    """Return the number in ``text``."""
    found = re.search(r"\d+", text or "")
    assert found, text
    return int(found[0])


def asked(page: Page) -> list[tuple[str, str]]:
    """Return what the address asks for."""
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)


def titles(page: Page) -> list[str]:
    return page.locator("#listing .card__title").all_inner_texts()


def entry_number(page: Page) -> str:
    """Return the number of the entry in its address, the same in each language."""
    return urlsplit(page.url).path.rstrip("/").rpartition("-")[2]


class List:
    """The list in a browser, with and without JavaScript, on phone and desktop."""

    def __init__(self, page: Page, *, javascript: bool) -> None:
        self.page = page
        self.javascript = javascript

    @property
    def total(self) -> int:
        return number(self.page.locator("#count").text_content())

    def option(self, name: str, value: str) -> Locator:
        return self.page.locator(f'input[name="{name}"][value="{value}"]')

    def offered(self, name: str, value: str) -> int:
        """Return the count beside an option."""
        label = self.page.locator("label.check", has=self.option(name, value))
        return number(label.locator(".n").text_content())

    def best(self, name: str) -> str:
        """Return the value of a facet that finds most."""
        boxes = self.page.locator(f'input[name="{name}"]')
        values: list[str] = boxes.evaluate_all("all => all.map(e => e.value)")
        return max(values, key=lambda value: self.offered(name, value))

    def open_filters(self) -> None:
        summary = self.page.locator(".drawer > summary")
        if summary.is_visible() and self.page.locator(".drawer").get_attribute("open") is None:
            summary.click()

    def unfold(self, name: str, value: str) -> None:
        """Open what hides an option: the rest of a facet, or a branch of the tree."""
        folded = self.page.locator(".facet details:not([open])", has=self.option(name, value))
        while folded.count():
            folded.first.locator("> summary").click()

    def tick(self, name: str, value: str) -> None:
        self.open_filters()
        self.unfold(name, value)
        self.option(name, value).click()
        if not self.javascript:
            self.page.locator(".drawer__apply button").click()
        self.settle(name, value)

    def sort(self, order: str) -> None:
        self.page.locator("#sort").select_option(order)
        if not self.javascript:
            self.page.locator(".sort button").click()
        self.settle("sort", order)

    def settle(self, name: str, value: str) -> None:
        """Wait until the list answers a question that has ``name=value`` in it."""
        self.page.wait_for_url(lambda url: (name, value) in parse_qsl(urlsplit(url).query))
        expect(self.page.locator("#listing:not([aria-busy])")).to_be_visible()


def to_the_list(page: Page, list_path: str) -> None:
    """Go from the home page to the list the way visitors do: by the menu."""
    menu = page.locator(".menu > summary")
    if menu.is_visible():
        menu.click()
    page.locator(f'.menu a[href="{list_path}"]').click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_finds_an_opportunity_and_who_is_behind_it(
    new_page: NewPage, addresses: Addresses, language: str, device: str, javascript: bool
) -> None:
    where = addresses[language]
    page = new_page(where["home"], java_script_enabled=javascript, **DEVICES[device])
    everything = number(page.locator(".head-row a").first.text_content())
    to_the_list(page, where["opportunities"])
    shown = List(page, javascript=javascript)
    assert shown.total == everything

    country = shown.best("region")
    expected = shown.offered("region", country)
    shown.tick("region", country)
    assert shown.total == expected < everything

    field = shown.best("field")
    expected = shown.offered("field", field)
    shown.tick("field", field)
    assert shown.total == expected
    assert len(titles(page)) == min(expected, 20)
    page.locator(".active a").nth(1).click()  # the field again
    expect(shown.option("field", field)).not_to_be_checked()

    shown.sort("ending")
    first = titles(page)
    page.locator('a[rel="next"]').click()
    assert ("page", "2") in asked(page)
    assert page.locator("#sort").input_value() == "ending"
    assert not set(titles(page)) & set(first)
    list_url, on_list = page.url, titles(page)

    page.locator(".card__title a").first.click()
    assert page.locator("h1").inner_text() == on_list[0]
    page.locator(".page-head .lede a").click()
    assert page.url.startswith(page.url.split(where["organisations"])[0] + where["organisations"])
    assert on_list[0] in page.locator(".card__title").all_inner_texts()

    other = LANGUAGES[LANGUAGES.index(language) - 1]
    organisation = entry_number(page)
    page.locator(f'.lang a[hreflang="{other}"]').click()
    assert page.locator("html").get_attribute("lang") == other
    assert entry_number(page) == organisation

    for _step in range(3):
        page.go_back()
    assert page.url == list_url
    assert titles(page) == on_list
    assert page.locator("#sort").input_value() == "ending"
    expect(shown.option("region", country)).to_be_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_switcher_leads_to_the_same_narrowed_list(
    new_page: NewPage, addresses: Addresses, language: str
) -> None:
    page = new_page(addresses[language]["opportunities"])
    shown = List(page, javascript=True)
    shown.tick("region", "CZ")
    total = shown.total
    other = LANGUAGES[LANGUAGES.index(language) - 1]
    page.locator(f'.lang a[hreflang="{other}"]').click()
    assert page.locator("html").get_attribute("lang") == other
    assert asked(page) == [("region", "CZ")]
    assert shown.total == total


def focused(page: Page) -> str:
    """Return the id of what has the focus."""
    found: str = page.evaluate("document.activeElement.id")
    return found


def is_seen(page: Page) -> bool:
    """Return whether the focus shows: drawn, in the window, nothing on top of it."""
    seen: bool = page.evaluate(
        """() => {
            const it = document.activeElement, box = it.getBoundingClientRect();
            const style = getComputedStyle(it.closest(".card") ?? it);
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return it.matches(":focus-visible") && style.outlineStyle !== "none"
                && parseFloat(style.outlineWidth) >= 2 && it.contains(top);
        }"""
    )
    return seen


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until ``selector`` has the focus; it shows on every step."""
    for _step in range(80):
        page.keyboard.press("Tab")
        assert is_seen(page), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_keyboard_is_enough(new_page: NewPage, addresses: Addresses, language: str) -> None:
    page = new_page(addresses[language]["opportunities"], reduced_motion="reduce")
    shown = List(page, javascript=True)
    everything = shown.total
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    tab_to(page, 'input[name="region"]')
    box, value = focused(page), page.evaluate("document.activeElement.value")
    expected = shown.offered("region", value)
    page.keyboard.press("Space")
    shown.settle("region", value)
    assert shown.total == expected
    assert focused(page) == box
    assert is_seen(page)
    # What a screen reader says.
    status = page.get_by_role("status").and_(page.locator("#status"))
    assert status.inner_text().strip() == page.locator("#count").inner_text().strip()
    assert asked(page) == [("region", value)]
    narrowed = titles(page)

    tab_to(page, ".card__title a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(narrowed[0])
    page.go_back()
    expect(page.locator("#count")).to_contain_text(str(expected))
    assert titles(page) == narrowed
    expect(shown.option("region", value)).to_be_checked()
    page.go_back()
    expect(page.locator("#count")).to_contain_text(str(everything))
    expect(shown.option("region", value)).not_to_be_checked()
    assert asked(page) == []


def test_box_that_is_gone_hands_the_focus_to_the_count(
    new_page: NewPage, addresses: Addresses
) -> None:
    page = new_page(addresses["en"]["opportunities"] + "?region=SI-009&time=weekend&q=zxqvwk")
    page.locator("#time-weekend").focus()
    page.keyboard.press("Space")
    expect(page.locator("#time-weekend")).to_have_count(0)
    expect(page.locator("#count")).to_be_focused()


def test_branch_stays_open_when_its_box_is_no_longer_ticked(
    new_page: NewPage, addresses: Addresses
) -> None:
    page = new_page(addresses["en"]["opportunities"])
    shown = List(page, javascript=True)
    page.locator("#region-in-CZ > summary").click()
    box = page.locator("#region-in-CZ input").first
    value = box.get_attribute("value") or ""
    shown.tick("region", value)
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: value not in url)
    expect(shown.option("region", value)).to_be_visible()
    expect(shown.option("region", value)).to_be_focused()


def test_two_boxes_ticked_at_once_both_count(new_page: NewPage, addresses: Addresses) -> None:
    page = new_page(addresses["en"]["opportunities"])
    shown = List(page, javascript=True)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*region=*", slowly)
    for code in ("CZ", "PL"):
        shown.option("region", code).click()
    shown.settle("region", "PL")
    assert asked(page) == [("region", "CZ"), ("region", "PL")]
    for code in ("CZ", "PL"):
        expect(shown.option("region", code)).to_be_checked()


# --- Words and places ----------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_words_search_and_bring_the_best_first(
    new_page: NewPage, addresses: Addresses, javascript: bool
) -> None:
    page = new_page(addresses["en"]["home"], java_script_enabled=javascript)
    page.fill("#q", "dogs")
    page.keyboard.press("Enter")
    shown = List(page, javascript=javascript)
    assert 0 < shown.total < 30
    assert re.search(r"\bdogs?\b", " ".join(titles(page)[:3]), re.IGNORECASE)
    assert page.locator("#sort option:checked").inner_text() == "best match first"
    page.fill("#q", "children")
    page.keyboard.press("Enter")
    shown.settle("q", "children")
    assert page.locator("#sort option:checked").inner_text() == "best match first"


def test_back_restores_the_words_in_the_form(new_page: NewPage, addresses: Addresses) -> None:
    page = new_page(addresses["en"]["opportunities"])
    shown = List(page, javascript=True)
    page.fill("#q", "dogs")
    page.keyboard.press("Enter")
    shown.settle("q", "dogs")
    page.fill("#q", "children")
    page.keyboard.press("Enter")
    shown.settle("q", "children")
    page.go_back()
    expect(page.locator("#q")).to_have_value("dogs")
    assert asked(page) == [("q", "dogs")]
    # The page is alive: its boxes still ask, together with the words.
    field = shown.best("field")
    shown.tick("field", field)
    assert asked(page) == [("q", "dogs"), ("field", field)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_near_a_town_counts_what_lies_within(
    new_page: NewPage, addresses: Addresses, javascript: bool
) -> None:
    page = new_page(addresses["cs"]["opportunities"], java_script_enabled=javascript)
    shown = List(page, javascript=javascript)
    page.fill("#near", "praha")
    page.select_option("#radius", "10")
    if not javascript:
        page.locator(".finder button").click()
    shown.settle("near", "praha")
    close = shown.total
    distances = [number(text) for text in page.locator(".km").all_inner_texts()]
    assert distances
    assert distances == sorted(distances)
    assert max(distances) <= 10
    page.select_option("#radius", "100")
    if not javascript:
        page.locator(".finder button").click()
    shown.settle("radius", "100")
    assert shown.total > close


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_offers_ways_on(
    new_page: NewPage, addresses: Addresses, language: str
) -> None:
    page = new_page(addresses[language]["nothing"])
    assert number(page.locator("#count").text_content()) == 0
    assert "Zxqvwk" in page.locator(".notice").inner_text()
    page.locator(".empty a").first.click()
    assert number(page.locator("#count").text_content()) > 0


def test_unknown_place_offers_those_that_begin_like_it(
    new_page: NewPage, addresses: Addresses
) -> None:
    page = new_page(addresses["en"]["opportunities"] + "?near=Li")
    meant = page.locator(".notice a").first
    name = meant.inner_text()
    assert name.startswith("Li")
    meant.click()
    assert page.locator(".notice").count() == 0
    assert page.locator("#near").input_value() == name


# --- Colours ---------------------------------------------------------------------------


def test_choice_of_colours_is_kept(new_page: NewPage, addresses: Addresses) -> None:
    page = new_page(addresses["en"]["home"], color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator('button[data-theme="dark"]').click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(addresses["cs"]["opportunities"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator('button[data-theme="dark"]').get_attribute("aria-pressed") == "true"
    page.locator('button[data-theme=""]').click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    assert page.context.cookies() == []
