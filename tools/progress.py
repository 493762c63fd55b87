"""Runs a command quietly, tells how long it has taken, shows its words when it fails."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

# Below this a step is over before anybody wonders, in seconds.
PATIENCE = 2.0
# How often a log file, which no one can overwrite, is told that work goes on.
PULSE = 15.0


class Failed(Exception):
    """A command failed; the message is what it said last."""


class Progress:
    """One line for one step: its name, and the seconds it has taken so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.started = time.monotonic()
        self.told = self.started
        self.on_terminal = sys.stdout.isatty()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def tick(self) -> None:
        """Tell that work goes on, when it has gone on for long enough."""
        if self.on_terminal and self.seconds > PATIENCE:
            print(f"\r  {self.name} … {self.seconds:.0f} s ", end="", flush=True)
        elif not self.on_terminal and time.monotonic() - self.told > PULSE:
            self.told = time.monotonic()
            print(f"  {self.name} … {self.seconds:.0f} s", flush=True)

    def done(self) -> None:
        start = "\r" if self.on_terminal else ""
        print(f"{start}  {self.name}: {self.seconds:.1f} s   ", flush=True)


def run(name: str, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None) -> None:
    """Run ``command`` as the step ``name``; its output goes to ``log``.

    ``env`` stands in for our own environment. Raises :class:`Failed` with the end of the output.
    """
    progress = Progress(name)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
        )
        wait(process, progress)
    if process.returncode:
        if progress.on_terminal:
            print()
        raise Failed(f"{name}: failed.\n\n{tail(log)}\nAll of it is in {log}.")
    progress.done()


def wait(process: "subprocess.Popen[bytes]", progress: Progress) -> None:
    """Wait for ``process``, telling that it goes on; it does not outlive us."""
    try:
        while process.poll() is None:
            progress.tick()
            time.sleep(0.1)
    except BaseException:
        process.terminate()
        process.wait()
        raise


def tail(log: Path, lines: int = 20) -> str:
    """Return the last ``lines`` of ``log``."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
