"""What nobody has translated is shown in English.

Django shows it in the portal's main language: Czech words for a German reader, and in the
Slovenian admin, too, where Wagtail's own translation has gaps. It has no setting for it.
"""

from typing import Any

from django.utils.translation import trans_real
from django.utils.translation.trans_real import DjangoTranslation

ENGLISH = "en"


def install() -> None:
    """Let English be the last resort of every language."""
    DjangoTranslation._add_fallback = fall_back  # type: ignore[attr-defined]  # noqa: SLF001


def fall_back(words: DjangoTranslation, localedirs: Any = None) -> None:
    """Do for ``words`` what ``DjangoTranslation._add_fallback`` does, with another language."""
    if words.language().startswith(ENGLISH):
        return
    if words.domain == "django":
        words.add_fallback(trans_real.translation(ENGLISH))
    else:
        words.add_fallback(DjangoTranslation(ENGLISH, domain=words.domain, localedirs=localedirs))
