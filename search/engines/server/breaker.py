"""Keeps visitors from waiting, one after the other, for a server that does not answer."""

import time
from threading import Lock


class Breaker:
    """Closed while all is well. After a failure nobody gets through for ``pause`` seconds.

    Then one at a time may try, once in each pause, until one succeeds. For the threads of one
    process; another process finds out for itself.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._next_try: float | None = None
        self._lock = Lock()

    def lets_through(self) -> bool:
        """Return whether the server may be asked now; others then wait for how that ends."""
        with self._lock:
            now = time.monotonic()
            if self._next_try is not None and now < self._next_try:
                return False
            if self._next_try is not None:
                self._next_try = now + self._pause
            return True

    def failed(self) -> None:
        with self._lock:
            self._next_try = time.monotonic() + self._pause

    def succeeded(self) -> None:
        with self._lock:
            self._next_try = None
