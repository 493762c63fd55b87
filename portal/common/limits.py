"""How often something may be done: counters that all processes and machines share.

They stand in the database, not in the cache: its default is a memory of each process, and
of Django's caches only Redis and Memcached count without losing a step. What is counted
for whom cannot be read there: the keys are hashes, made anew for each span of time.
"""

import datetime
import logging
import time

from django.db import DatabaseError, models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.common import jobs

logger = logging.getLogger(__name__)

HOUR = 60 * 60
DAY = 24 * HOUR


class Remembered(models.Model):
    """Something that is to be known for a while."""

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True


class Count(Remembered):
    """How much of a limit is used up."""

    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.used)


class Claim(Remembered):
    """Something that only one may use; a hash tells who does."""

    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.key


def register() -> None:
    """Let the worker forget what has ended."""
    jobs.register("forget counts", forget, every=HOUR)


def forget() -> None:
    """Delete what has ended."""
    for model in (Count, Claim):
        model._default_manager.filter(ends_at__lt=timezone.now()).delete()


def take(name: str, key: str, most: int, seconds: int, cost: int = 1) -> bool:
    """Return whether ``key`` may do this now, and count it: at most ``most`` in ``seconds``.

    The spans begin at fixed times. Refused attempts are not counted. Without a database
    everything is allowed. Call it outside of transactions, which would make others wait
    for the same counter.
    """
    span = int(time.time()) // seconds
    row = hashed("count", name, key, span)
    ends_at = datetime.datetime.fromtimestamp((span + 1) * seconds, datetime.UTC)
    try:
        return _take(row, most - cost, cost, ends_at)
    except DatabaseError:
        logger.exception("The limit “%s” could not be looked up.", name)
        return True


def _take(row: str, room: int, cost: int, ends_at: datetime.datetime) -> bool:
    counts = Count.objects.filter(pk=row)
    # Read first: who is refused again and again writes nothing.
    used = counts.values_list("used", flat=True).first()
    if room < (used or 0):
        return False
    if used is None:
        new = Count(key=row, ends_at=ends_at)
        Count.objects.bulk_create([new], ignore_conflicts=True)
    return bool(counts.filter(used__lte=room).update(used=F("used") + cost))


def claim(name: str, key: str, by: str, seconds: int) -> bool:
    """Return whether ``by`` is the first to use ``key``, for so many seconds at least.

    Whoever was the first may use it again: that is the same button pressed twice.
    Without a database everything is allowed.
    """
    owner = hashed("by", name, by)
    ends_at = timezone.now() + datetime.timedelta(seconds=seconds)
    new = {"by": owner, "ends_at": ends_at}
    try:
        row, _made = Claim.objects.get_or_create(pk=hashed("claim", name, key), defaults=new)
    except DatabaseError:
        logger.exception("“%s” could not be looked up.", name)
        return True
    return row.by == owner


def hashed(*parts: object) -> str:
    """Return what stands for ``parts`` and does not tell them: 64 characters."""
    return salted_hmac("limits", repr(parts), algorithm="sha256").hexdigest()
