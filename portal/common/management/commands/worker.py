"""Runs beside the web server."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from portal.common import jobs


class Command(BaseCommand):
    help = "Send mails, keep the search index up to date, do what is due; runs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        jobs.run_until_stopped()


def stop(number: int, frame: FrameType | None) -> None:
    """Let the job at hand come to its end, then stop."""
    jobs.stopping.set()
