"""Real search servers, one of each product for all processes of a run.

They are started when a test first needs one and stopped by the last process that used it.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from portal.common.batches import batched
from search.engines import _engine
from search.engines.server.engine import ServerEngine
from tools.stamps import ROOT

PRODUCTS = ("elasticsearch", "opensearch")
# Started and stopped in a minute, so better not optimised for hours.
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# A test machine may be busy; how long a visitor waits is measured elsewhere.
TIMEOUT = 20

SERVERS = [pytest.param(p, marks=pytest.mark.search_server) for p in PRODUCTS]
# For tests that every engine with an index has to pass.
every_engine = pytest.mark.parametrize("search_url", ["tantivy", *SERVERS], indirect=True)


def shared_folder(product: str) -> Path:
    """Return where the server that all use lies; what was fetched for it stays there."""
    return ROOT / "var" / "search-servers" / product


@pytest.fixture(scope="session")
def search_server() -> Iterator[Callable[[str], int]]:
    """Return the port of the server of a product, on loopback."""
    ports: dict[str, int] = {}
    with ExitStack() as used:

        def port(product: str) -> int:
            if product not in ports:
                ports[product] = used.enter_context(running(product, shared_folder(product)))
            return ports[product]

        yield port


@pytest.fixture
def search_url(
    request: pytest.FixtureRequest, tmp_path: Path, search_server: Callable[[str], int]
) -> Iterator[str]:
    """A ``SEARCH_URL`` of the test's own: Tantivy's, or that of the engine asked for."""
    product = getattr(request, "param", "tantivy")
    if product not in PRODUCTS:
        yield f"tantivy:{tmp_path / 'search'}" if product == "tantivy" else f"{product}:"
        return
    url = f"{product}://127.0.0.1:{search_server(product)}/t{uuid4().hex[:8]}?timeout={TIMEOUT}"
    yield url
    remove_indexes(url)


def remove_indexes(url: str) -> None:
    """Delete all that a test left on the server."""
    target = _engine(url)
    assert isinstance(target, ServerEngine)
    # Many at a time: a build that is repeated leaves one each time.
    for names in batched(list(target._indexes._all()), 40):
        target._indexes.remove(",".join(names))


@contextmanager
def running(product: str, folder: Path) -> Iterator[int]:
    """Give the port of a server that runs; the last one to leave stops it.

    A lock that is shared by all who use the server tells who is the last, whatever happens.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users").open("a") as users:
        with (folder / "starting").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            port = known(folder)
            if port is None:
                stop(folder)
                shutil.rmtree(folder / "home" / "data", ignore_errors=True)
                port = start(product, folder, free_port())
        yield port
        with suppress(BlockingIOError), (folder / "starting").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop(folder)


def known(folder: Path) -> int | None:
    """Return the port of the server of ``folder`` if it answers."""
    with suppress(OSError, ValueError):
        port = int((folder / "port").read_text())
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_cluster/health", timeout=5).close()
        return port
    return None


def start(product: str, folder: Path, port: int) -> int:
    """Start a server with what it had when it ended; return its port."""
    done = subprocess.run(
        [ROOT / "tests" / "search_servers" / "start", product, str(port), folder],
        env={"SEARCH_JAVA_OPTIONS": JAVA_OPTIONS, **os.environ},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 0, done.stderr
    (folder / "port").write_text(str(port))
    return port


def stop(folder: Path) -> None:
    """Kill the server of ``folder``, if there is one, and wait until it is gone."""
    with suppress(OSError, ValueError):
        os.kill(pid := int((folder / "pid").read_text()), signal.SIGKILL)
        while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
            time.sleep(0.05)
    (folder / "pid").unlink(missing_ok=True)
    (folder / "port").unlink(missing_ok=True)


def free_port() -> int:
    """Return a port that is free, with the one a hundred further on."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            with suppress(OSError, OverflowError):
                other.bind(("127.0.0.1", port + 100))
                return port
