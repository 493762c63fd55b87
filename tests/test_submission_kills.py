"""Web processes and worker are killed at random moments while people send.

Nothing halves or doubles: what a person was shown is there, once.

``KILL_SUBMISSIONS`` says how many people send; ``-rP`` shows what came of it.
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
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Revision, WorkflowState

from bench.server import children
from organisations_directory.models import Organisation
from portal.common import outbox
from portal.common.links import Link
from portal.common.models import Mail
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Event, Submission
from tests import factories
from tests.database import database_url
from tests.people import HIDDEN, Author, human
from tests.smtp import SmtpServer
from tools.ports import free_port
from tools.serve import manage, web_command
from tools.stamps import ROOT

PEOPLE = int(os.environ.get("KILL_SUBMISSIONS", "25"))
AT_ONCE = 6
# One of so many people presses every button twice at the same moment.
PRESSES_TWICE = 10
# Seconds until each button must have led to a page.
PATIENCE = 300.0
# From one kill to the next, at most so many pages are answered, and so many seconds go by.
MOST_PAGES, MOST_SECONDS = 60, 0.3
# What is killed, and how often: a process of the server, all of it, the worker.
VICTIMS = {"process": 3, "web": 1, "worker": 2}


@dataclass
class Site:
    """Server and worker of a portal on the tests' database, started again whenever killed."""

    port: int
    env: dict[str, str]
    programs: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    pages: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    kills: Counter[str] = field(default_factory=Counter)

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

    def kill_process(self, dice: random.Random) -> None:
        """End one of the processes that answer; the server starts another."""
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended by itself meanwhile
            if processes := children(self.programs["web"].pid):
                os.kill(dice.choice(processes), signal.SIGKILL)

    def keep_running(self) -> None:
        """Start again what has ended: the server gives up when its processes die too fast."""
        for name, program in list(self.programs.items()):
            if program.poll() is not None:
                self.start(name)

    def torment(self, dice: random.Random) -> None:
        """Kill something again and again, until told to stop."""
        try:
            while self.wait_for(dice.randint(1, MOST_PAGES), dice.uniform(0, MOST_SECONDS)):
                victim = dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
                if victim == "process":
                    self.kill_process(dice)
                else:
                    self.kill(victim)
                self.kills[victim] += 1
        finally:
            self.ended.set()

    def wait_for(self, pages: int, seconds: float) -> bool:
        """Return true so many ``seconds`` after so many more pages; false once all is over."""
        until = self.pages + pages
        while self.pages < until and not self.ended.wait(0.05):
            self.keep_running()
        return not self.ended.wait(seconds)


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
            "WEB_WORKERS": "2",
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


@dataclass
class Person:
    """Presses the buttons over the network, and again whenever nothing comes back."""

    site: Site
    number: int
    # Of the last page of the form, and of the page that confirms the address.
    paths: Sequence[str]
    # What the pages after each button said.
    references: list[str] = field(default_factory=list)
    cut_off: int = 0

    def send(self) -> None:
        """Press both buttons until the page that follows was there."""
        for path in self.paths:
            self.references.append(self._press(path))

    def _press(self, path: str) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.site.ended.is_set():
            try:
                return self._try(path)
            except ConnectionRefusedError:
                time.sleep(0.2)
            except (OSError, http.client.HTTPException):
                self.cut_off += 1
        raise AssertionError(f"{path} was never answered")

    def _try(self, path: str) -> str:
        status, cookie, page, where = self._ask("GET", path)
        assert status in (200, 302), page
        if status == 200:
            hidden = dict(HIDDEN.findall(page))
            body = urlencode({**hidden, **human(hidden.get("stamp", "")), "consent": "on"})
            status, _cookie, page, where = self._ask("POST", path, cookie, body)
            assert status == 302, page
        status, _cookie, page, _where = self._ask("GET", where)
        found = re.search(r'<b class="num">([A-Z0-9-]+)</b>', page)
        assert found, page
        return found[1]

    def _ask(
        self, method: str, path: str, cookie: str = "", body: str = ""
    ) -> tuple[int, str, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Host": f"localhost:{self.site.port}", "Cookie": cookie}
        headers["X-Forwarded-For"] = f"10.{self.number // 250}.{self.number % 250}.1"
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            self.site.pages += 1
        finally:
            connection.close()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, cookie, page, answer.getheader("Location") or ""


def drafts(count: int) -> list[Sequence[str]]:
    """Make so many complete drafts; return where each is sent, and where confirmed."""
    for code in settings.PORTAL_LANGUAGES:
        factories.locale(code)
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    factories.user("Moderators")
    return [paths_of(draft(number)) for number in range(count)]


def draft(number: int) -> Submission:
    """Return a draft that only has to be sent."""
    draft = flow.start(kind_called("organisation"), f"nonce-{number}", "en")
    answers = Author(email=f"person{number}@example.org").answers
    answers["who"] |= {"name": f"Organisation of person {number}", "legal_form": "informal"}
    for step, given in answers.items():
        typed = {n: [str(v) for v in (v if isinstance(v, list) else [v])] for n, v in given.items()}
        flow.keep(draft, step, typed)
    return draft


def paths_of(draft: Submission) -> Sequence[str]:
    with translation.override("en"):
        return [
            reverse(name, args=[Link.objects.make(purpose, draft.pk, 1).token])
            for name, purpose in (
                ("submission_check", flow.DRAFT),
                # The mail will carry this very link: it is good already.
                ("submission_confirm", flow.CONFIRM),
            )
        ]


def people(site: Site) -> list[Person]:
    """Return all people, two of them in one place where somebody presses twice."""
    return [
        Person(site, number, paths)
        for number, paths in enumerate(drafts(PEOPLE))
        for _hand in range(1 if number % PRESSES_TWICE else 2)
    ]


def send_all(site: Site, everybody: Sequence[Person]) -> None:
    """Let everybody send, some at a time, while the site is tormented."""
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        tormentor = pool.submit(site.torment, random.Random(4))
        hands = [pool.submit(person.send) for person in everybody]
        try:
            for hand in as_completed(hands):
                hand.result()
        finally:
            site.ended.set()
            pool.shutdown(cancel_futures=True)
            tormentor.result()


def one_each(found: Sequence[str]) -> None:
    """Fail unless there is one address for each person."""
    assert sorted(found) == sorted(f"person{number}@example.org" for number in range(PEOPLE))


def test_every_confirmation_that_was_seen_has_one_entry_and_one_mail(
    site: Site, smtp_server: SmtpServer
) -> None:
    everybody, begun = people(site), time.monotonic()
    send_all(site, everybody)
    minutes = (time.monotonic() - begun) / 60
    assert site.kills
    # What was seen is there, once.
    seen = {person.number: person.references[0] for person in everybody}
    assert all({seen[person.number]} == set(person.references) for person in everybody)
    rows = Submission.objects.all()
    assert sorted(row.reference for row in rows) == sorted(seen.values())
    one_each([row.email for row in rows])
    # Nothing is half: each has its entry, its check, and what was noted of both steps.
    assert {row.state for row in rows} == {Submission.State.WAITING}
    entries = {row.entry_id for row in rows if row.entry_id}
    assert entries == set(Organisation.objects.values_list("pk", flat=True))
    assert len(entries) == PEOPLE
    assert sorted(map(int, Revision.objects.values_list("object_id", flat=True))) == sorted(entries)
    checks = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert sorted(map(int, checks.values_list("object_id", flat=True))) == sorted(entries)
    assert Event.objects.count() == 2 * PEOPLE
    # One mail was queued for each step, and went out at most once.
    for event in ("-confirm-", "-received-"):
        one_each(list(Mail.objects.filter(event__contains=event).values_list("to", flat=True)))
    mails = Mail.objects.filter(event__startswith="submission-")
    assert mails.count() == 2 * PEOPLE
    smtp_server.wait_for(lambda: not Mail.objects.due().exists(), 120)
    delivered = Counter(str(mail.message["Message-ID"]) for mail in smtp_server.mails)
    assert set(delivered.values()) == {1}
    assert delivered.keys() <= {mail.message_id for mail in Mail.objects.all()}
    sent = {mail.message_id for mail in mails.filter(state=outbox.State.SENT)}
    assert sent <= delivered.keys()
    cut_off = sum(person.cut_off for person in everybody)
    print(
        f"{PEOPLE} people, {len(everybody)} hands, {minutes:.1f} minutes: "
        f"{dict(site.kills)} killed, {cut_off} answers cut off, {len(delivered)} mails arrived, "
        f"{len(delivered.keys() - sent)} of them not noted"
    )
