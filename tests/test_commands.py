"""The commands of the Makefile: what they leave out, what they say, what they leave behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.running import READY_WITHIN, RunningSite, environment
from tools import postgres, steps, translations
from tools.licences import accepted
from tools.ports import free_port
from tools.stamps import ROOT, Stamps
from tools.steps import Step

# Ctrl-C means now, in seconds.
STOPPED_WITHIN = 8.0


def run(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run a module of tools/ in a process of its own; return how it ended."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def says_one_sentence(done: "subprocess.CompletedProcess[str]") -> bool:
    """Return whether a command failed with one line, and no traceback."""
    return done.returncode == 1 and done.stdout == "" and done.stderr.strip().count("\n") == 0


# --- Set-up ------------------------------------------------------------------


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Step]:
    """Return a function that makes a step, which adds a line to ``tmp_path``/count."""
    monkeypatch.setattr(steps, "VAR", tmp_path)

    def make(fact: str) -> Step:
        line = f"open({str(tmp_path / 'count')!r}, 'a').write('once\\n')"
        return Step("Counting", [sys.executable, "-c", line], facts=[fact])

    return make


def test_step_is_done_once_and_again_when_what_it_rests_on_changes(
    tmp_path: Path, counting: Callable[[str], Step]
) -> None:
    stamps = Stamps(tmp_path / "setup.json")
    for fact, times in (("a", 1), ("a", 1), ("b", 2), ("b", 2)):
        counting(fact).run(stamps)
        assert (tmp_path / "count").read_text().count("once") == times


def test_step_whose_result_is_gone_is_done_again(
    tmp_path: Path, counting: Callable[[str], Step]
) -> None:
    stamps = Stamps(tmp_path / "setup.json")
    counting("a").run(stamps)
    step = counting("a")
    Step(step.name, step.command, facts=["a"], there=lambda: False).run(stamps)
    assert (tmp_path / "count").read_text().count("once") == 2


def test_failed_step_shows_what_it_said_and_is_not_taken_for_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "VAR", tmp_path)
    command = [sys.executable, "-c", "import sys; sys.exit('the disk is full')"]
    for _ in range(2):
        with pytest.raises(SystemExit, match="the disk is full"):
            steps.run_all(lambda: [Step("Failing", command)], tmp_path)


def test_old_python_is_refused_in_one_sentence() -> None:
    code = "import sys; sys.version_info = (3, 9, 1); from tools.setup import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert says_one_sentence(done)
    assert "needs Python 3.11 or newer; this is 3.9" in done.stderr


def test_folder_that_cannot_be_written_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("tools.content", VAR_DIR=str(tmp_path / "file" / "var"))
    assert says_one_sentence(done)
    assert f"Cannot write to {tmp_path / 'file' / 'var'}" in done.stderr


def test_second_set_up_does_nothing(demo_folder: Path) -> None:
    before = (demo_folder / "setup.log").stat().st_mtime_ns
    done = run("tools.content", **environment(demo_folder, 8000))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (demo_folder / "setup.log").stat().st_mtime_ns == before


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "setup", "serve", "test", "check", "bench", "help"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert re.search(rf"^{target} ", done.stdout, re.MULTILINE)


# --- Serving -----------------------------------------------------------------


@contextmanager
def serving(site: RunningSite) -> Iterator["subprocess.Popen[str]"]:
    """Yield a second ``make serve`` on the data of ``site``, once it answers."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env=site.env | {"PORT": str(port), "PUBLIC_URL": f"http://localhost:{port}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield server
    finally:
        server.terminate()
        server.wait(STOPPED_WITHIN)


def read_until(server: "subprocess.Popen[str]", word: str) -> str:
    """Return what the server printed up to the line with ``word``."""
    assert server.stdout
    until, said = time.monotonic() + READY_WITHIN, ""
    while word not in said and time.monotonic() < until:
        said += server.stdout.readline()
    assert word in said
    return said


def descendants(pid: int) -> set[int]:
    """Return the processes below ``pid``."""
    found = set()
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listing.read_text().split()):
            found |= {child} | descendants(child)
    return found


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether ``condition`` came true within so many seconds."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def alive(pid: int) -> bool:
    """Return whether ``pid`` runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_command_stops_everything_it_started(
    running_site: RunningSite, number: signal.Signals
) -> None:
    with serving(running_site) as server:
        read_until(server, "Ctrl-C")
        assert wait_until(lambda: len(descendants(server.pid)) >= 3, 30)
        started = descendants(server.pid)
        server.send_signal(number)
        server.wait(STOPPED_WITHIN)
        assert not any(alive(pid) for pid in started)


def test_closing_the_terminal_stops_everything(running_site: RunningSite) -> None:
    with serving(running_site) as server:
        read_until(server, "Ctrl-C")
        started = descendants(server.pid)
        assert server.stdout
        server.stdout.close()
        server.send_signal(signal.SIGHUP)
        server.wait(STOPPED_WITHIN)
        assert not any(alive(pid) for pid in started)


def test_addresses_of_all_languages_and_logins_are_printed(running_site: RunningSite) -> None:
    with serving(running_site) as server:
        said = read_until(server, "Ctrl-C") + read_until(server, "/admin/")
        addresses = re.findall(r"http://localhost:\d+/\S*", said)
        assert [url.rsplit("/", 2)[1] for url in addresses] == ["cs", "pl", "sl", "en", "admin"]
        logins = (running_site.var / "logins.txt").read_text().splitlines()
        read_until(server, logins[-1])
        with urllib.request.urlopen(addresses[0], timeout=20) as answer:
            assert answer.status == 200


def test_logins_are_for_their_owner_only(running_site: RunningSite) -> None:
    assert (running_site.var / "logins.txt").stat().st_mode & 0o077 == 0


def test_worker_that_dies_is_started_again(running_site: RunningSite) -> None:
    def worker(server: "subprocess.Popen[str]") -> int | None:
        for pid in descendants(server.pid):
            # It may have ended since it was listed.
            with suppress(OSError):
                if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                    return pid
        return None

    with serving(running_site) as server:
        read_until(server, "Ctrl-C")
        assert wait_until(lambda: worker(server) is not None, 10)
        first = worker(server)
        assert first
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: worker(server) not in (None, first), 10)


def test_taken_port_is_named_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run("tools.serve", PORT=port)
    assert says_one_sentence(done)
    assert f"Port {port} is taken" in done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "web", "-1"])
def test_what_is_no_port_is_refused_in_one_sentence(port: str) -> None:
    done = run("tools.serve", PORT=port)
    assert says_one_sentence(done)
    assert f"PORT={port} is not a port" in done.stderr


def test_static_files_are_kept_by_browsers_for_ever(running_site: RunningSite) -> None:
    with urllib.request.urlopen(f"{running_site.url}/en/", timeout=20) as answer:
        page = answer.read().decode()
    sheet = re.search(r'href="(/static/css/portal\.\w+\.css)"', page)
    assert sheet
    with urllib.request.urlopen(f"{running_site.url}{sheet[1]}", timeout=20) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


# --- Tests and checks ----------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True),
        ("MIT OR Proprietary", True),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("MIT AND SSPL-1.0", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_licences_are_judged_by_all_their_parts(licence: str, fits: bool) -> None:
    assert accepted(licence) is fits


def test_gap_in_a_catalogue_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "languages", lambda: ["cs", "pl"])
    catalogue = tmp_path / "cs" / translations.CATALOGUE
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Whole"\nmsgstr "Celé"\n\n'
        'msgid "Missing"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Unsure"\nmsgstr "Snad"\n\n'
        '#, python-format\nmsgid "By %(name)s"\nmsgstr "Od %(jmeno)s"\n'
    )
    assert list(translations.gaps()) == [
        "cs: not translated: 'Missing'",
        "cs: fuzzy: 'Unsure'",
        "cs: placeholders differ: 'By %(name)s'",
        "pl: no catalogue at pl/LC_MESSAGES/django.po",
    ]


def test_newest_postgresql_is_taken() -> None:
    folders = [Path(f"/usr/lib/postgresql/{number}/bin") for number in (9, 17, 15)]
    assert max(folders, key=postgres.version).parent.name == "17"
