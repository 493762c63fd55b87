"""Server and worker in the foreground: ``make serve``. Ctrl-C stops both.

A machine with systemd or containers starts the two by itself (README.md); this
is the same pair without them.
"""

import http.client
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from tools.ports import refusal
from tools.program import Program, say
from tools.stamps import ROOT
from tools.steps import VAR

# What a program gets to finish its work before it is ended, in seconds.
GRACE = 5.0
READY_WITHIN = 120.0


def main() -> None:
    """Serve until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if reason := refusal(host, port):
        sys.exit(reason)
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    asked = StopAsked()
    programs = [Program("web", web_command(host, port)), Program("worker", manage("worker"))]
    try:
        supervise(programs, host, port, asked)
    finally:
        stop(programs)


class StopAsked:
    """Becomes true with Ctrl-C or a signal to end.

    Nothing is raised: an exception in the midst of a start would lose the child.
    """

    def __init__(self) -> None:
        self.value = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.set)

    def set(self, number: int, frame: FrameType | None) -> None:
        self.value = True

    def __bool__(self) -> bool:
        return self.value


def web_command(host: str, port: str) -> list[str]:
    """Return the server's command line; docs/decisions.md has the figures behind it."""
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", host, "--port", port, "--no-ws"),
        *("--workers", os.environ.get("WEB_WORKERS", "2"), "--respawn-failed-workers"),
        *("--blocking-threads", "2", "--blocking-threads-idle-timeout", "600"),
        *("--workers-kill-timeout", str(int(GRACE) - 1), "--log-level", "warning"),
        "portal.wsgi:application",
    ]


def manage(*words: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, "-u", str(ROOT / "manage.py"), *words]


def supervise(programs: Sequence[Program], host: str, port: str, asked: StopAsked) -> None:
    """Keep the programs running until ``asked``; print where the site is once it answers.

    Only then the others start: visitors come first.
    """
    web, *_ = programs
    until = time.monotonic() + READY_WITHIN
    while not asked and not answers(host, port):
        if time.monotonic() > until:
            sys.exit(f"The server does not answer after {READY_WITHIN:.0f} s; see its lines above.")
        web.keep_running()
        time.sleep(0.1)
    if not asked:
        say(welcome(port))
    while not asked:
        for program in programs:
            program.keep_running()
        time.sleep(0.3)


def answers(host: str, port: str) -> bool:
    """Return whether the site answers a request."""
    where = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    connection = http.client.HTTPConnection(where, int(port), timeout=3)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def welcome(port: str) -> str:
    """Return the addresses, where mails go, and the logins of the demo where there is one."""
    from django.conf import settings

    names = dict(settings.LANGUAGES)
    places = [(names[code], f"{code}/") for code in settings.PORTAL_LANGUAGES]
    places.append(("Admin", "admin/"))
    lines = [f"  {name:12} http://localhost:{port}/{path}" for name, path in places]
    if mails := getattr(settings, "EMAIL_FILE_PATH", ""):
        lines.append(f"  {'Mails':12} {mails}")
    logins = VAR / "logins.txt"
    if logins.exists():
        lines += ["", *(f"  {line}" for line in logins.read_text().splitlines())]
    return "\n".join(["", "The portal is open. Ctrl-C closes it.", "", *lines, ""])


def stop(programs: Sequence[Program]) -> None:
    """End all programs: asked first, made to after :data:`GRACE` seconds."""
    say("\nStopping …")
    for program in programs:
        program.stop()
    until = time.monotonic() + GRACE
    while time.monotonic() < until and any(program.running for program in programs):
        time.sleep(0.05)
    for program in programs:
        program.kill()


if __name__ == "__main__":
    main()
