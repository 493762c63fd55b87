"""A secret key for machines that were not given one."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def local_secret(folder: Path) -> str:
    """Return the key kept in ``folder``/secret_key, made at the first call."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(get_random_secret_key())
    return path.read_text()
