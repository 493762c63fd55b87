"""The test database on SQLite: migrated once, then copied for each process of each run.

Migrations take some 15 seconds, a copy takes none. It is a file, not memory, so that
tests meet the locking that visitors meet.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tools.stamps import ROOT, fingerprint


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Let Django take the copy as it is."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Make pytest-django use a copy of the migrated database."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        return
    copy = tmp_path_factory.mktemp("database") / "test.sqlite3"
    shutil.copy(migrated(request.config), copy)
    connection.settings_dict["TEST"]["NAME"] = str(copy)


def migrated(config: pytest.Config) -> Path:
    """Return a database that only went through the migrations as they are now."""
    assert config.cache is not None
    folder = Path(config.cache.mkdir("database"))
    mark = fingerprint([], ["*/migrations/*.py", "requirements/base.txt", "portal/settings/*.py"])
    path = folder / f"{mark}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            migrate(path)
    return path


def migrate(path: Path) -> None:
    """Make the database at ``path``, in place of older ones."""
    for older in path.parent.glob("*.sqlite3*"):
        older.unlink()
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity=0"]
    subprocess.run(
        command, env={**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}"}, check=True
    )
    unfinished.rename(path)
