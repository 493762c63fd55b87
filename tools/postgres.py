"""A PostgreSQL for one run of the tests: own folder, own port, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ports import free_port

# Nothing here is worth keeping, so nothing waits for the disk.
# https://www.postgresql.org/docs/current/non-durability.html
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest; None where it is missing."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return max(folders, key=version, default=None)


def version(folder: Path) -> int:
    """Return the major version of the programs in /usr/lib/postgresql/15/bin."""
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Yield the address of a new, empty server made with the programs in ``folder``."""
    data = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
    port = free_port()
    settings = [f"-c{setting}" for setting in (*CARELESS, f"port={port}")]
    options = " ".join([*settings, "-clisten_addresses=127.0.0.1", f"-k{data}"])
    control = [str(folder / "pg_ctl"), "-D", str(data / "data"), "-l", str(data / "log"), "-w"]
    try:
        call(
            [
                str(folder / "initdb"),
                "-D",
                str(data / "data"),
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            data,
        )
        call([*control, "-o", options, "start"], data)
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        call([*control, "-m", "immediate", "stop"], data, check=False)
        shutil.rmtree(data, ignore_errors=True)


def call(command: list[str], folder: Path, *, check: bool = True) -> None:
    """Run ``command`` in ``folder``, as the user postgres where root may not."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, cwd=folder, check=check, stdout=subprocess.DEVNULL)
