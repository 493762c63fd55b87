"""Pages behind private links: whole at the narrowest width, valid, and axe finds nothing.

One visit of a page serves all checks.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.kinds import LANGUAGES
from tests.running import NewPage, RunningSite
from tests.test_accessibility import LOOKS, OPEN_ALL, violations_in
from tests.test_layout import NARROWEST, overflow
from tests.test_markup import complaints
from tools.stamps import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.java]

ENDED = {"ended link": 410, "corner ended": 410, "asked ended": 410, "interested ended": 410}


@dataclass(frozen=True)
class Private:
    """Where the pages are, and what lets into the corner."""

    pages: Mapping[str, Mapping[str, str]]
    cookies: Mapping[str, tuple[str, str]]


@pytest.fixture(scope="module")
def private(running_site: RunningSite) -> Private:
    """Return the private pages of the demo."""
    command = [sys.executable, "-m", "tests.private_addresses"]
    done = subprocess.run(
        command, cwd=ROOT, env=running_site.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Private(**json.loads(done.stdout))


def cookies(private: Private, site: RunningSite) -> Any:
    """Return the cookies that let into the corner, as a browser takes them."""
    host = urlsplit(site.url).hostname
    return [
        {"name": name, "value": value, "domain": host, "path": path}
        for name, (value, path) in private.cookies.items()
    ]


def narrow(page: Page) -> Iterator[str]:
    """Yield what does not fit a narrow window, with letters of both sizes."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    page.evaluate(OPEN_ALL)
    yield from overflow(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from overflow(page)
    page.evaluate("document.documentElement.style.fontSize = ''")


# Each page twice: in two of the languages, and in two looks.
@pytest.mark.parametrize("look", [0, 1])
def test_private_pages_are_whole_valid_and_for_everybody(
    new_page: NewPage, private: Private, running_site: RunningSite, tmp_path: Path, look: int
) -> None:
    page = new_page("/robots.txt", reduced_motion="reduce")
    page.context.add_cookies(cookies(private, running_site))
    found, files = {}, []
    for number, kind in enumerate(private.pages[LANGUAGES[0]]):
        language = LANGUAGES[(number + 2 * look) % len(LANGUAGES)]
        answer = page.goto(private.pages[language][kind])
        assert answer
        assert (kind, answer.status, page.url) == (kind, ENDED.get(kind, 200), answer.url)
        files.append(tmp_path / f"{kind}.html")
        files[-1].write_text(answer.text())
        found[kind] = [*narrow(page), *violations_in(page, LOOKS[0][look : look + 1])]
    assert {kind: what for kind, what in found.items() if what} == {}
    assert complaints(files) == []
