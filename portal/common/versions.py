"""The content version: one number, another after every change a visitor could see.

It stands in the database, so it changes in the same transaction as the content
and is the same for every process and machine. Caches put it into their keys and
need to know nothing about what shows where.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.db import models

Value = TypeVar("Value")


class ContentVersion(models.Model):
    """One row with one number."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


# The number this process read last, and when (monotonic seconds).
_seen = (0, float("-inf"))


def current() -> int:
    """Return the content version, at most ``CONTENT_VERSION_SECONDS`` old."""
    global _seen  # noqa: PLW0603  # one memory for each process is the point
    number, read_at = _seen
    now = time.monotonic()
    if now - read_at >= settings.CONTENT_VERSION_SECONDS:
        number = ContentVersion.objects.values_list("number", flat=True).first() or 0
        _seen = (number, now)
    return number


def bump() -> None:
    """Let every cached page and value be made anew, once this transaction commits.

    The number is the time: counting up, the next change after a transaction that was
    rolled back would get a number under which this process keeps what never came true.
    """
    number = time.time_ns()
    if not ContentVersion.objects.filter(pk=1).update(number=number):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": number})
    forget()


def forget() -> None:
    """Read the number anew at the next call: this process has just changed it."""
    global _seen  # noqa: PLW0603  # one memory for each process is the point
    _seen = (0, float("-inf"))


def kept(function: Callable[[], Value]) -> Callable[[], Value]:
    """Decorate ``function`` to keep its value in this process until the content changes."""
    held: list[tuple[int, Value]] = []

    @wraps(function)
    def keeper() -> Value:
        version = current()
        if not held or held[0][0] != version:
            held[:] = [(version, function())]
        return held[0][1]

    return keeper
