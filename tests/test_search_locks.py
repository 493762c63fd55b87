"""One writer at a time, whoever else dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from search.engines.base import LockLost
from search.engines.locks import database_lock, shared_lock
from search.engines.server.breaker import Breaker
from tests.database import database_url

HOLD = """
import django; django.setup()
import time
from search.engines.locks import shared_lock
with shared_lock("shared", wait=True) as first:
    print(first, flush=True)
    time.sleep(600)
"""


def held(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """Return a process that has the lock."""
    command = [sys.executable, "-c", HOLD]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "True\n"
    return process


def test_who_is_killed_keeps_no_lock(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url())
    process = held(dict(os.environ))
    with shared_lock("shared", wait=False) as first:
        assert not first
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with shared_lock("shared", wait=True) as first:
        assert first


def test_another_lock_is_another(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with shared_lock("one", wait=False) as one, shared_lock("two", wait=False) as two:
        assert (one, two) == (True, True)
        with shared_lock("one", wait=False) as again:
            assert not again
    with pytest.raises(LookupError), shared_lock("one", wait=False):
        raise LookupError
    with shared_lock("one", wait=False) as one:
        assert one


@pytest.mark.postgresql
def test_a_lock_that_was_lost_is_told(db: None) -> None:
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks "
        "WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with pytest.raises(LockLost), database_lock("lost", wait=True), connection.cursor() as cursor:
        cursor.execute(end)


def test_one_at_a_time_tries_whether_a_server_is_back() -> None:
    breaker = Breaker(pause=0.3)
    assert all(breaker.lets_through() for _ in range(5))
    breaker.failed()
    assert not breaker.lets_through()
    time.sleep(0.35)
    let: list[bool] = []
    threads = [
        threading.Thread(target=lambda: let.append(breaker.lets_through())) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(let) == 1
    breaker.succeeded()
    assert breaker.lets_through()
