"""A search is kept, told of and ended, as people go through it: real server, worker, mail, browser.

Once on a phone without scripts, once at a desk by keyboard.
"""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.hands import GO
from tests.running import NewPage
from tests.town import Town, arrive, prove_human

pytestmark = pytest.mark.browser
# Lets the last public call appear anew: as a copy with another title.
PUBLISH = """
from opportunities.models import Opportunity
from search import queue
row = Opportunity.objects.published().filter(locale__language_code="{language}").latest("pk")
fields, places = list(row.fields.all()), list(row.places.all())
row.pk = row.id = None
row.translation_key = __import__("uuid").uuid4()
row.title, row.live_revision, row.latest_revision = "{title}", None, None
row.fields, row.places = fields, places
row.save()
queue.mark("opportunity", [row.pk])
"""


@pytest.mark.parametrize("language", ["cs", "en"])
def test_search_is_kept_told_of_and_ended(open_page: NewPage, town: Town, language: str) -> None:
    email = f"keeps.{language}@example.org"
    lists = {"cs": "/cs/prilezitosti/", "en": "/en/opportunities/"}
    start = f"{lists[language]}?q=ornitopter"
    visitor = arrive(open_page, start, by_touch=language == "cs")
    page = visitor.page
    visitor.press('a[href*="/keep/opportunity/"]')
    expect(page.locator(".tag").first).to_contain_text("ornitopter")
    visitor.type("email", email)
    visitor.tick("often", "now")
    visitor.tick("consent")
    prove_human(visitor)
    visitor.press(f"main form {GO}")
    assert page.url.endswith("/kept/sent/")

    page.goto(town.address(email, 1))
    visitor.press(f"main form {GO}")
    expect(page.locator("article.box")).to_contain_text("ornitopter")

    script = PUBLISH.format(language=language, title="Ornitopter")
    town.site.manage("shell", "-c", script)
    received = town.letters(email, 2)[1]
    message = received.message
    assert "Ornitopter" in received.part("plain")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    entry = re.search(r"http://localhost:\d+(/\S*ornitopter-\d+/)", received.part("plain"))
    assert entry
    page.goto(entry[1])
    expect(page.locator("h1")).to_contain_text("Ornitopter")

    stop = message["List-Unsubscribe"].strip(" <>")
    page.goto(stop)
    expect(page.locator(".box")).to_contain_text("ornitopter")
    # As a mail program does: no cookie, no page.
    data = b"List-Unsubscribe=One-Click"
    with urllib.request.urlopen(stop, data) as answer:
        assert answer.status == 200
    page.reload()
    expect(page.locator(".box")).to_have_count(0)
