"""Limits hold for several processes at once: real processes on one database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import database_url

START = "import django; django.setup(); from tests.limit_process import main; main()"
PROCESSES = 3
TIMES = 60
PATIENCE = 120


@pytest.mark.usefixtures("transactional_db")
def test_processes_share_counts_and_claims(tmp_path: Path) -> None:
    """Together they try 180 times; 100 are allowed, and each claim is one process's."""
    start = tmp_path / "start"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(number), str(start), str(TIMES)],
            env={**os.environ, "DATABASE_URL": database_url()},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    start.touch()
    told = [json.loads(process.communicate(timeout=PATIENCE)[0]) for process in processes]
    assert sum(one["taken"] for one in told) == 100
    claimed = sorted(key for one in told for key in one["claimed"])
    assert claimed == list(range(TIMES)), "each once, whoever got it"
