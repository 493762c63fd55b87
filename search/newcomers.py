"""Which of a few new entries a question finds, for very many questions.

An index of their own holds the new entries, so a question costs the same however many entries
the site has. It lies beside the site's, embedded, whatever engine the site has: all of them find
the same (tests/test_search_parity.py), and nothing is left on a server by a process that died.

What comes back is exactly what the list of that question shows of them (:meth:`Newcomers.found`).
How words are understood depends on all entries, not on the new ones: a looser reading counts only
where nothing on the whole site has the words in a stricter one. So each reading in turn is put

1. to the new entries: if one has the words so, then the site has one that does, and reads the
   question in this way; nothing else is to be asked;
2. else to the site: one entry anywhere settles that the new ones are not meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

from search import queue
from search.asked import Asked
from search.engines import Engine, Unavailable, engine, scratch
from search.engines.database import DatabaseEngine
from search.query import SearchQuery
from search.rebuild import batches
from search.service import AS_TYPED, kept_here, meant, ways

# Of the new entries all are wanted.
ALL = 1_000_000


@contextmanager
def newcomers(keys: Mapping[str, Sequence[int]]) -> Iterator["Newcomers"]:
    """Give the new entries ``keys`` (by kind), to be asked as long as the block runs.

    Raises :class:`search.engines.Unavailable` whenever the site's engine cannot answer.
    """
    site = engine()
    if not site.ready():
        raise Unavailable("There is no index, so nobody can say what the lists show.")
    # Without an index there is nothing to copy: the database finds, and the keys are compared.
    beside = "database:" if isinstance(site, DatabaseEngine) else "tantivy:"
    with TemporaryDirectory(prefix="newcomers-") as folder:
        own = scratch(beside, folder)
        with own.writing(wait=True), own.building() as build:
            for kind, batch in batches({kind: list(row) for kind, row in keys.items()}):
                build.add(kind, queue.current(kind, batch)[0])
        yield Newcomers(site, own, {kind: frozenset(row) for kind, row in keys.items()})


class Newcomers:
    """New entries in an index of their own."""

    def __init__(self, site: Engine, own: Engine, keys: Mapping[str, frozenset[int]]) -> None:
        self._site = site
        self._own = own
        self._keys = keys

    def found(self, query: SearchQuery) -> tuple[int, ...]:
        """Return the keys of the new entries that ``query`` finds on the site that is meant.

        The newest come first. Raises :class:`search.engines.Unavailable`.
        """
        query = replace(kept_here(query), sort="newest", page=1, size=ALL)
        wordless = replace(query, words="")
        inside = self._asked(wordless, meant(wordless, AS_TYPED))
        # Most questions are settled here, before any word is analysed.
        if not inside or not query.words:
            return inside
        one = replace(query, size=1)
        for reading in ways(query, self._site):
            asked = meant(query, reading)
            if found := self._asked(query, asked):
                return found
            if not asked or self._site.keys(one, asked):
                return ()
        return ()

    def _asked(self, query: SearchQuery, asked: Asked) -> tuple[int, ...]:
        mine = self._keys.get(query.kind, frozenset())
        return tuple(key for key in self._own.keys(query, asked) if key in mine) if mine else ()
