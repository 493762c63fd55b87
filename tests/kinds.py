"""Fixtures: a page of each kind that visitors may meet."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle

import pytest
from django.conf import settings

from tests.running import RunningSite, wait_for
from tools.ports import free_port
from tools.serve import web_command
from tools.stamps import ROOT

LANGUAGES = [code for code, _name in settings.LANGUAGES]
KINDS = [
    "home",
    "opportunities",
    "narrowed",
    "nothing",
    "guide to fits",  # five questions
    "fits",  # the answers, with what fits them
    "fits nothing",
    "opportunity",
    "foreign",  # an opportunity that is not written in the reader's language
    "organisations",
    "organisation",
    "standard",
    "leaflet",
    "blocks",  # every block there is, filled with what would break a careless page
    "news",
    "article",
    "stories",
    "story",
    "events",
    "event",
    "guides",
    "guide",
    "questions",
    "question",
    "ask",
    "materials",
    "material",
    "contacts",
    "contact",
    "search",  # with words that find something of many kinds
    "search without words",
    "search in vain",
    "missing",
    "gone",
    "without index",  # a list from the database
]
# Those that editors write.
EDITORIAL = KINDS[KINDS.index("standard") : KINDS.index("contact") + 1]
# Every kind in two languages, every language often enough.
IN_TWO_LANGUAGES = [
    (kind, language)
    for kind, two in zip(KINDS, cycle([LANGUAGES[:2], LANGUAGES[2:]]), strict=False)
    for language in two
]
# The address of a page of a kind, in a language.
Address = Callable[[str, str], str]


@pytest.fixture(scope="session")
def addresses(running_site: RunningSite) -> Mapping[str, Mapping[str, str]]:
    """Return paths by language and kind."""
    command = [sys.executable, "-m", "tests.demo_addresses"]
    done = subprocess.run(
        command, cwd=ROOT, env=running_site.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Mapping[str, str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def site_without_index(running_site: RunningSite) -> Iterator[str]:
    """Yield the address of a second server of the same portal, one that has lost its index."""
    port = free_port()
    url = f"http://localhost:{port}"
    env = running_site.env | {"PUBLIC_URL": url, "SEARCH_URL": "database:"}
    log = running_site.var / "without-index.log"
    with log.open("w") as output:
        command = web_command("127.0.0.1", str(port))
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        wait_for(f"{url}/robots.txt", server, log)
        yield url
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def address(
    running_site: RunningSite,
    addresses: Mapping[str, Mapping[str, str]],
    site_without_index: str,
) -> Address:
    """Return the function that knows where there is a page of each kind."""

    def find(kind: str, language: str) -> str:
        if kind == "without index":
            return site_without_index + addresses[language]["opportunities"]
        return running_site.url + addresses[language][kind]

    return find


def read(url: str) -> tuple[int, str]:
    """Return the status and the text of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
