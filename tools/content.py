"""The data folder: database, regions, pages, demo content, search index, static files."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.lexicons import lexicons
from tools.stamps import ROOT
from tools.steps import VAR, Step, run_all


def main() -> None:
    """Bring the data folder up to date."""
    run_all(lambda: [translations(), *content(), static_files()], VAR)


def translations() -> Step:
    """Return the step that compiles the catalogues."""
    catalogues = list((ROOT / "portal" / "locale").glob("*/LC_MESSAGES/*.po"))
    return Step(
        "Translations",
        [sys.executable, "-m", "tools.translations", "compile"],
        ["portal/locale/*.po", "tools/translations.py"],
        there=lambda: all(path.with_suffix(".mo").exists() for path in catalogues),
    )


def content() -> list[Step]:
    """Return the steps that fill the database and the search index."""
    store = [database()]
    searched = [*store, os.environ.get("SEARCH_URL", "")]
    local = [*store, *(os.environ.get(f"PORTAL_{name}", "") for name in ("LANGUAGES", "COUNTRIES"))]
    return [
        manage("Database", "migrate", ["*/migrations/*.py", "requirements/base.txt"], store),
        manage("Regions and places", "load_places", ["search/gazetteer/*"], local),
        manage("Pages", "setup_site", ["home/*.py"], local),
        manage("Demo content", "demo", ["home/demo/*"], local),
        lexicons(),
        manage("Search index", "search_rebuild", ["search/*.py"], searched, there=index_is_there),
    ]


def static_files() -> Step:
    """Return the step that gathers and compresses style, scripts and pictures."""
    return manage(
        "Static files",
        "collectstatic",
        ["static/*", "*/static/*", "requirements/base.txt"],
        options=["--noinput", "--clear"],
        there=(VAR / "static" / "staticfiles.json").exists,
    )


def manage(
    name: str,
    command: str,
    patterns: Sequence[str],
    facts: Sequence[str] = (),
    options: Sequence[str] = (),
    there: Callable[[], bool] = lambda: True,
) -> Step:
    """Return the step that runs ``manage.py command``, again when its code changes."""
    patterns = [*patterns, f"*/management/commands/{command}.py"]
    call: list[str | Path] = [sys.executable, ROOT / "manage.py", command, *options]
    return Step(name, call, patterns, facts, there)


def database() -> str:
    """Return what tells this database from another: its address, or the very file."""
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith("sqlite"):
        return url
    path = Path(url.removeprefix("sqlite:///")) if url else VAR / "portal.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return f"{path}:{path.stat().st_ino}"


def index_is_there() -> bool:
    """Return whether the embedded index has its folder; a server answers for itself."""
    kind, _, folder = os.environ.get("SEARCH_URL", f"tantivy:{VAR / 'search'}").partition(":")
    return kind != "tantivy" or Path(folder).is_dir()


if __name__ == "__main__":
    main()
