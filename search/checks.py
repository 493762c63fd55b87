"""What ``manage.py check`` says about the search."""

from typing import Any

from django.conf import settings
from django.core import checks

import words


def lexicons_are_there(**kwargs: Any) -> list[checks.CheckMessage]:
    """Return a warning for each language of the portal that could have a lexicon and has none."""
    missing = [
        code
        for code, _name in settings.LANGUAGES
        if code in words.known_languages() and not words.is_there(code)
    ]
    hint = f"python -m words.build {settings.LEXICON_DIR} {' '.join(missing)}"
    return [
        checks.Warning(
            f"There is no lexicon for “{code}”: words are found by their stems only.",
            hint=hint,
            id="search.W001",
        )
        for code in missing
    ]
