"""The indexes of one site: one for each build, and two names for the current one.

``prefix-time-fingerprint`` is an index, ``prefix`` the name of the current one, and
``prefix-fingerprint`` another, under which only those find it whose settings it was made for.
"""

import re
from datetime import UTC, datetime, timedelta

from search.engines.base import Away, Unavailable
from search.engines.server import schema
from search.engines.server.server import LOOK, WRITE, Server

# A reader that has just looked up a name has its answer well within this time.
GRACE = timedelta(seconds=60)
TIME = "%Y%m%d%H%M%S%f"


class Indexes:
    """What a server holds for the site with ``prefix``; nothing need be there."""

    def __init__(self, server: Server, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._own = re.compile(rf"{re.escape(prefix)}-(?P<time>\d{{20}})-[0-9a-f]{{12}}")

    @property
    def current(self) -> str:
        """The name for those with the present settings."""
        return f"{self._prefix}-{schema.fingerprint()}"

    def is_sound(self) -> bool:
        """Return whether the current index is ours and made for the present settings."""
        try:
            found = self._server.ask("GET", f"/{self._prefix}/_mapping", timeout=LOOK)
        except Away:
            raise
        except Unavailable:
            return False
        names = list(found)
        return len(names) == 1 and self._fits(names[0], found[names[0]]["mappings"])

    def _fits(self, name: str, mappings: dict[str, dict[str, str]]) -> bool:
        made_for = mappings.get("_meta", {}).get("fingerprint")
        return name.endswith(f"-{schema.fingerprint()}") and made_for == schema.fingerprint()

    def new(self) -> str:
        """Make an index that nobody sees yet; return its name."""
        name = f"{self._prefix}-{datetime.now(UTC):{TIME}}-{schema.fingerprint()}"
        self._server.insist("PUT", f"/{name}", schema.index())
        return name

    def publish(self, name: str) -> None:
        """Make ``name`` the current index, in one step."""
        self._server.insist("PUT", f"/{name}/_settings", {"index": schema.IN_USE})
        moves = [
            {"remove": {"index": old, "alias": alias}}
            for old, aliases in self._all().items()
            for alias in aliases
        ]
        moves += [{"add": {"index": name, "alias": a}} for a in (self._prefix, self.current)]
        self._server.insist("POST", "/_aliases", {"actions": moves})

    def remove(self, name: str) -> None:
        """Delete the index ``name``; not at any price, since a sweep does it else."""
        self._server.ask("DELETE", f"/{name}", timeout=WRITE)

    def remove_all(self) -> None:
        """Delete all builds."""
        for name in self._all():
            self.remove(name)

    def sweep(self) -> None:
        """Delete builds that are not current and have been left alone for a while."""
        for name, aliases in self._all().items():
            if not aliases and datetime.now(UTC) - self._made(name) > GRACE:
                self.remove(name)

    def _all(self) -> dict[str, list[str]]:
        """Return the names of all builds with their other names; nothing that is not ours."""
        found = self._server.insist("GET", f"/{self._prefix}-*/_alias")
        return {
            name: list(facts["aliases"])
            for name, facts in found.items()
            if self._own.fullmatch(name)
        }

    def _made(self, name: str) -> datetime:
        found = self._own.fullmatch(name)
        assert found
        return datetime.strptime(found["time"], TIME).replace(tzinfo=UTC)
