"""Sheets and scripts reach browsers without what is written for people."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.test import override_settings

from portal.common.static_files import StaticFiles
from tools.stamps import ROOT

OURS = sorted(path.relative_to(ROOT / "static") for path in (ROOT / "static").glob("*/*.[cj]s*"))


@pytest.fixture
def storage(tmp_path: Path) -> Any:
    with override_settings(STATIC_ROOT=tmp_path):
        yield StaticFiles(location=tmp_path, base_url="/static/")


@pytest.mark.parametrize("path", [str(path) for path in OURS])
def test_our_files_lose_their_comments(storage: Any, path: str) -> None:
    found = finders.find(path)
    assert isinstance(found, str)
    written = Path(found).read_text()
    content = ContentFile(written.encode())
    content.read()
    kept = Path(storage.path(storage._save(path, content))).read_text()
    assert 0 < len(kept) < len(written)
    assert "/*" not in kept
    assert [line for line in kept.splitlines() if line.lstrip().startswith("//")] == []


def test_files_of_others_stay_as_they_are(storage: Any) -> None:
    text = "/* a licence */ p { color: red }"
    name = storage._save("wagtailadmin/css/core.css", ContentFile(text.encode()))
    assert Path(storage.path(name)).read_text() == text
