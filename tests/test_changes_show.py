"""A change shows at once wherever it appears: each kind of change on each kind of page.

The pages are kept by the real page cache before the change: most are asked for twice, the
second time without a query but for the content version.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from portal.common import versions
from search import queue
from tests import factories
from tests import rooms as made
from tests.changes import CHANGES, Change
from tests.sites import Portal

pytestmark = pytest.mark.django_db
# Parts of a home page that fill themselves.
PARTS = ("news", "story", "events", "question", "centre", "calls", "fields", "counts")


@pytest.fixture
def home(rooms: Portal, settings: Any, tmp_path: Path) -> Portal:
    """Return a portal whose home pages show something of every room."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for page in HomePage.objects.all():
        page.body = json.dumps([{"type": part, "value": {"heading": part}} for part in PARTS])
        page.save_revision().publish()
    rooms.rebuild()
    return rooms


def committed(do: Callable[[], object]) -> None:
    """Do it, and what follows the commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        do()
    queue.apply()


@pytest.mark.parametrize("prepare", CHANGES, ids=lambda prepare: prepare.__name__)
def test_change_shows_wherever_it_appears(
    home: Portal, client: Client, prepare: Callable[[], Change]
) -> None:
    change = prepare()
    home.rebuild()
    # Whatever the preparation left to do is no part of the change.
    versions.bump()
    for path in change.pages:
        before = kept(client, path)
        assert change.old in before, f"{path} lacks “{change.old}”"
        assert not change.new or change.new not in before, f"{path} has “{change.new}” already"
    committed(change.do)
    wrong = list(not_changed(client, change))
    assert wrong == []


def kept(client: Client, path: str) -> str:
    """Return the page at ``path``, which the page cache now keeps."""
    first = client.get(path)
    assert first.status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        second = client.get(path)
    assert len(asked) <= 1, f"{path} is not kept"
    assert second.text == first.text
    return first.text


def not_changed(client: Client, change: Change) -> Iterator[str]:
    """Yield the pages that still say what was."""
    for path in change.pages:
        response = client.get(path, follow=True)
        text = response.text if response.status_code == 200 else ""
        if change.new and change.new not in text:
            yield f"{path} lacks “{change.new}”"
        if change.old and change.old in text:
            yield f"{path} still has “{change.old}”"


def test_processes_look_for_changes_twice_a_second() -> None:
    from portal.settings import base

    assert base.CONTENT_VERSION_SECONDS <= 0.5
    assert django_settings.CONTENT_VERSION_SECONDS <= base.CONTENT_VERSION_SECONDS


def test_page_that_was_taken_down_is_not_there_any_more(home: Portal, client: Client) -> None:
    page, call = made.news("en"), factories.opportunity(language="en")
    path = call.url_in("en")
    home.rebuild()
    kept(client, page.url), kept(client, path)
    committed(lambda: (page.unpublish(), call.unpublish()))
    assert client.get(page.url).status_code == 404
    assert client.get(path).status_code == 410
