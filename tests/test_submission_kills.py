"""Server and worker are killed at random moments while people send: nothing halves or doubles.

``KILL_SUBMISSIONS`` says how many people send.
"""

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.common.links import Link
from portal.common.models import Mail
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.database import database_url
from tests.people import HIDDEN, Author, human
from tests.smtp import SmtpServer
from tools.ports import free_port
from tools.serve import answers, manage, web_command
from tools.stamps import ROOT

PEOPLE = int(os.environ.get("KILL_SUBMISSIONS", "25"))
PATIENCE = 120.0
# Seconds from the first answer to the next kill.
PAUSES = (0.1, 2.5)


@dataclass
class Site:
    """Server and worker of a portal on the tests' database, started again whenever killed."""

    port: int
    env: dict[str, str]
    programs: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)

    def start(self, name: str) -> None:
        commands = {"web": web_command("127.0.0.1", str(self.port)), "worker": manage("worker")}
        self.programs[name] = subprocess.Popen(
            commands[name], cwd=ROOT, env=self.env, start_new_session=True
        )

    def kill(self, name: str) -> None:
        """End the program and all it has started, at once and for good."""
        program = self.programs[name]
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def torment(self, dice: random.Random) -> None:
        """Kill one of the two again and again, until told to stop."""
        while not self.ended.wait(dice.uniform(*PAUSES)):
            name = dice.choice(["web", "worker"])
            self.kill(name)
            self.start(name)
            while not answers("127.0.0.1", str(self.port)) and not self.ended.wait(0.1):
                pass


@pytest.fixture
def site(transactional_db: None, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Site]:
    port = free_port()
    site = Site(
        port,
        {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": database_url(),
            "SEARCH_URL": f"tantivy:{tmp_path / 'search'}",
            "VAR_DIR": str(tmp_path),
            "EMAIL_URL": smtp_server.url,
            "PUBLIC_URL": f"http://localhost:{port}",
            "WEB_WORKERS": "1",
            # Stamps that were made here are good there; each person comes from elsewhere.
            "SECRET_KEY": settings.SECRET_KEY,
            "TRUSTED_PROXIES": "1",
        },
    )
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "-v0"],
        env=site.env,
        check=True,
    )
    for name in ("web", "worker"):
        site.start(name)
    yield site
    for name in ("web", "worker"):
        site.kill(name)


def drafts(count: int) -> list[str]:
    """Make so many complete drafts; return the addresses of their last pages."""
    for code in settings.PORTAL_LANGUAGES:
        factories.locale(code)
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    answers = Author().answers
    paths = []
    for number in range(count):
        draft = flow.start(kind_called("organisation"), f"nonce-{number}", "en")
        answers["who"]["name"] = f"Organisation of person {number}"
        answers["who"]["legal_form"] = "informal"
        answers["contact"]["contact_email"] = f"person{number}@example.org"
        for step, given in answers.items():
            typed = {
                n: [str(v) for v in (v if isinstance(v, list) else [v])] for n, v in given.items()
            }
            flow.keep(draft, step, typed)
        token = Link.objects.make(flow.DRAFT, draft.pk, 1).token
        with translation.override("en"):
            paths.append(reverse("submission_check", args=[token]))
    return paths


class Person:
    """Sends a form over the network and tries again whenever nothing comes back."""

    def __init__(self, port: int, path: str, number: int) -> None:
        self.port, self.path = port, path
        self.network = f"10.{number // 250}.{number % 250}.1"
        self.reference = ""

    def send(self) -> None:
        """Press the button until a page with a reference is there."""
        until = time.monotonic() + PATIENCE
        while not self.reference and time.monotonic() < until:
            try:
                self._try()
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)
        assert self.reference, f"{self.path} was never answered"

    def _try(self) -> None:
        status, cookie, page, where = self._ask("GET", self.path)
        if status == 200:
            hidden = dict(HIDDEN.findall(page))
            body = urlencode({**hidden, **human(hidden.get("stamp", "")), "consent": "on"})
            status, _cookie, page, where = self._ask("POST", self.path, cookie, body)
            assert status in (302, 422), page
        if status == 302:
            _status, _cookie, page, _where = self._ask("GET", where)
            if found := re.search(r'<b class="num">([A-Z0-9-]+)</b>', page):
                self.reference = found[1]

    def _ask(
        self, method: str, path: str, cookie: str = "", body: str = ""
    ) -> tuple[int, str, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Host": f"localhost:{self.port}", "Cookie": cookie}
        headers["X-Forwarded-For"] = self.network
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, cookie, page, answer.getheader("Location") or ""


def test_every_confirmation_that_was_seen_has_one_submission_and_one_mail(
    site: Site, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person(site.port, path, n) for n, path in enumerate(drafts(PEOPLE))]
    tormentor = threading.Thread(target=site.torment, args=[random.Random(4)])
    tormentor.start()
    try:
        for person in people:
            person.send()
    finally:
        site.ended.set()
        tormentor.join()
    sent = Submission.objects.filter(state=Submission.State.SENT)
    references = [person.reference for person in people]
    assert sorted(sent.values_list("reference", flat=True)) == sorted(references)
    mails = Mail.objects.filter(event__contains="-confirm-")
    assert sorted(mails.values_list("to", flat=True)) == sorted(
        f"person{number}@example.org" for number in range(PEOPLE)
    )
    assert all(submission.events.count() == 1 for submission in sent)
    delivered = [str(mail.message["Message-ID"]) for mail in smtp_server.mails]
    assert len(delivered) == len(set(delivered))
