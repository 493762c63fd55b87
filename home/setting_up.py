"""The pages that a site begins with, in each of its languages."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Locale, Page, Site

from home import composed
from home.models import HomePage, SearchPage
from portal.common.furniture import role_of

# What texts are taken from where a language has none of its own.
ENGLISH = "en"


def root_page() -> Page:
    """Return the page above all home pages."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def default_homes() -> list[HomePage]:
    """Return the home pages of the default site; of all, as long as there is no such site."""
    homes = HomePage.objects.child_of(root_page()).select_related("locale")
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and site.root_page.specific_class is HomePage:
        homes = homes.filter(translation_key=site.root_page.translation_key)
    return list(homes)


def add_home(locale: Locale, slug: str, key: uuid.UUID) -> HomePage:
    """Return a new published home page, with words that editors will replace."""
    with translation.override(locale.language_code):
        page = HomePage(
            locale=locale,
            translation_key=key,
            slug=slug,
            title=_("Home page"),
            tagline=_("Volunteering portal"),
            heading=_("Which way would you like to help?"),
            body=composed.body(),
        )
    root_page().add_child(instance=page)
    page.save_revision().publish()
    return page


def lists(home: HomePage) -> list[Page]:
    """Return the lists directly below a home page, in their order."""
    pages = home.get_children().live().specific()
    return [page for page in pages if role_of(page) not in ("", SearchPage.role)]


def furnish() -> int:
    """Give the home pages without any list those of another language; return how many lists.

    Where the portal speaks one more language, its lists are there at once, in English words.
    """
    homes = default_homes()
    furnished = [home for home in homes if lists(home)]
    if not furnished:
        return 0
    model = best(furnished, ENGLISH)
    bare = [home for home in homes if home not in furnished]
    return sum(
        copy_list(page, home, page.translation_key) for home in bare for page in lists(model)
    )


def add_search(homes: Iterable[HomePage]) -> int:
    """Give the home pages of one site a search page each, where they have none; return how many.

    A site that was there before the page type was gets its pages like a new one.
    """
    homes = list(homes)
    known = {page.locale_id: page for home in homes for page in SearchPage.objects.child_of(home)}
    key = next((page.translation_key for page in known.values()), uuid.uuid4())
    missing = [home for home in homes if home.locale_id not in known]
    for home in missing:
        add_search_page(home, key)
    return len(missing)


def add_search_page(home: HomePage, key: uuid.UUID) -> None:
    """Add a published search page below ``home``, with words that editors may replace."""
    with translation.override(home.locale.language_code):
        page = SearchPage(
            locale=home.locale,
            translation_key=key,
            title=pgettext("page", "Search"),
            heading=pgettext("page", "Search the whole site"),
            intro=_("Opportunities, organisations, advice, news and everything else."),
        )
        slug = pgettext("address of the search page", "search")
    # Read anew: each page that is added moves the numbers of the tree.
    parent = Page.objects.get(pk=home.pk)
    taken = set(parent.get_children().values_list("slug", flat=True))
    page.slug = next(
        each for each in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if each not in taken
    )
    parent.add_child(instance=page)
    page.save_revision().publish()


def best(homes: Sequence[HomePage], language: str) -> HomePage:
    """Return the home page in ``language``, or else in English, or else in the main one."""
    by_language = {home.locale.language_code: home for home in homes}
    wanted = (language, ENGLISH, settings.LANGUAGE_CODE)
    return next((by_language[code] for code in wanted if code in by_language), homes[0])


def copy_list(page: Page, home: HomePage, key: uuid.UUID) -> int:
    """Copy a list, without what stands below it, to ``home``; return 1."""
    same: dict[str, Any] = {"translation_key": key, "locale": home.locale}
    # Read anew: each copy moves the numbers of the tree.
    page.specific.copy(
        to=Page.objects.get(pk=home.pk),
        update_attrs=same,
        copy_revisions=False,
        log_action=None,
    )
    return 1


def add_site(host: str, port: int, name: str, languages: Iterable[str]) -> Site:
    """Return a new site: a home page in each language, with lists like those of the default one."""
    homes, key = default_homes(), uuid.uuid4()
    keys: dict[str, uuid.UUID] = {}
    made = []
    for code in languages:
        locale, _new = Locale.objects.get_or_create(language_code=code)
        home = add_home(locale, f"{host.replace('.', '-')}-{code}", key)
        for page in lists(best(homes, code)) if homes else []:
            copy_list(page, home, keys.setdefault(role_of(page), uuid.uuid4()))
        made.append(home)
    add_search(made)
    site: Site = Site.objects.create(hostname=host, port=port, site_name=name, root_page=made[0])
    return site
