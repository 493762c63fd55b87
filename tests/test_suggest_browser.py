"""Suggestions in a browser: with the keyboard, a finger, a screen reader, or without any script."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.kinds import Address
from tests.running import NewPage
from tests.test_accessibility import violations
from tests.test_layout import overflow

pytestmark = pytest.mark.browser

Addresses = Mapping[str, Mapping[str, str]]
# A field of volunteering and words of titles begin with it.
TYPED = "sen"
FROM_THE_TOP = "it => it.getBoundingClientRect().top + scrollY"
FIELDS = ["home", "opportunities", "organisations", "questions", "search without words"]


def typed(page: Page, words: str = TYPED) -> Locator:
    """Type ``words``, a letter at a time, and return the field once something is offered."""
    field = page.locator("#q")
    field.press_sequentially(words)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_be_visible()
    return field


def chosen(page: Page) -> str:
    """Return the words of the option that a screen reader is told of; "" if there is none."""
    name = page.locator("#q").get_attribute("aria-activedescendant")
    if not name:
        assert page.locator("[aria-selected=true]").count() == 0
        return ""
    option = page.locator(f"#{name}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.inner_text()


@pytest.mark.parametrize("kind", FIELDS)
def test_every_search_field_offers_something(
    new_page: NewPage, address: Address, kind: str
) -> None:
    page = new_page(address(kind, "cs"))
    field = typed(page)
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-autocomplete") == "list"
    box = page.get_by_role("listbox", name="Návrhy")
    assert field.get_attribute("aria-controls") == box.get_attribute("id")
    expect(box.get_by_role("group").first).to_be_visible()
    expect(box.get_by_role("option", name="Senioři")).to_be_visible()
    assert re.fullmatch(r"\d\snávrh\w*", page.locator("#q ~ [role=status]").inner_text())


def test_keyboard_goes_round_and_opens_what_is_chosen(new_page: NewPage, address: Address) -> None:
    page = new_page(address("search without words", "cs"))
    typed(page)
    options = page.get_by_role("option").all_inner_texts()
    assert len(options) >= 3
    assert chosen(page) == ""
    for key, expected in (
        ("ArrowDown", options[0]),
        ("ArrowDown", options[1]),
        ("End", options[-1]),
        ("ArrowDown", options[0]),
        ("ArrowUp", options[-1]),
        ("Home", options[0]),
    ):
        page.keyboard.press(key)
        assert chosen(page) == expected
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**?field=seniors")


def test_enter_without_a_choice_sends_what_was_typed(new_page: NewPage, address: Address) -> None:
    page = new_page(address("search without words", "cs"))
    typed(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**?q={TYPED}")


def test_escape_closes_and_leaves_the_words(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "cs"))
    field = typed(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value(TYPED)
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")


def test_leaving_the_field_closes_the_list(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "cs"))
    typed(page)
    page.keyboard.press("Tab")
    expect(page.locator("#near")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_finger_opens_what_it_touches(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "cs"), width=390, height=844, has_touch=True, is_mobile=True)
    typed(page)
    page.get_by_role("option", name="Senioři").tap()
    page.wait_for_url("**?field=seniors")


def test_only_the_last_answer_is_shown(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "cs"))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest/?q=sen", hold)
    page.locator("#q").press_sequentially("sen")
    page.wait_for_timeout(400)
    assert held
    page.locator("#q").press_sequentially("x" * 8)
    expect(page.locator("#q ~ [role=status]")).to_have_text("Žádné návrhy")
    assert page.get_by_role("listbox").is_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "opportunities"])
def test_open_list_has_no_violation(
    new_page: NewPage, address: Address, kind: str, theme: str
) -> None:
    page = new_page(address(kind, "cs"), color_scheme=theme, reduced_motion="reduce")
    typed(page)
    page.keyboard.press("ArrowDown")
    assert violations(page) == ""


def test_open_list_fits_large_letters_and_moves_nothing(
    new_page: NewPage, address: Address
) -> None:
    page = new_page(address("opportunities", "cs"), width=320, height=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    before = page.locator("#count").evaluate(FROM_THE_TOP)
    typed(page)
    assert page.locator("#count").evaluate(FROM_THE_TOP) == before
    assert overflow(page) == []


def test_chosen_option_stands_out_in_forced_colours(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "cs"), forced_colors="active")
    typed(page)
    page.keyboard.press("ArrowDown")
    one, other = page.get_by_role("option").all()[:2]
    colour = "it => getComputedStyle(it).backgroundColor"
    assert one.evaluate(colour) != other.evaluate(colour)


@pytest.mark.parametrize("kind", FIELDS)
def test_without_scripts_the_field_is_a_field(
    new_page: NewPage, address: Address, kind: str
) -> None:
    page = new_page(address(kind, "cs"), java_script_enabled=False)
    field = page.locator("#q")
    assert field.get_attribute("role") is None
    field.fill("pojištění" if kind == "questions" else "pes")
    field.press("Enter")
    page.wait_for_url("**?*q=p*")
    expect(page.locator("mark").first).to_be_visible()


def test_magnifier_leads_to_the_search_without_scripts(new_page: NewPage, address: Address) -> None:
    page = new_page(address("home", "en"), java_script_enabled=False)
    page.locator(".to-search").click()
    page.wait_for_url("**/en/search/")
    page.locator("#q").fill("library")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=library")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Opportunities")
