"""How static files are kept for browsers."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Ours: what others bring stays as it is.
FOLDERS = ("css", "js")
SQUEEZED: Mapping[str, Callable[[str], Any]] = {".css": cssmin, ".js": jsmin}


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; our sheets and scripts without comments and white space."""

    def _save(self, name: str, content: Any) -> str:
        path = PurePath(name)
        if path.parts[0] in FOLDERS and path.suffix in SQUEEZED:
            # From its beginning: it has been read before, for the hash in its name.
            text = SQUEEZED[path.suffix](b"".join(content.chunks()).decode())
            content = ContentFile(text.encode())
        saved: str = super()._save(name, content)
        return saved
