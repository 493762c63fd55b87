"""The portal's own pages in each language, with the texts of the demo."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.models import Page, PageLogEntry, Site

from home.demo.bodies import body
from home.demo.reading import Row, key_of, read_editorial, read_pages
from home.models import HomePage, StandardPage
from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage
from portal.common.brand import Brand

HOME_TEXTS = {
    "tagline": "tagline",
    "title": "title",
    "heading": "heading",
    "lede": "lede",
    "hours": "hours",
    "address": "address",
    "search_description": "search_description",
}
LISTS: Mapping[str, type[Page]] = {
    "opportunities": OpportunityIndexPage,
    "organisations": OrganisationIndexPage,
}

# The page that is printed.
LEAFLET = "leaflet"


def all_texts() -> dict[str, dict[str, Row]]:
    """Return the texts of all pages: page → language → fields."""
    return {**read_pages(), LEAFLET: read_editorial("indexes")[LEAFLET]}


def make_lists() -> int:
    """Furnish the home pages, and make the lists that are missing; return how many are new."""
    texts = read_pages()
    for home in HomePage.objects.select_related("locale"):
        furnish(home, texts["home"].get(home.locale.language_code, {}))
    furnish_brand(texts["home"].get(settings.LANGUAGE_CODE, {}))
    return sum(map(versions, LISTS))


def make_plain() -> int:
    """Make the plain pages that are missing; return how many are new.

    After all others: they show a contact point.
    """
    return sum(versions(name) for name in all_texts() if name not in (*LISTS, "home"))


def versions(name: str) -> int:
    """Make one page in each language that it is missing in; return how many are new."""
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    rows = all_texts()[name].items()
    return sum(child(homes[language], name, row) for language, row in rows if language in homes)


def furnish(home: HomePage, row: Row) -> None:
    """Give a home page the demo's words, unless somebody has given it others.

    Its parts are composed at the end (:mod:`home.demo.front`).
    """
    if home.lede or not row:
        return
    home.body = []
    for name, field in HOME_TEXTS.items():
        setattr(home, field, row.get(name, ""))
    home.save_revision().publish()


def furnish_brand(row: Row) -> None:
    """Give the site the demo's name and contact, unless it has a name."""
    brand = Brand.for_site(Site.objects.get(is_default_site=True))
    if brand.name or not row:
        return
    brand.name, brand.phone, brand.email = (row.get(key, "") for key in ("name", "phone", "email"))
    brand.save()


def child(home: HomePage, name: str, row: Row) -> bool:
    """Make one page below ``home``; return whether it was not there before."""
    key = key_of("page", name)
    model = LISTS.get(name, StandardPage)
    if model.objects.filter(translation_key=key, locale=home.locale).exists():
        return False
    page = model(translation_key=key, locale=home.locale, **fields_of(name, row))
    # The tree has moved on since ``home`` was read.
    Page.objects.get(pk=home.pk).add_child(instance=page)
    page.save_revision().publish()
    return True


def fields_of(name: str, row: Row) -> dict[str, Any]:
    """Return the values of a page's fields."""
    same = {each: row[each] for each in ("slug", "title", "search_description")}
    if name in LISTS:
        lists = {"intro": row["intro"], "heading": row["heading"]}
        return {**same, **lists, "show_in_menus": True}
    return {
        **same,
        "summary": row["intro"],
        "body": body(row["body"]),
        "show_in_menus": row["in_menu"],
        "is_leaflet": name == LEAFLET,
    }


def remove() -> int:
    """Delete the demo's pages and what the log tells of them; return how many.

    The home pages stay, with their words.
    """
    keys = [key_of("page", name) for name in all_texts() if name != "home"]
    pages = list(Page.objects.filter(translation_key__in=keys))
    logged = [page.pk for page in pages]
    for page in pages:
        page.specific.delete()
    PageLogEntry.objects.filter(page_id__in=logged).delete()
    names = [row["name"] for row in read_pages()["home"].values()]
    Brand.objects.filter(name__in=names).delete()
    return len(pages)
