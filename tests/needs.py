"""Where the programs are that some tests need; None where the machine lacks one."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

JAVA = 21


@cache
def chromium() -> str | None:
    """Return the path of Chromium: what CHROMIUM names, or the one on the PATH."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@cache
def java() -> str | None:
    """Return the path of a Java runtime that is new enough."""
    homes = [Path(os.environ.get("SEARCH_JAVA_HOME", "/nonexistent"))]
    candidates = [str(home / "bin" / "java") for home in [*homes, *Path("/usr/lib/jvm").glob("*")]]
    return next((path for path in [*candidates, "java"] if java_version(path) >= JAVA), None)


@cache
def search_servers() -> bool:
    """Return whether real search servers can be fetched and started (tests/search_servers)."""
    return bool(jdk() and shutil.which("mvn") and shutil.which("curl"))


def jdk() -> Path | None:
    """Return where tests/search_servers/start looks for Java."""
    homes = [Path(os.environ.get("SEARCH_JAVA_HOME", "/nonexistent"))]
    homes += Path("/usr/lib/jvm").glob("*")
    found = (home for home in homes if java_version(str(home / "bin" / "java")) >= JAVA)
    # A mere runtime cannot compile the few lines that start a server.
    return next((home for home in found if (home / "bin" / "javac").exists()), None)


def java_version(path: str) -> int:
    """Return the major version of the runtime at ``path``; 0 where there is none."""
    if not shutil.which(path):
        return 0
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0
