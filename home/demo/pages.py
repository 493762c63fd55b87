"""The portal's own pages in each language, with the texts of the demo."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page, PageLogEntry

from home.demo.reading import Row, key_of, read_pages
from home.models import HomePage, StandardPage
from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage

HOME_TEXTS = {
    "name": "brand",
    "tagline": "tagline",
    "title": "title",
    "heading": "heading",
    "lede": "lede",
    "phone": "phone",
    "email": "email",
    "hours": "hours",
    "address": "address",
    "call_heading": "call_heading",
    "call_text": "call_text",
    "call_person": "call_person",
    "call_person_role": "call_person_role",
    "search_description": "search_description",
}
LISTS: Mapping[str, type[Page]] = {
    "opportunities": OpportunityIndexPage,
    "organisations": OrganisationIndexPage,
}


def make() -> int:
    """Make the pages that are not there yet; return how many are new."""
    texts = read_pages()
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    for language, home in homes.items():
        furnish(home, texts["home"].get(language, {}))
    return sum(
        child(homes[language], name, row)
        for name, versions in texts.items()
        if name != "home"
        for language, row in versions.items()
        if language in homes
    )


def furnish(home: HomePage, row: Row) -> None:
    """Give a home page the demo's words, unless somebody has named a person to call."""
    if home.call_heading or not row:
        return
    for name, field in HOME_TEXTS.items():
        setattr(home, field, row.get(name, ""))
    home.save_revision().publish()


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
    common = {
        "slug": row["slug"],
        "title": row["title"],
        "intro": row["intro"],
        "search_description": row["search_description"],
    }
    if name in LISTS:
        return {**common, "heading": row["heading"], "show_in_menus": True}
    return {**common, "body": row["body"], "show_in_menus": row["in_menu"]}


def remove() -> int:
    """Delete the demo's pages and what the log tells of them; return how many.

    The home pages stay, with their words.
    """
    keys = [key_of("page", name) for name in read_pages() if name != "home"]
    pages = list(Page.objects.filter(translation_key__in=keys))
    logged = [page.pk for page in pages]
    for page in pages:
        page.specific.delete()
    PageLogEntry.objects.filter(page_id__in=logged).delete()
    return len(pages)
