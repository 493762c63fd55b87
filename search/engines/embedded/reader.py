"""The current index, open for reading in this process."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy

from search.engines.base import Unavailable
from search.engines.embedded.counts import Tallies
from search.engines.embedded.folder import Folder
from search.engines.embedded.schema import fingerprint


class State(NamedTuple):
    """Tells one commit from the next, by looking at two files only."""

    build: Path
    inode: int
    changed_at: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One state of the index, for any number of searches."""

    state: State
    index: tantivy.Index
    searcher: tantivy.Searcher
    tallies: Tallies


class Reader:
    """Sees every commit of every process with the next search."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._opened: Opened | None = None
        self._lock = Lock()

    def opened(self) -> Opened:
        """Return the index as it is now.

        Raises :class:`Unavailable`, ``OSError`` or ``ValueError`` if it cannot be read.
        """
        state = self.state()
        opened = self._opened
        if opened and opened.state == state:
            return opened
        with self._lock:
            self._opened = self._open(state, self._opened)
            return self._opened

    def state(self) -> State:
        """Return what tells the present commit from others."""
        build = self._folder.current()
        if self._folder.fingerprint(build) != fingerprint():
            raise Unavailable("The index was made for other settings.")
        meta = os.stat(build / "meta.json")
        return State(build, meta.st_ino, meta.st_mtime_ns)

    def close(self) -> None:
        """Forget the index, whatever state it is in."""
        self._opened = None

    def _open(self, state: State, opened: Opened | None) -> Opened:
        if opened and opened.state.build == state.build:
            with suppress(OSError, ValueError):
                opened.index.reload()
                return opened_now(state, opened.index)
        index = tantivy.Index.open(str(state.build))
        # We look ourselves; a thread that watches the folder would see it later.
        index.config_reader("manual")
        index.reload()
        return opened_now(state, index)


def opened_now(state: State, index: tantivy.Index) -> Opened:
    """Return ``index`` as it was loaded last."""
    searcher = index.searcher()
    return Opened(state, index, searcher, Tallies(searcher))
