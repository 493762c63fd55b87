"""One at a time, among processes and machines. Nobody who is dead keeps a lock."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines.base import LockLost

# Seconds until PostgreSQL notices that the machine of a connection is gone: 10 + 3 × 5.
# Its own default is two hours.
KEEPALIVE = {"idle": "10", "interval": "5", "count": "3"}


def shared_lock(name: str, *, wait: bool) -> AbstractContextManager[bool]:
    """Lock out all others that use the same database; gives whether that succeeded.

    Whoever shares PostgreSQL may be on another machine, so the lock is one of its session.
    SQLite is on one machine only, so the lock is a file.
    """
    if connection.vendor == "postgresql":
        return database_lock(name, wait=wait)
    return file_lock(Path(settings.VAR_DIR) / f"{name}.lock", wait=wait)


@contextmanager
def file_lock(path: Path, *, wait: bool) -> Iterator[bool]:
    """Lock ``path``; gives whether that succeeded. The system releases it if we die."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            if not _locked(file, wait):
                yield False
                return
            if _is_in_place(file, path):
                yield True
                return


def _locked(file: IO[str], wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_in_place(file: IO[str], path: Path) -> bool:
    """Return whether others meet this file; not so if the folder was deleted meanwhile."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def database_lock(name: str, *, wait: bool) -> Iterator[bool]:
    """Take an advisory lock of PostgreSQL's; gives whether that succeeded.

    It belongs to a connection of its own, and goes with it. Should that happen while we
    write, somebody else may have been writing too: raises :class:`LockLost` at the end.
    https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
    """
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
    with closing(connection.copy()) as own:
        with own.cursor() as cursor:
            for setting, seconds in KEEPALIVE.items():
                cursor.execute(f"SET tcp_keepalives_{setting} = {seconds}")
            take = "SELECT pg_advisory_lock(%s)" if wait else "SELECT pg_try_advisory_lock(%s)"
            cursor.execute(take, [number])
            # The waiting one returns nothing ("") once it has the lock.
            first = cursor.fetchone()[0] is not False
        kept = True
        try:
            yield first
        finally:
            # Closing would not do: a pool may keep the connection.
            kept = not first or _released(own, number)
        if not kept:
            raise LockLost("The lock of the index was lost while it was written.")


def _released(own: BaseDatabaseWrapper, number: int) -> bool:
    """Release the lock; return whether it was still ours."""
    with suppress(DatabaseError), own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
        return bool(cursor.fetchone()[0])
    return False
