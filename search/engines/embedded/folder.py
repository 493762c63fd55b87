"""The folder of the index: one folder for each build, and a link to the current one."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

# A reader that has just read the link opens the folder well within this time.
GRACE_SECONDS = 60


class Folder:
    """Where an index lies; none of it need exist."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._link = root / "current"

    def current(self) -> Path:
        """Return the folder of the current build. Raises ``OSError`` if there is none."""
        return self.root / os.readlink(self._link)

    def new(self, fingerprint: str) -> Path:
        """Make a folder for a build with this fingerprint."""
        path = self.root / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{fingerprint}"
        path.mkdir(parents=True)
        return path

    def fingerprint(self, build: Path) -> str:
        """Return the fingerprint that ``build`` was made with."""
        return build.name.rpartition("-")[2]

    def swap(self, build: Path) -> None:
        """Make ``build`` the current one, in one step."""
        new_link = self.root / f"link-{os.getpid()}"
        new_link.unlink(missing_ok=True)
        new_link.symlink_to(build.name)
        if self._link.is_dir() and not self._link.is_symlink():
            shutil.rmtree(self._link)  # a copy of the folder that followed the link made it one
        new_link.replace(self._link)

    def sweep(self) -> None:
        """Remove builds that are not current and have been left alone for a while."""
        current = self.current()
        for build in self.root.iterdir():
            old = time.time() - build.lstat().st_mtime > GRACE_SECONDS
            if build.is_dir() and not build.is_symlink() and build != current and old:
                shutil.rmtree(build, ignore_errors=True)

    @contextmanager
    def lock(self, *, wait: bool) -> Iterator[bool]:
        """Keep other processes from writing; gives whether that succeeded.

        The system releases the lock of a process that dies.
        """
        while True:
            self.root.mkdir(parents=True, exist_ok=True)
            with (self.root / "lock").open("a") as file:
                if not _locked(file, wait):
                    yield False
                    return
                if self._is_in_place(file):
                    yield True
                    return

    def _is_in_place(self, file: IO[str]) -> bool:
        """Return whether others meet this file; not so if the folder was deleted meanwhile."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), (self.root / "lock").stat())
        except FileNotFoundError:
            return False


def _locked(file: IO[str], wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
