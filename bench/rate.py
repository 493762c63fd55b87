"""How many requests the server answers in a second, with several connections at once."""

import re
import shutil
import subprocess
import threading
import time

from bench.client import HEADERS, Visitor

SECONDS = 3
CONNECTIONS = 8


def rate(port: int, path: str) -> float:
    """Return the requests per second for ``path``: by wrk, or where there is none by Python.

    Python's own client is slower than the server, so its rates only say "at least".
    """
    return by_wrk(port, path) if shutil.which("wrk") else by_python(port, path)


def by_wrk(port: int, path: str) -> float:
    headers = [word for name, value in HEADERS.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *headers]
    url = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or not (found := re.search(r"Requests/sec:\s*([\d.]+)", said)):
        raise AssertionError(f"{path}: {said}")
    return float(found[1])


def by_python(port: int, path: str) -> float:
    counts = [0] * CONNECTIONS
    until = time.monotonic() + SECONDS

    def ask(number: int) -> None:
        visitor = Visitor(port)
        while time.monotonic() < until:
            visitor.time(path)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=[n]) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS
