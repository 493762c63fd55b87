"""A running portal that writes real letters, and the people who go about in it."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page

from portal.common.questions import QUESTIONS
from tests.hands import Hand, Keyboard, Touch
from tests.running import NewPage, RunningSite, opening, serving
from tests.smtp import Received, SmtpServer, listening

# The smallest phone, and one whose owner has no scripts.
PHONE = {"width": 320, "height": 640, "has_touch": True, "java_script_enabled": False}
# Nobody sends a form faster than the portal believes of a person, in milliseconds.
READS = 3_200
# What every letter is looked for in.
ADDRESS = re.compile(r"https?://localhost:\d+(/\S+)")


@dataclass
class Town:
    """The portal, and the mail server that it writes to."""

    site: RunningSite
    mails: SmtpServer

    def letters(self, to: str, number: int) -> list[Received]:
        """Return the letters to somebody, once there are so many."""
        self.mails.wait_for(lambda: len(self.mails.to(to)) >= number)
        return self.mails.to(to)

    def address(self, to: str, number: int) -> str:
        """Return the private address in the letter ``number`` (from 1) to somebody."""
        return path_in(self.letters(to, number)[number - 1])

    def holding(self, *words: str) -> list[str]:
        """Return where one of ``words`` is kept: rows of the database, files of index and log."""
        with closing(sqlite3.connect(self.site.var / "portal.sqlite3")) as database:
            rows = [row for row in database.iterdump() if any(word in row for word in words)]
        files = [*(self.site.var / "search").rglob("*"), *self.site.var.glob("*.log")]
        told = [path for path in files if path.is_file() and has(path, words)]
        return [*rows, *map(str, told)]


@pytest.fixture(scope="module")
def town(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Yield a portal of its own for each file of tests."""
    var = tmp_path_factory.mktemp("town") / "var"
    with listening() as mails, serving(demo_folder, var, EMAIL_URL=mails.url) as site:
        yield Town(site, mails)


@pytest.fixture
def open_page(browser: Browser, town: Town) -> Iterator[NewPage]:
    """Yield what opens windows; they end with the test."""
    with opening(browser, town.site) as open_page:
        yield open_page


def arrive(open_page: NewPage, path: str, *, by_touch: bool) -> Hand:
    """Return somebody at ``path``: on a phone without scripts, or with nothing but a keyboard."""
    if by_touch:
        return Touch(open_page(path, **PHONE))
    return Keyboard(open_page(path, reduced_motion="reduce"))


def staff(open_page: NewPage, town: Town, name: str) -> Page:
    """Return the window of a member of staff, logged in."""
    logins = dict(line.split() for line in (town.site.var / "logins.txt").read_text().splitlines())
    page = open_page("/admin/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(logins[name])
    page.locator("[type=submit]").click()
    page.locator("#wagtail-sidebar nav").wait_for()
    return page


def has(path: Path, words: Sequence[str]) -> bool:
    data = path.read_bytes()
    return any(word.encode() in data for word in words)


def path_in(mail: Received) -> str:
    """Return the private address in a letter: the longest."""
    paths: list[str] = ADDRESS.findall(mail.part("plain"))
    return max(paths, key=len)


def without_scripts(hand: Hand) -> bool:
    return isinstance(hand, Touch)


def prove_human(hand: Hand) -> None:
    """Take the time that people take; answer what those without scripts are asked."""
    if without_scripts(hand):
        answer_the_question(hand)
    hand.page.wait_for_timeout(READS)


def answer_the_question(hand: Hand) -> None:
    """Answer what people without scripts are asked instead of letting the browser compute."""
    language = hand.page.locator("html").get_attribute("lang") or ""
    with translation.override(language):
        known = {str(text): str(number) for text, number in QUESTIONS}
    hand.give("answer", known[hand.page.locator("label[for=id_answer]").inner_text()])
