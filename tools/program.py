"""A program of ours that is kept running: started, marked, started again, ended."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from tools.stamps import ROOT

# One that keeps dying is started again after this many seconds at most.
LONGEST_PAUSE = 60.0
# One that has run for this long is healthy: the next pause is short again.
HEALTHY = 30.0


def say(text: str) -> None:
    """Print; a terminal that was closed must not keep programs from being ended."""
    with suppress(OSError):
        print(text, flush=True)


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
            say(f"{self.name} ended ({code}); starting it again in {self.pause:.0f} s.")
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
            say(f"{self.name:6} | {line.rstrip()}")

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
