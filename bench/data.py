"""Data folders to measure on, made by the site's own commands."""

import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import lexicons, progress
from tools.stamps import ROOT
from tools.steps import VAR

BASE = ("migrate", "load_places", "setup_site", "demo")
# Settings of this machine that must not reach the measured site.
FOREIGN = ("DATABASE_URL", "SEARCH_URL", "CACHE_URL", "EMAIL_URL", "PORTAL_", "MAINTENANCE")


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a site in ``folder``, as ``make run`` has it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    own = {"VAR_DIR": str(folder), "LEXICON_DIR": str(lexicons.FOLDER)}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "bench.settings"}


def base(folder: Path) -> Path:
    """Return a folder with the demo's content."""
    for command in BASE:
        manage(folder, command.split()[0], command)
    if (VAR / "static" / "staticfiles.json").exists():
        shutil.copytree(VAR / "static", folder / "static")
    else:
        manage(folder, "static files", "collectstatic --noinput")
    return folder


def loaded(base: Path, entries: int) -> tuple[Path, Mapping[str, float]]:
    """Return a copy of ``base`` with so many more ``entries``, and the seconds that took."""
    folder = base.with_name(str(entries))
    shutil.copytree(base, folder)
    name = f"{entries:,} entries"
    counts = f"--opportunities {entries} --articles {entries // 4}"
    load = manage(folder, name, f"generate_load {counts}")
    shutil.rmtree(folder / "search")
    index = manage(folder, f"{name}: index", "search_rebuild")
    return folder, {"load": load, "index": index}


def manage(folder: Path, name: str, command: str) -> float:
    """Run a management command on ``folder``; return its seconds."""
    folder.mkdir(exist_ok=True)
    words: Sequence[str] = [sys.executable, str(ROOT / "manage.py"), *command.split()]
    begun = time.monotonic()
    progress.run(name, words, folder / "bench.log", environment(folder))
    return time.monotonic() - begun
