"""What the worker does again and again. Apps register theirs in ``AppConfig.ready``."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from django.db import close_old_connections

logger = logging.getLogger(__name__)

# A job that failed is left alone for so long; its trouble rarely passes sooner.
SECONDS_AFTER_FAILURE = 30.0
# Set when the worker is to end; a long job looks at it and raises :class:`Stopped`.
stopping = Event()


class Stopped(Exception):
    """Gives up a job because the worker is to end."""


class Hindered(Exception):
    """Gives up a job for a while because of a trouble outside, told in a line."""


@dataclass(slots=True)
class Job:
    """``function`` is called every ``seconds``, counted from its end."""

    name: str
    function: Callable[[], object]
    seconds: float
    due: float = 0.0

    def run(self) -> None:
        """Run it now; a failure is logged."""
        pause = self.seconds
        try:
            self.function()
        except Stopped:
            pass
        except Hindered as trouble:
            logger.warning("The job “%s” has to wait: %s", self.name, trouble)
            pause = max(pause, SECONDS_AFTER_FAILURE)
        except Exception:
            logger.exception("The job “%s” failed.", self.name)
            pause = max(pause, SECONDS_AFTER_FAILURE)
        self.due = time.monotonic() + pause


_jobs: dict[str, Job] = {}


def register(name: str, function: Callable[[], object], *, every: float) -> None:
    """Let the worker call ``function`` every so many seconds, beginning with its start.

    ``name`` is what logs and people call it: "send mails".
    """
    _jobs[name] = Job(name, function, every)


def run_until_stopped() -> None:
    """Run all jobs when they are due, until :data:`stopping` is set."""
    while not stopping.is_set():
        close_old_connections()
        for job in _jobs.values():
            if job.due <= time.monotonic() and not stopping.is_set():
                job.run()
        next_due = min((job.due for job in _jobs.values()), default=1)
        stopping.wait(max(0.05, next_due - time.monotonic()))
