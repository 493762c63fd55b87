"""What people send about calls, and what the worker does later, while processes are killed.

Nothing is lost, half or double. ``KILL_INTERESTS`` says how many people there are.
"""

import datetime
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from portal.common import outbox
from portal.common.models import Mail
from tests import factories
from tests.database import database_url
from tests.smtp import SmtpServer
from tests.volunteering import State, call
from volunteers import flow
from volunteers.models import Consent, Interest, Step, Tally, Volunteer

START = "import django; django.setup(); from tests.interest_process import {0}; {0}({1})"
PEOPLE = int(os.environ.get("KILL_INTERESTS", "30"))
# One kill for so many people.
FOR_EACH = 15
PATIENCE = 120
EVERYBODY = [f"person{number}@example.org" for number in range(PEOPLE)]


@pytest.fixture
def waiting(transactional_db: None) -> Any:
    """Return a call that people may be interested in."""
    for code in ("cs", "pl", "sl", "en"):
        factories.locale(code)
    return call(people_wanted=None)


def process(what: str, *args: int) -> "subprocess.Popen[str]":
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    command = [sys.executable, "-c", START.format(what, ", ".join(map(str, args)))]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def until_it_ends(done: Callable[[], int], what: str, *args: int) -> int:
    """Start it again and again, kill it half-way each time but the last; return how often it was.

    ``done`` counts what it does: it is killed at a moment after the next of it.
    """
    chance, halfway = random.Random(), 0
    for _kill in range(PEOPLE // FOR_EACH):
        running, before = process(what, *args), done()
        assert running.stdout
        running.stdout.readline()
        until = time.monotonic() + PATIENCE
        while running.poll() is None and done() == before:
            assert time.monotonic() < until
            time.sleep(0.005)
        time.sleep(chance.random() * 0.1)
        halfway += running.poll() is None
        running.kill()
        running.wait(PATIENCE)
    assert process(what, *args).wait(PATIENCE) == 0
    return halfway


def tallied() -> dict[str, int]:
    return dict(Tally.objects.values_list("state", "number"))


def written(*parts: str) -> list[str]:
    """Return to whom mails with each of ``parts`` in their event go, in order."""
    rows = Mail.objects.all()
    for part in parts:
        rows = rows.filter(event__contains=part)
    return sorted(rows.values_list("to", flat=True))


def test_killed_while_people_send_and_confirm(waiting: Any, smtp_server: SmtpServer) -> None:
    assert until_it_ends(Step.objects.count, "main", PEOPLE)
    rows = Interest.objects.select_related("volunteer")
    assert sorted(row.volunteer.email for row in rows) == sorted(EVERYBODY)
    assert {row.state for row in rows} == {State.PASSED}
    assert Volunteer.objects.count() == Consent.objects.count() == PEOPLE
    # Each step left its mark once, in the history and in the numbers.
    assert Counter(Step.objects.values_list("state", flat=True)) == tallied()
    assert tallied() == {State.NEW: PEOPLE, State.PASSED: PEOPLE}
    for event in ("-confirm-", "-passed"):
        assert written(event) == sorted(EVERYBODY)
    assert len(written("-to-host-")) == PEOPLE
    outbox.send_due()
    delivered = Counter(str(mail.message["Message-ID"]) for mail in smtp_server.mails)
    assert set(delivered.values()) == {1}
    assert len(delivered) == Mail.objects.count() == 3 * PEOPLE


def overdue(about: Any) -> None:
    """Let everybody wait since a month ago: for a reminder, for being asked, for an end."""
    ago = timezone.now() - datetime.timedelta(days=30)
    once = {"reminded_at": ago, "told_at": ago, "asked_at": ago}
    for number, email in enumerate(EVERYBODY):
        person = {"name": f"Person {number}", "email": email, "language": "en"}
        row = flow.confirm(flow.send(f"nonce-{number}", about, "", "You may.", **person))
        before: dict[str, Any] = ({}, {"reminded_at": ago}, once)[number % 3]
        Interest.objects.filter(pk=row.pk).update(passed_at=ago, **before)
    Mail.objects.all().delete()


def followed_up_once() -> None:
    """Fail unless each follow-up was done for each of those who waited for it, and noted."""
    to_remind, to_ask, to_end = (sorted(EVERYBODY[number::3]) for number in range(3))
    assert len(written("-remind-")) == len(to_remind)
    assert len(written("-staff-silent")) == len(written("-worked-host-")) == len(to_ask)
    assert written("-worked") == sorted([*to_ask, *written("-worked-host-")])
    assert Mail.objects.count() == len(to_remind) + 3 * len(to_ask)
    ended = Interest.objects.filter(state=State.NO_ANSWER)
    assert sorted(ended.values_list("volunteer__email", flat=True)) == to_end
    assert tallied()[State.NO_ANSWER] == len(to_end)
    assert Step.objects.filter(state=State.NO_ANSWER).count() == len(to_end)


def test_killed_while_it_follows_up(waiting: Any) -> None:
    overdue(waiting)
    assert until_it_ends(lambda: Mail.objects.count() + Step.objects.count(), "follow_up")
    followed_up_once()


def test_two_workers_follow_up_once(waiting: Any) -> None:
    overdue(waiting)
    workers = [process("follow_up") for _ in range(2)]
    assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
    followed_up_once()
