"""Plain pages: their texts, their contents, the leaflet, and what the demo has of them."""

import json
import re
from importlib import import_module
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import PdfMargins

from editorial.blocks import BodyBlock
from home.demo import bodies, pages
from home.demo.reading import CONTENT, read_editorial
from home.models import HomePage, StandardPage
from portal.common.furniture import furniture
from portal.common.heads import absolute
from portal.common.html import plain
from tests import blocks, factories
from tests.kinds import Address
from tests.running import NewPage
from tests.sites import Portal

CODES = [code for code, _name in settings.LANGUAGES]
# The plain pages that a portal has.
NAMES = {
    *("about", "privacy", "accessibility", "checking", "for_organisations", "volunteers"),
    "leaflet",
}
WORD = re.compile(r"\w{3,}")
# What printers need.
MARGINS: PdfMargins = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}
FILES = sorted(path.stem for path in (CONTENT / "editorial").glob("*.toml"))


def page_of(portal: Portal, **attributes: Any) -> StandardPage:
    """Return a published plain page below the English home page."""
    home = HomePage.objects.get(locale=factories.locale("en"))
    page = StandardPage(title="How it works", locale=home.locale, **attributes)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def read(page: StandardPage) -> str:
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> blocks.Block:
    return blocks.block("text", html)


@pytest.mark.django_db
def test_long_page_lists_its_contents(portal: Portal) -> None:
    long = page_of(portal, body=[text(f"<h2>{word}</h2><p>x</p>") for word in ("A", "B", "C")])
    assert 'href="#b--1"' in read(long)
    assert 'id="b--1"' in read(long)
    short = page_of(portal, slug="short", body=[text("<h2>A</h2><p>x</p>")])
    assert 'class="toc"' not in read(short)


@pytest.mark.django_db
def test_page_without_introduction_is_sound(portal: Portal) -> None:
    html = read(page_of(portal, body=[text("<p>Words</p>")]))
    assert html.count("<h1") == 1
    assert 'class="lede"' not in html


@pytest.mark.django_db
def test_leaflet_leads_back_to_the_portal(portal: Portal) -> None:
    html = read(page_of(portal, is_leaflet=True, body=[text("<h2>A</h2>")]))
    assert absolute(furniture("en").url) in html
    assert "<svg" in html.partition('class="code"')[2][:40]
    assert 'class="code"' not in read(page_of(portal, slug="plain"))


@pytest.mark.django_db
def test_page_that_is_not_in_the_menu_stands_in_the_footer(portal: Portal) -> None:
    page_of(portal)
    shown = furniture("en")
    assert "How it works" in [link.title for link in shown.footer]
    assert "How it works" not in [link.title for link in shown.menu]


@pytest.mark.browser
@pytest.mark.parametrize("language", CODES)
def test_leaflet_of_the_demo_prints_on_one_sheet(
    new_page: NewPage, address: Address, language: str
) -> None:
    printed = new_page(address("leaflet", language)).pdf(format="A4", margin=MARGINS)
    assert len(pypdfium2.PdfDocument(printed)) == 1


# --- From plain text to blocks ---

change: Any = import_module("home.migrations.0003_standard_pages")


@pytest.mark.django_db
def test_older_text_becomes_a_block_and_back(portal: Portal) -> None:
    html = '<h2>A</h2><p>„Ž“ <a linktype="page" id="3">x</a></p>'
    revision = {"title": "About", "intro": "In short", "body": html}
    change.to_blocks(revision)
    assert revision["summary"] == "In short"
    assert "intro" not in revision
    page = page_of(portal, body=json.loads(revision["body"]))
    assert page.body[0].block_type == "text"
    assert page.body[0].value.source == html
    change.to_text(revision)
    assert revision == {"title": "About", "intro": "In short", "body": html}


def test_older_page_without_text_has_no_block() -> None:
    assert change.as_blocks("") == "[]"
    assert change.as_text("[]") == ""


# --- The demo ---


def test_demo_has_all_plain_pages_in_all_languages_outside_the_menu() -> None:
    found = pages.all_texts()
    assert set(found) >= NAMES
    for name in NAMES:
        assert set(found[name]) == set(CODES)
        for row in found[name].values():
            assert row["in_menu"] is False
            assert row["intro"]
            assert row["search_description"]


def bodies_in(value: Any) -> list[str]:
    """Return all texts of pages anywhere in what a file holds."""
    if isinstance(value, list):
        return [text for each in value for text in bodies_in(each)]
    if not isinstance(value, dict):
        return []
    own = [value["body"]] if isinstance(value.get("body"), str) else []
    return own + [text for each in value.values() for text in bodies_in(each)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_texts_of_the_demo_are_what_an_editor_could_save(name: str) -> None:
    for slug in ("animals", "poverty", "sport"):
        factories.field(slug)
    stream = BodyBlock()
    for html in bodies_in(read_editorial(name)):
        value = stream.to_python(bodies.body(html))
        stream.clean(value)
        kept = json.dumps(list(stream.get_prep_value(value)), ensure_ascii=False)
        assert set(WORD.findall(plain(html))) <= set(WORD.findall(plain(kept)))
