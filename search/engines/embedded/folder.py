"""The folder of the index: one folder for each build, and a link to the current one."""

import os
import shutil
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from search.engines.locks import file_lock

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

    def lock(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Keep other processes from writing; gives whether that succeeded.

        The system releases the lock of a process that dies.
        """
        return file_lock(self.root / "lock", wait=wait)
