"""Settings of the tests: fast hashing, plain static names, no cache between tests."""

import os
import tempfile
from pathlib import Path

# Gone when the process ends.
_folder = tempfile.TemporaryDirectory(prefix="portal-test-")
os.environ.setdefault("VAR_DIR", _folder.name)
# They take a minute to make and are the same for all tests and what these start.
LEXICONS = Path(__file__).resolve().parents[2] / "var" / "words"
os.environ.setdefault("LEXICON_DIR", str(LEXICONS))

from .base import *  # noqa: E402  # reads VAR_DIR
from .base import STORAGES  # noqa: E402

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CONTENT_VERSION_SECONDS = 0  # tests change and look in the same millisecond
COUNT_VIEWS = False  # they are written by a thread, which no test waits for
