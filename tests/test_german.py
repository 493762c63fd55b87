"""A fifth language that nobody has translated anything into: a portal of use all the same."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cards import unmarked
from tests.running import environment, manage
from tools.stamps import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
OTHER_WORDS = re.compile("[ěščřžůąęłńśźżđ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def german(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what visitors and editors meet in a demo portal with German switched on."""
    var = tmp_path_factory.mktemp("german") / "var"
    shutil.copytree(demo_folder, var, symlinks=True)
    env = environment(var, 8000) | {"PORTAL_LANGUAGES": "cs,pl,sl,en,de"}
    manage(env, "setup_site")
    manage(env, "search_rebuild")
    command = [sys.executable, "-m", "tests.german_process"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def html_pages(german: dict[str, Any]) -> dict[str, str]:
    pages = german["pages"].items()
    return {path: page["body"] for path, page in pages if page["body"].startswith("<!DOCTYPE")}


def frame(html: str) -> str:
    """Return the words of a page that claim to be in its language."""
    html = re.sub(r"<(script|style|title|select)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r'<(\w+)[^>]* lang="(?!de)[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_browser_that_asks_for_german_is_led_there(german: dict[str, Any]) -> None:
    assert german["root"] == "/de/"


def test_every_page_that_can_be_reached_is_there_in_german(german: dict[str, Any]) -> None:
    pages = german["pages"]
    assert len(pages) > 100
    assert {path: page["status"] for path, page in pages.items() if page["status"] != 200} == {}
    for path, html in html_pages(german).items():
        assert '<html lang="de">' in html, path
        assert html.count("<h1") == 1, path


def test_all_lists_are_there(german: dict[str, Any]) -> None:
    menu = re.search(
        r'<nav aria-label="Main">(.*?)</nav>', german["pages"]["/de/"]["body"], re.DOTALL
    )
    assert menu
    assert menu[1].count("<a ") >= 4
    assert "Deutsch" in german["pages"]["/de/"]["body"]


def test_words_that_nobody_has_translated_are_english_not_czech(german: dict[str, Any]) -> None:
    home = frame(german["pages"]["/de/"]["body"])
    assert "Which way would you like to help?" in home
    assert "Kterým směrem" not in home
    assert "Skip to the main content" in home


def test_entries_are_shown_in_their_own_language_which_is_named(german: dict[str, Any]) -> None:
    html = german["pages"]["/de/opportunities/"]["body"]
    titles = re.findall(r'<h3 class="card__title"><a [^>]*?( lang="(?:cs|pl|sl|en)")', html)
    assert len(titles) == 20
    assert html.count('hreflang="de"') >= 1
    assert re.search(r'In <span lang="(cs|pl|sl)">', html)


def test_words_of_any_language_are_found(german: dict[str, Any]) -> None:
    assert german["search"]["title"] in unescape(unmarked(german["search"]["body"]))
    assert "card__title" in german["search"]["body"]


def test_detail_says_in_which_language_it_is(german: dict[str, Any]) -> None:
    pattern = r"/de/opportunities/[\w-]+-\d+/"
    details = [html for path, html in html_pages(german).items() if re.fullmatch(pattern, path)]
    assert len(details) > 10
    for html in details:
        own = re.search(r'<h1[^>]* lang="(cs|pl|sl|en)"', html)
        assert own or re.search(r'<article[^>]* lang="(cs|pl|sl|en)"', html)


def test_dates_and_plurals_are_right(german: dict[str, Any]) -> None:
    news = frame(german["pages"]["/de/news/"]["body"])
    assert re.search(r"\d\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September)", news)
    home = german["pages"]["/de/"]["body"]
    assert re.search(r"\d+ opportunities", home)
    assert not re.search(r"[^\d]1 opportunities", home)


def test_words_stand_in_the_order_of_german(german: dict[str, Any]) -> None:
    right = "Ähre Aue Oder Österreich Strand Straße Übung Uhr Zwickau"
    assert german["sorted"] == right.split()


def test_feeds_and_sitemap_know_german(german: dict[str, Any]) -> None:
    feeds = [page for path, page in german["others"].items() if "feed" in path]
    assert len(feeds) == 3
    for page in feeds:
        feed = ET.fromstring(page["body"])
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
        assert len(feed.findall(f"{ATOM}entry")) > 5
    pages = german["others"]["/sitemap-pages.xml"]["body"]
    assert "/de/opportunities/</loc>" in pages
    assert 'hreflang="de"' in pages


def test_unknown_page_and_mail_are_in_english_words(german: dict[str, Any]) -> None:
    missing = german["others"]["/de/nowhere/"]
    assert missing["status"] == 404
    assert "This path leads nowhere" in missing["body"]
    assert '<html lang="de">' in missing["body"]
    assert german["letter"].startswith("Please confirm your e-mail address")
    assert not OTHER_WORDS.search(german["letter"].replace("Dobrosměr", "").split("-- ")[0])


def test_admin_works_in_german(german: dict[str, Any]) -> None:
    pages = german["admin"]
    assert {path: page["status"] for path, page in pages.items() if page["status"] != 200} == {}
    assert all(re.search(r'<html[^>]*lang="de"', page["body"]) for page in pages.values())
    announcement = pages["/admin/announcement/new/"]["body"]
    assert 'name="text_de"' in announcement
    assert "Closed" not in announcement
    assert "Volunteering" in pages["/admin/"]["body"]
    assert "Dobrovolnictví" not in pages["/admin/"]["body"]


# --- What holds in every language ---------------------------------------------------------------


def test_nobody_falls_back_to_the_main_language(settings: Any) -> None:
    from django.utils import translation
    from django.utils.translation import gettext

    with translation.override("de"):
        assert gettext("Skip to the main content") == "Skip to the main content"
        assert gettext("Monday") == "Montag"
    with translation.override("sl"):
        assert gettext("A text that no catalogue has") == "A text that no catalogue has"
