"""The server of ``make serve``, for a while."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ports import free_port
from tools.serve import answers, web_command
from tools.stamps import ROOT

READY_WITHIN = 60.0
KIBIBYTES = 1024


class Server:
    """A running server: its port and its processes."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port

    def cpu(self) -> float:
        """Return the milliseconds of processor time that the web processes have taken."""
        return sum(map(processor_time, children(self.process.pid)))

    def megabytes(self) -> float:
        """Return the resident memory of the largest web process."""
        return max(map(resident, children(self.process.pid)))


@contextmanager
def serving() -> Iterator[Server]:
    """Serve the site and the baselines on a free port; data and settings as in ours."""
    port = free_port()
    *command, _site = web_command("127.0.0.1", str(port))
    process = subprocess.Popen([*command, "bench.wsgi:application"], cwd=ROOT)
    try:
        wait_until_ready(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(20)


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Return once it answers; raises ``RuntimeError`` if it does not."""
    until = time.monotonic() + READY_WITHIN
    while not answers("127.0.0.1", str(port)):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("The server does not answer.")
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    """Return the processes that ``pid`` has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_time(pid: int) -> float:
    """Return the milliseconds of processor time of ``pid``; see proc(5) for the fields."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Return the megabytes of memory that ``pid`` holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) / KIBIBYTES
