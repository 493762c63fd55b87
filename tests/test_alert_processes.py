"""Workers that tell of what is new, as real processes: two at once, and killed half-way."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from alerts import arrivals
from alerts.models import Alert
from portal.common.models import Mail
from search import queue
from tests import factories
from tests.alerting import kept, news
from tests.database import database_url
from tests.sites import Portal, make_portal

START = "import django; django.setup(); from tests.alert_process import main; main()"
PATIENCE = 120
READERS, KILLS = 120, 8
TOLD = {"dogs": "Walk the dogs", "cats": "Feed the cats"}


@pytest.fixture
def waiting(transactional_db: None, settings: object, tmp_path: Path) -> Portal:
    """Many who keep a search, and what is new to them: told of by nobody yet."""
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'search'}"  # type: ignore[attr-defined]
    portal = make_portal(tmp_path / "search")
    portal.rebuild()
    for number in range(READERS):
        word = list(TOLD)[number % 2]
        kept(f"?q={word}", email=f"{word}{number}@example.org")
    for title in (*TOLD.values(), "Read to the old"):
        factories.opportunity(title=title, language="en")
    queue.apply()
    return portal


def worker(var: Path) -> "subprocess.Popen[str]":
    """Start a process that tells of what is new."""
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "SEARCH_URL": settings.SEARCH_URL,
        "VAR_DIR": str(var),
        "LEXICON_DIR": str(settings.LEXICON_DIR),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    command = [sys.executable, "-c", START]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def everybody_was_told_once() -> None:
    mails = news()
    assert Counter(mail.to for mail in mails) == {
        f"{list(TOLD)[number % 2]}{number}@example.org": 1 for number in range(READERS)
    }
    for mail in mails:
        own = next(word for word in TOLD if mail.to.startswith(word))
        assert TOLD[own] in mail.text
        assert "1 new" in mail.subject
    assert set(Alert.objects.values_list("mark", flat=True)) == {arrivals.last()}


def test_two_workers_tell_everybody_once(waiting: Portal, tmp_path: Path) -> None:
    workers = [worker(tmp_path) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in workers] == [0, 0]
    everybody_was_told_once()


def test_killed_round_goes_on_and_tells_nobody_twice(waiting: Portal, tmp_path: Path) -> None:
    """``kill -9`` at moments that nobody chose, until one round comes to its end."""
    chance, halfway = random.Random(), 0
    for _kill in range(KILLS):
        process = worker(tmp_path)
        assert process.stdout
        process.stdout.readline()
        before, until = Mail.objects.count(), time.monotonic() + PATIENCE
        while process.poll() is None and Mail.objects.count() == before:
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        process.kill()
        process.wait(PATIENCE)
        halfway += 0 < len(news()) < READERS
    assert halfway
    assert worker(tmp_path).wait(PATIENCE) == 0
    everybody_was_told_once()
