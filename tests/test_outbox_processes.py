"""Several workers on one outbox: real processes, one of which dies."""

import os
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from portal.common import mails, outbox
from portal.common.outbox import LONGEST_ATTEMPT, Mail, State
from tests.database import database_url
from tests.smtp import SmtpServer

START = "import django; django.setup(); from tests.outbox_process import main; main()"
PATIENCE = 120


@pytest.fixture
def outbox_of(transactional_db: None) -> Any:
    """Return a function that fills the outbox with so many mails."""

    def fill(number: int) -> None:
        url = "http://localhost:8000/en/x/"
        context = {"title": "Přátelé lesa", "reference": "K7M-2QX", "url": url, "days": 14}
        for n in range(number):
            to = f"person{n}@spolek.example"
            event = {"to": to, "language": "en", "event": str(n)}
            mails.queue("submissions/confirm", **event, context=context)

    return fill


def worker(server: SmtpServer) -> "subprocess.Popen[bytes]":
    """Start a process that sends."""
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "EMAIL_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    return subprocess.Popen([sys.executable, "-c", START], env=env)


def test_several_workers_send_each_mail_once(outbox_of: Any, smtp_server: SmtpServer) -> None:
    outbox_of(120)
    workers = [worker(smtp_server) for _ in range(3)]
    assert [process.wait(PATIENCE) for process in workers] == [0, 0, 0]
    received = Counter(mail.recipients[0] for mail in smtp_server.mails)
    assert len(received) == 120
    assert set(received.values()) == {1}
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


def test_worker_killed_while_the_server_thinks_leaves_an_uncertain_mail(
    outbox_of: Any, smtp_server: SmtpServer
) -> None:
    outbox_of(2)
    smtp_server.thinks = True
    process = worker(smtp_server)
    assert smtp_server.has_text.wait(PATIENCE)
    process.kill()
    process.wait()
    smtp_server.thinks = False
    outbox.send_due()
    assert sorted(Mail.objects.values_list("state", flat=True)) == [State.SENDING, State.SENT]
    taken = Mail.objects.filter(state=State.SENDING)
    taken.update(taken_at=timezone.now() - LONGEST_ATTEMPT)
    outbox.give_up_unfinished()
    outbox.send_due()
    assert sorted(Mail.objects.values_list("state", flat=True)) == [State.SENT, State.UNCERTAIN]
    assert max(Counter(mail.recipients[0] for mail in smtp_server.mails).values()) == 1
