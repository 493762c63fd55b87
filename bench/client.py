"""One visitor on one connection that stays open."""

import http.client
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "cs", "User-Agent": "bench"}


@dataclass(frozen=True)
class Times:
    """Milliseconds of many requests for the same kind of page."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Self:
        ordered = sorted(milliseconds)
        return cls(statistics.median(ordered), ordered[int(len(ordered) * 0.95)])


class Visitor:
    """Asks for pages as a browser does: compressed, one after the other."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def time(self, path: str) -> float:
        """Return the milliseconds until the page at ``path`` was here; raises unless it is 200."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=HEADERS)
        response = self.connection.getresponse()
        response.read()
        taken = time.perf_counter() - begun
        if response.status != 200:
            raise AssertionError(f"{path}: {response.status}")
        return taken * 1000

    def text(self, path: str) -> str:
        """Return the page at ``path`` on a connection of its own, so that any process answers."""
        self.connection.close()
        self.connection.request("GET", path)
        return self.connection.getresponse().read().decode()
