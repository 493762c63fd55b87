"""The catalogues of the interface: compiled, brought up to date, checked for gaps.

python -m tools.translations compile|update|check
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.stamps import ROOT

LOCALE = ROOT / "portal" / "locale"
# What the sources are written in: needs no catalogue.
SOURCE = "en"
CATALOGUE = Path("LC_MESSAGES") / "django.po"
# Texts live in these; the rest of the folder is not ours to read.
NOT_OURS = ("var", "tests", "bench", "tools", "docs", "requirements")


def languages() -> list[str]:
    """Return the languages of the portal that need a catalogue."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    from django.conf import settings

    return [code for code in settings.PORTAL_LANGUAGES if code != SOURCE]


def compile_all() -> None:
    """Write a ``.mo`` beside every catalogue."""
    for path in LOCALE.glob(f"*/{CATALOGUE}"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def update(folder: Path = ROOT) -> None:
    """Extract the texts below ``folder`` into its catalogues, in all languages."""
    for language in languages():
        (folder / "portal" / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(folder / "manage.py"), "makemessages", "--no-obsolete"]
    command += ["--add-location=file", "--no-wrap"]
    command += [f"--locale={language}" for language in languages()]
    command += [f"--ignore={name}" for name in NOT_OURS]
    # A copy must not make itself a data folder.
    env = {**os.environ, "VAR_DIR": os.environ.get("VAR_DIR", str(ROOT / "var"))}
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)


def check() -> list[str]:
    """Return what is missing, unsure or out of date in the catalogues."""
    return [*gaps(), *not_extracted()]


def gaps() -> Iterator[str]:
    """Yield texts without a translation, and fuzzy ones."""
    for language in languages():
        path = LOCALE / language / CATALOGUE
        if not path.exists():
            yield f"{language}: no catalogue at {path.relative_to(ROOT)}"
            continue
        catalogue = polib.pofile(str(path))
        for entry in catalogue.untranslated_entries():
            yield f"{language}: not translated: {entry.msgid!r}"
        for entry in catalogue.fuzzy_entries():
            yield f"{language}: fuzzy: {entry.msgid!r}"
        for entry in catalogue.translated_entries():
            if not same_placeholders(entry):
                yield f"{language}: placeholders differ: {entry.msgid!r}"


def same_placeholders(entry: polib.POEntry) -> bool:
    """Return whether a translation fills in what its source does; a plural may leave some out."""
    if not entry.msgid_plural:
        return placeholders(entry.msgid) == placeholders(entry.msgstr)
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    return all(placeholders(form) <= wanted for form in entry.msgstr_plural.values())


def placeholders(text: str) -> set[str]:
    """Return the ``%(name)s`` and ``{name}`` of ``text``."""
    return set(re.findall(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}", text))


def not_extracted() -> Iterator[str]:
    """Yield texts of the sources that a catalogue lacks; nothing where gettext is missing."""
    if shutil.which("xgettext") is None:
        print("gettext is missing: sources were not compared with the catalogues.")
        return
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        copy_sources(copy)
        update(copy)
        for language in languages():
            wanted = texts(copy / "portal" / "locale" / language / CATALOGUE)
            known = texts(LOCALE / language / CATALOGUE)
            for _, text in sorted(wanted - known):
                yield f'{language}: not in the catalogue: {text!r} (run "make messages")'


def copy_sources(target: Path) -> None:
    """Copy everything with texts of ours to ``target``."""
    unwanted = shutil.ignore_patterns(".*", "__pycache__", "static", "node_modules", "*.po", "*.mo")
    shutil.copy(ROOT / "manage.py", target)
    for folder in ROOT.iterdir():
        if folder.is_dir() and folder.name not in NOT_OURS and (folder / "__init__.py").exists():
            shutil.copytree(folder, target / folder.name, ignore=unwanted)


def texts(path: Path) -> set[tuple[str, str]]:
    """Return context and source text of all entries of a catalogue that are in use."""
    if not path.exists():
        return set()
    entries = polib.pofile(str(path))
    return {(entry.msgctxt or "", entry.msgid) for entry in entries if not entry.obsolete}


def main(task: str) -> None:
    if task == "check":
        problems = check()
        sys.exit("\n".join(problems) or None)
    {"compile": compile_all, "update": update}[task]()


if __name__ == "__main__":
    main(sys.argv[1])
