"""One visitor on one connection that stays open."""

import gzip
import http.client
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "cs", "User-Agent": "bench"}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Times:
    """Milliseconds of many requests for the same kind of page."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Self:
        ordered = sorted(milliseconds)
        return cls(statistics.median(ordered), ordered[int(len(ordered) * 0.95)])


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many milliseconds."""

    content: bytes
    headers: http.client.HTTPMessage
    milliseconds: float

    @property
    def text(self) -> str:
        """The page."""
        packed = self.headers["Content-Encoding"] == "gzip"
        return (gzip.decompress(self.content) if packed else self.content).decode()


class Visitor:
    """Asks for pages as a browser does: compressed, one after the other, keeping cookies."""

    def __init__(self, port: int, **headers: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = HEADERS | headers
        self.cookies: dict[str, str] = {}

    def time(self, path: str) -> float:
        """Return the milliseconds until the page at ``path`` was here; raises unless it is 200."""
        return self.ask("GET", path).milliseconds

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Send a form; raises unless it leads on."""
        return self.ask("POST", path, urlencode(fields, doseq=True), expected=302)

    def text(self, path: str) -> str:
        """Return the page at ``path`` on a connection of its own, so that any process answers."""
        self.connection.close()
        return self.ask("GET", path).text

    def ask(self, method: str, path: str, body: str | None = None, expected: int = 200) -> Answer:
        """Return what comes back; raises unless its status is as ``expected``."""
        headers = self.headers | ({"Content-Type": FORM} if body else {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        taken = time.perf_counter() - begun
        if response.status != expected:
            raise AssertionError(f"{path}: {response.status}")
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        return Answer(content, response.headers, taken * 1000)
