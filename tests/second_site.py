"""Fixtures: a second city in the same installation, in fewer languages, with its own look."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from advice.models import QuestionIndexPage
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from portal.common import versions
from portal.common.brand import Brand
from tests.sites import Portal, add_home, add_list

HOST = "second.example"
# The first one is the site's own.
LANGUAGES = ("pl", "en")


@dataclass(frozen=True)
class Cities:
    """Two sites, and a visitor at each."""

    first: Any
    second: Any
    at_first: Client
    at_second: Client


def home(site: Any, language: str) -> HomePage:
    """Return the home page of a site in a language."""
    key = site.root_page.translation_key
    page: HomePage = HomePage.objects.get(translation_key=key, locale__language_code=language)
    return page


def news(site: Any, language: str, **attributes: Any) -> NewsPage:
    """Return a published news item of a site."""
    index = NewsIndexPage.objects.child_of(home(site, language)).get()
    page = NewsPage(locale=index.locale, summary="What is new.", **attributes)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture(scope="module")
def cities(kept_portal: Portal) -> Cities:
    """Two cities for all tests of a module; the second one has neither Czech nor Slovenian."""
    first = Site.objects.get()
    first.hostname = "testserver"
    first.save()
    second = make_second()
    for site, languages in ((first, ("pl", "en")), (second, LANGUAGES)):
        like = None
        for language in languages:
            page = home(site, language)
            add_list(page, NewsIndexPage, like)
            add_list(page, QuestionIndexPage, like)
            like = page
    versions.bump()
    kept_portal.rebuild()
    return Cities(first, second, Client(), Client(headers={"host": HOST}))


def make_second() -> Any:
    """Return a second site with home pages, lists and a brand of its own."""
    root = Page.objects.get(depth=1)
    made: HomePage | None = None
    homes = [made := add_home(root, code, made, "second") for code in LANGUAGES]
    site = Site.objects.create(hostname=HOST, root_page=homes[0], site_name="Second")
    Brand.objects.create(
        site=site,
        name="Second city",
        phone="+48 999 888 777",
        email="hello@second.example",
        colour="#3b2a8c",
        accent="#ffd24d",
    )
    return site


def body(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()
