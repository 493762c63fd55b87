"""Two ways to use a form in a browser: by keyboard alone, and by touch."""

from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Page

# What is typed into a field, or ticked: one value, or several boxes.
Answers = Mapping[str, str | Sequence[str]]
GO = ".button--go"
# Where a page has no more places to go to than this, Tab has been all around it.
MOST_STEPS = 200


def box_called(name: str, value: str) -> str:
    """Return the selector of a box or a radio button."""
    return f'[name="{name}"]' + (f'[value="{value}"]' if value else "")


class Hand:
    """Somebody at a page. Names of fields are those of the form; buttons are CSS selectors."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def answer(self, answers: Answers) -> None:
        """Answer one page of a form, and go on to the next."""
        for name, value in answers.items():
            if isinstance(value, str):
                self.give(name, value)
            else:
                for one in value:
                    self.tick(name, one)
        self.press(GO)

    def give(self, name: str, value: str) -> None:
        """Type ``value``, or choose it."""
        kind = self.kind(name)
        if kind in ("radio", "checkbox"):
            self.tick(name, value)
        elif kind == "select-one":
            self.choose(name, value)
        else:
            self.type(name, value)

    def kind(self, name: str) -> str:
        found: str = self.page.locator(f'[name="{name}"]').first.evaluate("it => it.type")
        return found

    def press(self, button: str) -> None:
        """Press a button or follow a link, and wait for the page that it leads to."""
        raise NotImplementedError

    def tick(self, name: str, value: str = "") -> None:
        """Tick the box ``value``; a box that stands alone has none."""
        raise NotImplementedError

    def choose(self, name: str, value: str) -> None:
        raise NotImplementedError

    def type(self, name: str, value: str) -> None:
        raise NotImplementedError


class Touch(Hand):
    """Fingers on a phone."""

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).first.tap()

    def tick(self, name: str, value: str = "") -> None:
        box = self.page.locator(box_called(name, value))
        if not box.is_checked():
            box.tap()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"]').select_option(value)

    def type(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"]').fill(value)


class Keyboard(Hand):
    """Tab, letters, arrows, Space and Enter; what has the focus shows it."""

    def press(self, button: str) -> None:
        self.to(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, name: str, value: str = "") -> None:
        wanted = box_called(name, value)
        if self.kind(name) == "checkbox":
            self.to(wanted)
            if not self.has(":checked"):
                self.page.keyboard.press("Space")
            return
        self.to(f'[name="{name}"]')
        if self.has(wanted):
            self.page.keyboard.press("Space")
        for _step in range(MOST_STEPS):
            if self.has(wanted):
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"The arrows never came to {wanted}")

    def choose(self, name: str, value: str) -> None:
        self.to(f'[name="{name}"]')
        for _step in range(MOST_STEPS):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{name} has no {value}")

    def type(self, name: str, value: str) -> None:
        self.to(f'[name="{name}"]')
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(value)

    def to(self, selector: str) -> None:
        """Press Tab until the first that matches ``selector`` has the focus, and shows it."""
        for _step in range(MOST_STEPS):
            if self.has(selector):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(
                "document.activeElement === document.body || "
                "document.activeElement.matches(':focus-visible')"
            ), self.page.evaluate("document.activeElement.outerHTML")
        pytest.fail(f"Tab never came to {selector}")

    def has(self, selector: str) -> bool:
        """Return whether what has the focus matches ``selector``."""
        found: bool = self.page.evaluate(
            "selector => document.activeElement.matches(selector)", selector
        )
        return found
