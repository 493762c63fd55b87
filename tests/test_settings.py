"""What an installation can set, and what it is refused."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tools.stamps import ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k" * 25 + "".join(map(chr, range(65, 91))),
    "PUBLIC_URL": "https://portal.example",
}
KEPT = ("PATH", "HOME", "VAR_DIR", "LEXICON_DIR")


def manage(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run a management command with ``env`` only; return how it ended."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "VAR_DIR", "LEXICON_DIR")
        if name in os.environ
    }
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    return subprocess.run(command, env=kept | env, capture_output=True, text=True, check=False)


def settings_with(*names: str, **env: str) -> dict[str, object]:
    """Return the named settings of a process with ``env``."""
    code = "import json; from django.conf import settings as s; print(json.dumps("
    code += f"{{name: getattr(s, name) for name in {names!r}}}, default=str))"
    env = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", **env}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_production_refuses_to_start_without_a_secret_key() -> None:
    done = manage("check", **PRODUCTION | {"SECRET_KEY": ""})
    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY is not set.")
    assert done.stderr.count("\n") == 1


def test_production_passes_the_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_nothing_runs_with_debug() -> None:
    for module in ("dev", "production"):
        env = PRODUCTION | {"DJANGO_SETTINGS_MODULE": f"portal.settings.{module}"}
        assert settings_with("DEBUG", **env) == {"DEBUG": False}


def test_public_address_decides_hosts_and_secure_cookies() -> None:
    names = (
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "SESSION_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    )
    for url, secure in (("https://portal.example", True), ("http://portal.example", False)):
        assert settings_with(*names, **PRODUCTION | {"PUBLIC_URL": url}) == {
            "ALLOWED_HOSTS": ["portal.example"],
            "CSRF_TRUSTED_ORIGINS": [url],
            "SESSION_COOKIE_SECURE": secure,
            "SECURE_SSL_REDIRECT": secure,
        }


def test_mails_go_to_a_server_or_on_a_local_machine_into_a_folder(tmp_path: Path) -> None:
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_FILE_PATH", "EMAIL_USE_TLS")
    server, folder = (f"portal.common.mail_backends.{name}" for name in ("Server", "Folder"))
    local = settings_with(*names, VAR_DIR=str(tmp_path))
    assert local["EMAIL_BACKEND"] == folder
    assert local["EMAIL_FILE_PATH"] == str(tmp_path / "mails")
    given = {"EMAIL_URL": "smtp+tls://user:secret@mail.example:587"}
    for env in (given, PRODUCTION | given):
        found = settings_with(*names, **env)
        assert list(found.values()) == [server, "mail.example", 587, "", True]
    production = settings_with(*names, **PRODUCTION | {"EMAIL_URL": "smtp://localhost:25"})
    assert production["EMAIL_BACKEND"] == server
    chosen = settings_with(*names, EMAIL_URL="filemail:////var/mails")
    assert (chosen["EMAIL_BACKEND"], chosen["EMAIL_FILE_PATH"]) == (folder, "/var/mails")


def test_local_secret_key_is_made_once_and_kept_from_others(tmp_path: os.PathLike[str]) -> None:
    first, second = (settings_with("SECRET_KEY", VAR_DIR=str(tmp_path)) for _ in range(2))
    assert first == second
    assert len(str(first["SECRET_KEY"])) >= 50
    assert os.stat(f"{tmp_path}/secret_key").st_mode & 0o077 == 0


def test_language_and_country_are_added_by_setting() -> None:
    found = settings_with(
        "LANGUAGES", "PORTAL_COUNTRIES", PORTAL_LANGUAGES="en,de", PORTAL_COUNTRIES="DE"
    )
    assert found["LANGUAGES"] == [["en", "English"], ["de", "Deutsch"]]
    assert found["PORTAL_COUNTRIES"] == ["DE"]


@pytest.mark.django_db
def test_sqlite_lets_readers_and_a_writer_work_side_by_side() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()
        wait = cursor.execute("PRAGMA busy_timeout").fetchone()
    assert (mode, wait) == (("wal",), (20_000,))


def test_every_variable_is_in_the_readme_and_no_other() -> None:
    code = "".join(path.read_text() for path in (ROOT / "portal" / "settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert set(table) == read
