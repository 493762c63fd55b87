"""Several processes of a site on one database and one index: real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from search import queue
from search.engines import engine
from search.models import Dirty, Place
from search.query import SearchQuery
from search.rebuild import differences, rebuild
from search.service import search
from tests.conftest import Index
from tests.database import database_url
from tests.search_entries import KIND, EntrySearch, change, make
from tests.search_process import QUERY
from tests.search_server import every_engine

pytestmark = every_engine

PATIENCE = 300
START = "import django; django.setup(); from tests.search_process import main; main()"


@dataclass
class Processes:
    """Starts processes on the database and the index of this test."""

    index: Index
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a process with a role of tests/search_process.py."""
        process = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            env={
                **os.environ,
                "DATABASE_URL": database_url(),
                "SEARCH_URL": self.index.url,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def end(self) -> None:
        """Kill what a failed test left running."""
        for process in self.running:
            if process.poll() is None:
                process.kill()
                process.communicate()


def told(process: "subprocess.Popen[str]") -> dict[str, int]:
    """Return what ``process`` tells at its end, once it has ended without trouble."""
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors, errors
    answer: dict[str, int] = json.loads(output)
    return answer


@pytest.fixture
def processes(transactional_db: None, entries: Index) -> Iterator[Processes]:
    """Processes with a few entries to work on; none outlives the test."""
    for _ in range(30):
        make("les")
    entries.rebuild()
    processes = Processes(entries)
    yield processes
    processes.end()


def assert_index_is_right() -> None:
    """Nothing waits, nothing differs."""
    assert not Dirty.objects.exists()
    assert differences() == []
    assert search(QUERY).total == EntrySearch().public().count()


def test_processes_that_write_at_once_lose_nothing(processes: Processes, tmp_path: Path) -> None:
    """Nobody but they themselves brings their changes to the index."""
    stop = tmp_path / "stop"
    reader = processes.start("read", str(stop))
    for writer in [processes.start("write", f"p{number}", "40") for number in range(3)]:
        told(writer)
    stop.touch()
    assert told(reader)["away"] == 0
    assert EntrySearch().public().count() > 100
    assert_index_is_right()


def test_building_anew_disturbs_neither_readers_nor_writers(
    processes: Processes, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    reader, builder = (processes.start(role, str(stop)) for role in ("read", "build"))
    for writer in [processes.start("write", f"p{number}", "40") for number in range(2)]:
        told(writer)
    stop.touch()
    assert told(builder)["times"] > 1
    reading = told(reader)
    assert reading["times"] > 10
    assert reading["away"] == 0
    assert_index_is_right()


def test_the_worker_applies_what_a_dead_process_left_and_heals_the_index(
    processes: Processes,
) -> None:
    worker = processes.start("worker")
    entry = Place.objects.first()
    assert entry
    change(entry, texts=[["cs", ["louka", "", ""]]])
    Dirty.objects.create(kind=KIND, key=entry.pk)
    assert_found("louka")
    processes.index.lose()
    assert_found("louka")
    worker.send_signal(signal.SIGTERM)
    assert told(worker) == {}
    assert_index_is_right()


def test_builders_at_once_take_turns_and_a_dead_one_holds_up_nobody(
    processes: Processes, tmp_path: Path
) -> None:
    builder = processes.start("build", str(tmp_path / "never"))
    wait_until(somebody_writes)
    queue.mark(KIND, [make("louka").pk])
    assert rebuild()
    wait_until(somebody_writes)
    builder.kill()
    builder.communicate()
    queue.mark(KIND, [make("louka").pk])
    assert rebuild()
    assert_index_is_right()


def somebody_writes() -> bool:
    with engine().writing(wait=False) as first:
        return not first


def wait_until(true: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)


def assert_found(words: str) -> None:
    """Look until the engine finds ``words``."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        results = search(SearchQuery(KIND, "cs", words))
        if results.complete and results.total:
            return
        time.sleep(0.05)
    pytest.fail(f"“{words}” is not in the index.")
