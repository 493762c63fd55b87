"""Fixtures: a small portal made by hand, with lists in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage
from portal.common import versions
from portal.common.brand import Brand
from search.rebuild import rebuild
from tests import factories

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Portal:
    """Paths of the lists by language, and the folder of the index."""

    opportunities: dict[str, str]
    organisations: dict[str, str]
    folder: Path

    def rebuild(self) -> None:
        """Bring the index up to date: where nothing commits, nobody else does."""
        rebuild()


def make_portal(folder: Path) -> Portal:
    """Make home pages, lists and a plain page in each language; nothing listed yet."""
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home: HomePage | None = None
    for code in LANGUAGES:
        home = add_home(root, code, like=home)
    Site.objects.all().delete()
    site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Brand.objects.create(site=site, name="Portal", phone="+420 123 456 789")
    versions.bump()
    return Portal(
        {code: OpportunityIndexPage.url_in(code) for code in LANGUAGES},
        {code: OrganisationIndexPage.url_in(code) for code in LANGUAGES},
        folder,
    )


def add_home(root: Page, code: str, like: HomePage | None, site: str = "home") -> HomePage:
    """Return the home page of ``code``, with its lists and a plain page below it.

    ``site`` tells the home pages of one site from those of another.
    """
    home = HomePage(
        locale=factories.locale(code),
        title=f"Home {code}",
        slug=f"{site}-{code}",
        tagline=f"Volunteering {code}",
        heading="Which way?",
    )
    if like:
        home.translation_key = like.translation_key
    root.add_child(instance=home)
    add_list(home, OpportunityIndexPage, like)
    add_list(home, OrganisationIndexPage, like)
    add_page(home, StandardPage, like, title=f"About us {code}", slug="about")
    return home


def add_list(home: HomePage, model: type[Any], like: HomePage | None) -> None:
    titles = {"title": f"{model.role} {home.slug}", "heading": "All", "slug": model.role}
    add_page(home, model, like, show_in_menus=True, **titles)


def add_page(home: HomePage, model: type[Any], like: HomePage | None, **attributes: Any) -> None:
    """Add a page below ``home``: a translation of its like below ``like``."""
    page = model(locale=home.locale, **attributes)
    if like:
        page.translation_key = model.objects.child_of(like).get().translation_key
    home.add_child(instance=page)


@pytest.fixture(scope="module")
def kept_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a module's fixtures put into the database is there for all its tests, then gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def kept_portal(kept_database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Yield a small portal for all tests of a module, none of which may change it for good."""
    folder = tmp_path_factory.mktemp("search") / "index"
    with override_settings(SEARCH_URL=f"tantivy:{folder}"):
        yield make_portal(folder)
    cache.clear()


@pytest.fixture
def portal(settings: Any, tmp_path: Path, db: None) -> Portal:
    """Return a small portal of the test's own."""
    folder = tmp_path / "index"
    settings.SEARCH_URL = f"tantivy:{folder}"
    return make_portal(folder)
