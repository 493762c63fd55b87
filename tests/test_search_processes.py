"""Several processes of a site on one index: real processes, a real database file."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

PATIENCE = 300
START = "import django; django.setup(); from tests.search_process import main; main()"


@dataclass
class Site:
    """A database and an index folder that all processes started here share."""

    folder: Path
    database: str
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a process with a role of tests/search_process.py."""
        process = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            env={
                **os.environ,
                "DATABASE_URL": self.database,
                "SEARCH_URL": f"tantivy:{self.folder}/search",
                "VAR_DIR": str(self.folder),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, *words: str) -> dict[str, Any]:
        """Run a process to its end; return what it tells."""
        return told(self.start(*words))


def told(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return what ``process`` tells at its end, once it has ended well and said nothing else."""
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors, errors
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    return answer


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    """A site of its own."""
    site = Site(tmp_path, database_url(tmp_path))
    yield site
    for process in site.running:
        if process.poll() is None:
            process.kill()
            process.communicate()


def database_url(folder: Path) -> str:
    """Return the address of the tests' database; in memory, of a copy of it in a file."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        return f"sqlite:///{folder}/site.sqlite3"
    known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)


def test_processes_that_write_at_once_lose_nothing(site: Site) -> None:
    """Nobody but they themselves brings their changes to the index."""
    site.run("fill", "30")
    stop = site.folder / "stop"
    reader = site.start("read", str(stop))
    for process in [site.start("write", f"p{number}", "40") for number in range(3)]:
        told(process)
    stop.touch()
    assert told(reader)["away"] == 0
    after = site.run("compare")
    assert (after["waiting"], after["differences"]) == (0, [])
    assert after["found"] == after["entries"]


def test_building_anew_disturbs_neither_readers_nor_writers(site: Site) -> None:
    site.run("fill", "60")
    stop = site.folder / "stop"
    reader, builder = (site.start(role, str(stop)) for role in ("read", "build"))
    for process in [site.start("write", f"p{number}", "40") for number in range(2)]:
        told(process)
    stop.touch()
    assert told(builder)["times"] > 1
    reading = told(reader)
    assert reading["times"] > 10
    assert reading["away"] == 0
    after = site.run("compare")
    assert (after["waiting"], after["differences"]) == (0, [])


def test_the_worker_applies_what_a_dead_process_left_and_heals_the_index(site: Site) -> None:
    keys = site.run("fill", "3")["keys"]
    worker = site.start("worker")
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    site.run("change", str(keys[0]), "louka")
    assert site.run("wait_for", "louka", "20")["keys"] == [keys[0]]
    shutil.rmtree(site.folder / "search")
    assert site.run("wait_for", "louka", "20")["complete"]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert site.run("compare")["differences"] == []
