"""Names of countries and regions by language: names.toml, then the catalogues of iso-codes."""

import gettext
from collections.abc import Iterable
from functools import cache

import pycountry
from django.conf import settings

from search.gazetteer.geonames import language_of
from search.gazetteer.tables import table


def names(code: str, own: str, english: str, domain: str) -> dict[str, str]:
    """Return the names of ``code`` in those of the portal's languages that have another.

    ``english`` is what the catalogue ``domain`` (``iso3166-1``, ``iso3166-2``) translates.
    """
    others = (each for each in settings.PORTAL_LANGUAGES if each != language_of(code[:2]))
    by_language = ((each, translated(code, english, each, domain)) for each in others)
    return {language: name for language, name in by_language if name and name != own}


def translated(code: str, english: str, language: str, domain: str) -> str:
    """Return the name in ``language``, or an empty text if nobody knows one."""
    name = table("names").get(code, {}).get(language)
    return str(name) if name else from_catalogue(english, language, domain)


def own(code: str, default: str) -> str:
    """Return the name that ``code`` has where it is."""
    return str(table("names").get(code, {}).get("name", default))


def also(code: str) -> Iterable[str]:
    """Return other names by which people look for ``code``."""
    return tuple(table("names").get(code, {}).get("also", ()))


def from_catalogue(english: str, language: str, domain: str) -> str:
    """Return the translation in iso-codes, or an empty text."""
    if language == "en":
        return english if domain == "iso3166-1" else ""
    name = catalogue(domain, language).gettext(english)
    return "" if name == english else name[:1].upper() + name[1:]


@cache
def catalogue(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, pycountry.LOCALES_DIR, [language], fallback=True)
