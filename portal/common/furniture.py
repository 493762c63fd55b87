"""What stands around every page: brand, menus, contact. Read once for each content version.

A view that is no Wagtail page has it too: the context processor gives ``furniture``
to every template. Each of the installation's sites has its own; whatever is asked here is
answered for the one that is meant (:mod:`portal.common.sites`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction, TranslatableMixin
from wagtail.models import Site as SiteRow

from portal.common import sites
from portal.common.brand import Brand, Look, look_of
from portal.common.heads import Link
from portal.common.versions import kept

# Home pages, those of all sites and languages, stand directly below the root.
HOME_DEPTH = 2
# The role of the pages that hold the furniture of their language.
FRONT = "front"


@dataclass(frozen=True, slots=True)
class Furniture:
    """One site's brand in one language, ways about the site, and whom to call."""

    language: str
    url: str
    look: Look
    tagline: str = ""
    hours: str = ""
    address: str = ""
    # Who runs the site, who pays for it: a sentence or two.
    imprint: str = ""
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    # Pages by what they are for, wherever editors put them: "opportunities" …
    roles: Mapping[str, Link] = field(default_factory=dict)

    @property
    def brand(self) -> str:
        return self.look.name

    @property
    def phone(self) -> str:
        return self.look.phone

    @property
    def email(self) -> str:
        return self.look.email


class Site(NamedTuple):
    """One site: its look, its own language, the furniture of each, where upper pages stand."""

    look: Look
    language: str
    furniture: Mapping[str, Furniture]
    addresses: Mapping[UUID, Mapping[str, str]]
    # Where its home pages stand in the tree.
    roots: tuple[str, ...] = ()
    # What its home pages have in common, in all languages.
    key: UUID | None = None

    @property
    def languages(self) -> list[str]:
        """The languages that have a home page, in the order of the setting; none is wrong."""
        return [code for code, _name in settings.LANGUAGES if code in self.furniture]


def furniture(language: str | None = None) -> Furniture:
    """Return the furniture of ``language`` (by default the active one), never ``None``.

    A site that is not in that language has its name and a way home to show, no more.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    here = site()
    known = here.furniture.get(language)
    if known:
        return known
    home = here.furniture.get(here.language)
    return Furniture(language, home.url if home else f"/{language}/", here.look)


def context(_request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``furniture``, read only where a template asks for it."""
    return {"furniture": SimpleLazyObject(furniture)}


def site() -> Site:
    """Return the site that is meant."""
    known = all_sites().get(sites.active_key())
    return known or Site(Look(settings.WAGTAIL_SITE_NAME), settings.LANGUAGE_CODE, {}, {})


@kept
def all_sites() -> dict[int, Site]:
    """Return what the home pages and the pages directly below them make up, by site."""
    tops = Page.objects.live().filter(depth=HOME_DEPTH).specific()
    fronts = [page for page in tops if role_of(page) == FRONT]
    pages = list(Page.objects.live().filter(depth=HOME_DEPTH + 1))
    brands = {brand.site_id: brand for brand in Brand.base_queryset()}
    rows = SiteRow.objects.select_related("root_page")
    return {row.pk: site_of(row, brands.get(row.pk), fronts, pages) for row in rows}


def site_of(row: Any, brand: Brand | None, fronts: Iterable[Any], pages: Iterable[Page]) -> Site:
    """Return the site of ``row``: the home page where it begins and its translations."""
    root = row.root_page.translation_key
    own = [front for front in fronts if front.translation_key == root]
    below = [page for page in pages if any(page.is_child_of(front) for front in own)]
    look = look_of(brand, row.site_name or settings.WAGTAIL_SITE_NAME)
    made_of = {language_of(front): made(front, below, look) for front in own}
    roots = tuple(front.path for front in own)
    return Site(look, language_of(row.root_page), made_of, addresses(own, below), roots, root)


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


def made(front: Any, pages: Iterable[Page], look: Look) -> Furniture:
    """Return the furniture that ``front`` and those of ``pages`` below it make up."""
    below = [(page, Link(page.title, path_of(page))) for page in pages if page.is_child_of(front)]
    roles = {role_of(page): link for page, link in below if role_of(page)}
    return Furniture(
        language=language_of(front),
        url=path_of(front),
        look=look,
        tagline=front.tagline,
        hours=front.hours,
        address=front.address,
        imprint=front.imprint,
        menu=tuple(link for page, link in below if page.show_in_menus),
        footer=tuple(link for page, link in below if not page.show_in_menus),
        roles=roles,
    )


def path_of(page: Page, request: HttpRequest | None = None) -> str:
    """Return the path of ``page`` on its site; "" for one that has no address.

    ``page.url`` begins with the host as soon as there are two sites.
    """
    parts = page.get_url_parts(request)
    return str(parts[2] or "") if parts else ""


def address_on(key: int, page: Page) -> str:
    """Return how the site ``key`` leads to ``page``: by its path, or with the host elsewhere."""
    parts = page.get_url_parts()
    if not parts or not parts[2]:
        return ""
    return str(parts[2] if parts[0] == key else f"{parts[1]}{parts[2]}")


def is_here(page: Page, request: HttpRequest | None = None) -> bool:
    """Return whether ``page`` is one of the site that is meant."""
    parts = page.get_url_parts(request)
    return bool(parts) and parts[0] == sites.active_key()


def pages_here(pages: Any) -> Any:
    """Return those of ``pages`` (a query) that are of the site that is meant."""
    if not sites.active_key():
        return pages
    here = Q(pk__in=())
    for path in site().roots:
        here |= Q(path__startswith=path)
    return pages.filter(here)


def role_of(page: Page) -> str:
    """Return what ``page`` is for, see ``BasePage.role``."""
    return str(getattr(page.specific_class, "role", ""))


def addresses(*groups: Iterable[Page]) -> dict[UUID, dict[str, str]]:
    """Return the path of each page in each language, by translation key."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for group in groups:
        for page in group:
            found[page.translation_key][language_of(page)] = path_of(page)
    return found
