"""Server and worker in the foreground: ``make serve``. Ctrl-C stops both.

A machine with systemd or containers starts the two by itself (README.md); this
is the same pair without them.
"""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from tools.ports import refusal
from tools.stamps import ROOT
from tools.steps import VAR

# A program that keeps dying is started again after this many seconds at most.
LONGEST_PAUSE = 60.0
# One that has run for this long is healthy: the next pause is short again.
HEALTHY = 30.0
# What a program gets to finish its work before it is ended, in seconds.
GRACE = 5.0
READY_WITHIN = 60.0


class Program:
    """A child with its own process group, its lines marked with its name."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = command
        self.pause = 1.0
        self.start_at = 0.0
        self.process: subprocess.Popen[str] | None = None

    def keep_running(self) -> None:
        """Start it, or start it again after a pause that doubles; call this often."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.pause = 1.0 if now - self.start_at > HEALTHY else self.pause * 2
            self.pause = min(self.pause, LONGEST_PAUSE)
            print(f"{self.name} ended ({code}); starting it again in {self.pause:.0f} s.")
            self.kill()
            self.process, self.start_at = None, now + self.pause

    def start(self) -> None:
        self.start_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self.relay, args=[self.process], daemon=True).start()

    def relay(self, process: "subprocess.Popen[str]") -> None:
        """Pass its lines on."""
        assert process.stdout
        for line in process.stdout:
            print(f"{self.name:6} | {line.rstrip()}", flush=True)

    def stop(self) -> None:
        """Ask it to finish; it tells its own children."""
        if self.process:
            self.process.terminate()

    @property
    def running(self) -> bool:
        """Whether it, or a child of it, is still there."""
        if self.process is None:
            return False
        self.process.poll()
        return self.signal(0)

    def kill(self) -> None:
        """End what is left of it, children included, and see it gone."""
        self.signal(signal.SIGKILL)
        until = time.monotonic() + 1
        while self.running and time.monotonic() < until:
            time.sleep(0.02)

    def signal(self, number: int) -> bool:
        """Send a signal to the whole group; return whether there was anyone to get it."""
        with suppress(ProcessLookupError):
            if self.process:
                os.killpg(self.process.pid, number)
                return True
        return False


def main() -> None:
    """Serve until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if reason := refusal(host, port):
        sys.exit(reason)
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    programs = [Program("web", web_command(host, port)), Program("worker", manage("worker"))]
    try:
        supervise(programs, host, port)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        stop(programs)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def web_command(host: str, port: str) -> list[str]:
    """Return the server's command line; docs/decisions.md has the figures behind it."""
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", host, "--port", port, "--no-ws"),
        *("--workers", os.environ.get("WEB_WORKERS", "2"), "--respawn-failed-workers"),
        *("--blocking-threads", "4", "--blocking-threads-idle-timeout", "600"),
        *("--workers-kill-timeout", str(int(GRACE) - 1), "--log-level", "warning"),
        "portal.wsgi:application",
    ]


def manage(*words: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, "-u", str(ROOT / "manage.py"), *words]


def supervise(programs: Sequence[Program], host: str, port: str) -> None:
    """Keep the programs running; print where the site is once it answers.

    Only then the others start: visitors come first.
    """
    web, *_ = programs
    until = time.monotonic() + READY_WITHIN
    while not answers(host, port):
        if time.monotonic() > until:
            sys.exit(f"The server does not answer after {READY_WITHIN:.0f} s; see its lines above.")
        web.keep_running()
        time.sleep(0.1)
    print(welcome(port), flush=True)
    while True:
        for program in programs:
            program.keep_running()
        time.sleep(0.5)


def answers(host: str, port: str) -> bool:
    """Return whether the site answers a request."""
    where = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    connection = http.client.HTTPConnection(where, int(port), timeout=10)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def welcome(port: str) -> str:
    """Return the addresses, and the logins of the demo where there is one."""
    from django.conf import settings

    names = dict(settings.LANGUAGES)
    places = [(names[code], f"{code}/") for code in settings.PORTAL_LANGUAGES]
    places.append(("Admin", "admin/"))
    lines = [f"  {name:12} http://localhost:{port}/{path}" for name, path in places]
    logins = VAR / "logins.txt"
    if logins.exists():
        lines += ["", *(f"  {line}" for line in logins.read_text().splitlines())]
    return "\n".join(["", "The portal is open. Ctrl-C closes it.", "", *lines, ""])


def stop(programs: Sequence[Program]) -> None:
    """End all programs: asked first, made to after :data:`GRACE` seconds."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for program in programs:
        program.stop()
    until = time.monotonic() + GRACE
    while time.monotonic() < until and any(program.running for program in programs):
        time.sleep(0.05)
    for program in programs:
        program.kill()


if __name__ == "__main__":
    main()
