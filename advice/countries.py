"""The countries whose law an answer is about: those of the portal, or none."""

from django.conf import settings
from django.utils.translation import get_language

from search.gazetteer import tree


def label(code: str) -> str:
    """Return the reader's word for a country; its code if the gazetteer does not know it."""
    return tree.label(code, get_language() or "")


def codes() -> list[tuple[str, str]]:
    """Return the countries as a model knows them: checks and migrations read no gazetteer."""
    return [(code, code) for code in settings.PORTAL_COUNTRIES]


def choices() -> list[tuple[str, str]]:
    """Return the countries of the portal in the order of the setting, in the reader's words."""
    return [(code, label(code)) for code in settings.PORTAL_COUNTRIES]
