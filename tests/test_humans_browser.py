"""The browser works unseen, under the policy of public pages; without scripts people answer."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route
from pytest_django.live_server_helper import LiveServer

from portal.common import questions

pytestmark = pytest.mark.browser

OpenForm = Callable[..., Page]
# What slow machines need for the work, in milliseconds.
PATIENCE = 20_000


@pytest.fixture
def site(live_server: LiveServer, settings: Any) -> LiveServer:
    """The form of tests/human_pages.py, served with the settings of the portal."""
    settings.ROOT_URLCONF = "tests.human_pages"
    return live_server


@pytest.fixture
def open_form(browser: Browser, site: LiveServer) -> Iterator[OpenForm]:
    """Open the form in a browser; fails if the policy had to refuse something."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def open_page(prepare: Callable[[Page], None] = lambda page: None, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        prepare(page)
        page.goto(f"{site.url}/form/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    told = [text for text in complaints if "status of 503" not in text]
    assert not told, told


def send(page: Page) -> None:
    page.get_by_label("Name").fill("Ana")
    page.get_by_role("button", name="Send").click()


def answer(page: Page) -> None:
    with translation.override("en"):
        known = {str(text): str(number) for text, number in questions.QUESTIONS}
    label = page.locator("label[for=id_answer]").inner_text()
    page.get_by_label(label).fill(known[label])


def test_browser_works_unseen_and_sends_by_itself(open_form: OpenForm) -> None:
    """Pressed at once: the form waits for the work, then goes, with the button's own value."""
    page = open_form()
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not page.locator("#id_answer").is_visible()
    page.get_by_label("Name").fill("Ana")
    page.get_by_role("button", name="Send").click(no_wait_after=True)
    status = page.locator("[role=status]")
    status.filter(has_text=re.compile("One moment")).wait_for()
    page.get_by_role("heading", name="work send Ana").wait_for()


def test_browser_that_was_ready_sends_at_the_first_press(open_form: OpenForm) -> None:
    """Somebody reads for longer than the browser works."""
    page = open_form()
    page.wait_for_timeout(5000)
    send(page)
    page.get_by_role("heading", name="work send Ana").wait_for()


def test_enter_key_sends_as_well_as_the_button(open_form: OpenForm) -> None:
    page = open_form()
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Name").press("Enter")
    page.get_by_role("heading", name="work send Ana").wait_for()


def test_impatient_person_sends_one_form(open_form: OpenForm) -> None:
    page = open_form()
    methods: list[str] = []
    page.on("request", lambda request: methods.append(request.method))
    page.get_by_label("Name").fill("Ana")
    for _ in range(5):
        page.get_by_role("button", name="Send").click(no_wait_after=True)
    page.get_by_role("heading", name="work send Ana").wait_for()
    assert methods.count("POST") == 1


def test_mistake_elsewhere_needs_new_work_only(open_form: OpenForm) -> None:
    page = open_form()
    page.get_by_role("button", name="Send").click()
    page.locator(".error-summary").wait_for()
    assert not page.locator("#id_answer").is_visible()
    send(page)
    page.get_by_role("heading", name="work send Ana").wait_for()


def test_back_and_again_needs_new_work_only(open_form: OpenForm) -> None:
    page = open_form()
    send(page)
    page.get_by_role("heading", name="work send Ana").wait_for()
    page.go_back()
    page.get_by_label("Name").fill("Bob")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="work send Bob").wait_for()


def refuse_challenges(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="away")

    page.route("**/proof/", refuse)


def take_cryptography_away(page: Page) -> None:
    """As in a page that came by plain http."""
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")


@pytest.mark.parametrize("prepare", [refuse_challenges, take_cryptography_away])
def test_browser_that_cannot_work_shows_the_question(
    open_form: OpenForm, prepare: Callable[[Page], None]
) -> None:
    page = open_form(prepare)
    page.locator("#id_answer").wait_for()
    page.wait_for_timeout(3000)  # nobody answers faster
    answer(page)
    send(page)
    page.get_by_role("heading", name="question send Ana").wait_for()


def test_without_scripts_people_answer_a_question(open_form: OpenForm) -> None:
    page = open_form(java_script_enabled=False)
    time.sleep(3)  # nobody answers faster
    page.get_by_label("Name").fill("Ana")
    page.locator("#id_answer").fill("99")
    page.get_by_role("button", name="Send").click()
    link = page.locator(".error-summary a")
    assert link.get_attribute("href") == "#id_answer"
    assert page.get_by_label("Name").input_value() == "Ana", "nothing typed is lost"
    answer(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="question send Ana").wait_for()


def test_trap_is_out_of_the_way(open_form: OpenForm) -> None:
    """Neither keyboard nor screen reader comes upon it."""
    page = open_form()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert "id_name" in reached
    assert "id_homepage" not in reached
    assert "empty" not in page.locator("main").aria_snapshot()


def test_page_that_was_open_for_long_works_anew(open_form: OpenForm) -> None:
    """The server would no longer take what the browser computed at first."""
    asked: list[str] = []

    def prepare(page: Page) -> None:
        page.clock.install()
        page.on("request", lambda request: asked.append(request.url))

    page = open_form(prepare)
    page.clock.fast_forward("16:00")
    send(page)
    page.get_by_role("heading", name="work send Ana").wait_for()
    assert sum(url.endswith("/proof/") for url in asked) == 2
