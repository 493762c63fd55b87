"""What stands around every page: brand, menus, contact. Read once for each content version.

A view that is no Wagtail page has it too: the context processor gives ``furniture``
to every template.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction, TranslatableMixin

from portal.common.heads import Link
from portal.common.versions import kept

HOME_DEPTH = 2
# The role of the pages that hold the furniture of their language.
FRONT = "front"


@dataclass(frozen=True, slots=True)
class Furniture:
    """One language's brand, ways about the site, and whom to call."""

    language: str
    url: str
    brand: str = ""
    tagline: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    address: str = ""
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    # Pages by what they are for, wherever editors put them: "opportunities" …
    roles: Mapping[str, Link] = field(default_factory=dict)


class Site(NamedTuple):
    """The furniture of each language, and where the upper pages stand in each."""

    furniture: Mapping[str, Furniture]
    addresses: Mapping[UUID, Mapping[str, str]]


def furniture(language: str | None = None) -> Furniture:
    """Return the furniture of ``language`` (by default the active one), never ``None``."""
    language = language or get_language() or settings.LANGUAGE_CODE
    known = site().furniture.get(language)
    return known or Furniture(language, f"/{language}/", settings.WAGTAIL_SITE_NAME)


def context(_request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``furniture``, read only where a template asks for it."""
    return {"furniture": SimpleLazyObject(furniture)}


@kept
def site() -> Site:
    """Return what the home pages and the pages directly below them make up."""
    tops = Page.objects.live().filter(depth=HOME_DEPTH).specific()
    fronts = [page for page in tops if role_of(page) == FRONT]
    pages = list(Page.objects.live().filter(depth=HOME_DEPTH + 1))
    return Site({language_of(f): made(f, pages) for f in fronts}, addresses(fronts, pages))


@kept
def languages() -> dict[int, str]:
    """Return the language of each locale, by primary key."""
    return dict(Locale.objects.values_list("pk", "language_code"))


@kept
def restricted() -> bool:
    """Return whether any page is hidden from some visitors."""
    return bool(PageViewRestriction.objects.exists())


def language_of(version: TranslatableMixin) -> str:
    """Return the language of a page or an entry without asking the database for its locale."""
    return languages()[version.locale_id]


def language_name(code: str) -> str:
    """Return the name of a language in itself."""
    return str(dict(settings.LANGUAGES).get(code, code))


def made(front: Any, pages: Iterable[Page]) -> Furniture:
    """Return the furniture that ``front`` and those of ``pages`` below it make up."""
    below = [(page, Link(page.title, page.url or "")) for page in pages if page.is_child_of(front)]
    roles = {role_of(page): link for page, link in below if role_of(page)}
    return Furniture(
        language=language_of(front),
        url=front.url or "",
        brand=front.brand,
        tagline=front.tagline,
        phone=front.phone,
        email=front.email,
        hours=front.hours,
        address=front.address,
        menu=tuple(link for page, link in below if page.show_in_menus),
        footer=tuple(link for page, link in below if not page.show_in_menus),
        roles=roles,
    )


def role_of(page: Page) -> str:
    """Return what ``page`` is for, see ``BasePage.role``."""
    return str(getattr(page.specific_class, "role", ""))


def addresses(*groups: Iterable[Page]) -> dict[UUID, dict[str, str]]:
    """Return the path of each page in each language, by translation key."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for group in groups:
        for page in group:
            found[page.translation_key][language_of(page)] = page.url or ""
    return found
