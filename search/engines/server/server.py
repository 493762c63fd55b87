"""The server that keeps the index: every call has an end, and every trouble one name."""

import random
import time
from collections.abc import Mapping
from typing import Any

from search.engines.base import Away, Unavailable
from search.engines.server.breaker import Breaker
from search.engines.server.clients import Client, Refused, Silent, reason

# Seconds. Visitors wait as long as SEARCH_URL says (0.3), editors and the worker longer.
PAUSE = 3.0
LOOK, WRITE = 2.0, 20.0
# What passes by itself: too much to do, no master, a node on its way up.
PASSING = {429, 502, 503, 504}
# What nothing but other settings of the server will change.
FORBIDDEN = {401, 403}
MISSING = 404
# Before a call is tried again, in seconds; longer each time, since others try too.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)

Answer = Mapping[str, Any]


class Server:
    """Asks the server, unless it has just failed to answer."""

    def __init__(self, client: Client, patience: float) -> None:
        """Give a search ``patience`` seconds."""
        self._client = client
        self._breaker = Breaker(PAUSE)
        self.patience = patience

    def ask(self, method: str, path: str, body: object = None, *, timeout: float) -> Answer:
        """Return the answer; at once none while the server is known to be away.

        Raises :class:`Away`, or :class:`Unavailable` if the index is not there.
        """
        if not self._breaker.lets_through():
            raise Away("The search server did not answer a moment ago.")
        try:
            return self._call(method, path, body, timeout)
        except (Silent, Refused) as error:
            raise unavailable(error) from None

    def ask_all(self, method: str, path: str, body: object, *, timeout: float) -> list[Answer]:
        """Return the answers to several questions that ``body`` asks at once; raises as ``ask``."""
        answers: list[Answer] = self.ask(method, path, body, timeout=timeout)["responses"]
        for answer in answers:
            if "error" in answer:
                error = Refused(answer["status"], reason(answer))
                self._note(error)
                raise unavailable(error)
        return answers

    def insist(self, method: str, path: str, body: object = None) -> Answer:
        """Return the answer, asking again for a while; for work that must not stop half-way.

        Raises :class:`Away`, or :class:`Unavailable` if the index is not there.
        """
        for pause in (*PAUSES, None):
            try:
                return self._call(method, path, body, WRITE)
            except (Silent, Refused) as error:
                if pause is None or not passes(error):
                    raise unavailable(error) from None
                wait(pause)
        raise AssertionError("The last try has no pause.")

    def _call(self, method: str, path: str, body: object, timeout: float) -> Answer:
        try:
            answer = self._client.call(method, path, body, timeout)
            if not isinstance(answer, Mapping):
                raise Silent("an answer that is none of a search server")
        except Silent:
            self._breaker.failed()
            raise
        except Refused as error:
            self._note(error)
            raise
        self._breaker.succeeded()
        return answer

    def _note(self, error: Refused) -> None:
        if error.status in PASSING | FORBIDDEN:
            self._breaker.failed()
        else:
            self._breaker.succeeded()


def wait(pause: float) -> None:
    """Wait about ``pause`` seconds: processes that failed together shall not return together."""
    time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311  # no secret


def passes(error: Exception) -> bool:
    """Return whether it makes sense to ask again."""
    return not isinstance(error, Refused) or error.status in PASSING


def unavailable(error: Exception) -> Unavailable:
    """Return what to raise for ``error``."""
    if isinstance(error, Refused) and error.status == MISSING:
        return Unavailable(f"The search server has no such index ({error}).")
    return Away(f"The search server does not answer as it should ({error}).")
