"""The test database on SQLite: migrated once, then copied for each process of each run.

Migrations take some 15 seconds, a copy takes none. It is a file, not memory, so that
tests meet the locking that visitors meet.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from portal.common import versions
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


# A live server's answers come from other threads: they see only what was committed.
COMMITTING = {"transactional_db", "live_server"}
MADE_BY_MIGRATIONS = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> None:
    """Note what the migrations made, right after it is there."""
    with django_db_blocker.unblock():
        contents = connection.creation.serialize_db_to_string()
    request.config.stash[MADE_BY_MIGRATIONS] = contents


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Put back what the migrations made: a test that really commits empties the database.

    What runs after it in this process would miss pages, languages, groups.
    """
    yield
    # After the last test, the database is gone.
    if nextitem and commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
            connection.creation.deserialize_db_from_string(item.config.stash[MADE_BY_MIGRATIONS])
            # PostgreSQL counts on from one, although the rows have brought their numbers.
            resets = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
            with connection.cursor() as cursor:
                for statement in resets:
                    cursor.execute(statement)
            # What this process remembers of the rows that were there in between.
            ContentType.objects.clear_cache()
            versions.forget()


def commits(item: pytest.Item) -> bool:
    """Return whether ``item`` is a test in which nothing is rolled back."""
    marker = item.get_closest_marker("django_db")
    marked = bool(marker and marker.kwargs.get("transaction"))
    return marked or bool(COMMITTING & set(getattr(item, "fixturenames", ())))


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


def database_url() -> str:
    """Return the address of the tests' database, for processes of their own."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
