"""Fixtures: the portal with its demo content, served by the real server, and a browser."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.database import migrated
from tests.needs import chromium
from tools.ports import free_port
from tools.stamps import ROOT

# Playwright's loop runs in the thread of the test, which may look into the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-quic"]
READY_WITHIN = 60.0
# Opens a page of the running site: new_page("/en/", width=390, color_scheme="dark", …).
NewPage = Callable[..., Page]


@dataclass(frozen=True)
class RunningSite:
    """A portal of its own: address, data folder, and the environment it runs in."""

    url: str
    var: Path
    env: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run a management command on this site's data; return what it printed."""
        return manage(self.env, *words)


def manage(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(var: Path, port: int) -> dict[str, str]:
    """Return the environment of a site in ``var``, free of what this machine has set."""
    portal = ("DATABASE_URL", "SEARCH_URL", "CACHE_URL", "EMAIL_URL", "PORTAL_", "MAINTENANCE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(portal)}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "VAR_DIR": str(var),
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "WEB_WORKERS": "1",
    }


@pytest.fixture(scope="session")
def demo_folder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """Return a data folder as ``make setup`` leaves it: to copy from, not to change.

    The first test process makes it; the others wait for it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo.done").exists():
            folder.mkdir()
            shutil.copy(migrated(request.config), folder / "portal.sqlite3")
            make(folder)
            (shared / "demo.done").touch()
    return folder


def make(folder: Path) -> None:
    """Fill ``folder`` the way ``make setup`` does."""
    env = environment(folder, 8000)
    command = [sys.executable, "-m", "tools.content"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def running_site(
    demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """Yield the demo portal, served by ``make serve``'s programs on a port of its own."""
    with serving(demo_folder, tmp_path_factory.mktemp("site") / "var") as site:
        yield site


@contextmanager
def serving(demo: Path, var: Path, **settings: str) -> Iterator[RunningSite]:
    """Serve a copy of the folder ``demo`` in ``var``, server and worker, with ``settings``."""
    shutil.copytree(demo, var, symlinks=True)
    port = free_port()
    env = environment(var, port) | settings
    with (var / "serve.log").open("w") as log:
        command = [sys.executable, "-m", "tools.serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        wait_for(f"http://localhost:{port}/robots.txt", server, var / "serve.log")
        yield RunningSite(f"http://localhost:{port}", var, env)
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once ``url`` is answered; fail with the server's words when it is not."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, running_site: RunningSite) -> Iterator[NewPage]:
    """Yield a function that opens an address in a fresh browser context.

    Its options are those of Playwright's ``new_context``, and ``width`` and
    ``height`` of the window in pixels. Fails the test afterwards if a script broke
    or the content security policy had to refuse something.
    """
    with opening(browser, running_site) as open_page:
        yield open_page


@contextmanager
def opening(browser: Browser, site: RunningSite) -> Iterator[NewPage]:
    """Open pages of ``site`` as the fixture ``new_page`` tells."""
    contexts = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(path: str = "/", width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints
