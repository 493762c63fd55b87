"""Blocks: what editors see of them, what pages show, and that none of them can break a page."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Route
from wagtail.documents.models import Document

from editorial import videos
from editorial.blocks import BodyBlock
from home.models import ContactHours, ContactIndexPage, ContactPage, HomePage, StandardPage
from home.models.partners import Partner
from portal.common.contents import in_order
from portal.common.pictures import Picture
from tests import blocks, factories
from tests.admin import client_of
from tests.kinds import Address
from tests.running import NewPage
from tests.sites import Portal

BODY = BodyBlock()
NAMES = list(BODY.child_blocks)
HEADING = re.compile(r"<h([1-6])[ >]")
# What makes a browser fetch something by itself.
FETCHED = re.compile(r"""(?:src|srcset|poster|data)=["'](https?:)?//""")


@pytest.fixture
def uploads(settings: Any, tmp_path: Any) -> None:
    """Keep files where the test is."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def home(portal: Portal) -> HomePage:
    """Return the English home page, with open calls to list."""
    field = factories.field()
    factories.opportunity(fields=[field], title="Walk the dogs")
    portal.rebuild()
    found: HomePage = HomePage.objects.get(locale=factories.locale("en"))
    return found


@pytest.fixture
def contact(home: HomePage) -> ContactPage:
    """Return an office that is open day and night; the portal has a partner, too."""
    Partner.objects.create(name="The town of Liberec")
    index = ContactIndexPage(title="Contact", heading="Contact", slug="c", locale=home.locale)
    home.add_child(instance=index)
    page = ContactPage(
        title="Liberec", summary="Here.", street="Tkalcovská 8", place=factories.place()
    )
    page.locale = home.locale
    week = [ContactHours(weekday=day, opens="00:00", closes="23:59") for day in range(7)]
    setattr(page, "hours", week)  # noqa: B010  # rows to come; types know of those that are there
    index.add_child(instance=page)
    return page


@pytest.fixture
def everything(contact: ContactPage, uploads: None) -> list[blocks.Block]:
    """Return the raw value of a body of all blocks."""
    pictures = (
        Picture.objects.create(title="Hills", file=blocks.photograph(), credit="Hana"),
        Picture.objects.create(title="Lines", file=blocks.svg()),
    )
    document = Document.objects.create(title="Agreement", file=blocks.photograph())
    return blocks.everything(*pictures, document, contact)


def shown(home: HomePage, *body: blocks.Block) -> str:
    """Return the page that has ``body``."""
    page = StandardPage(title="A page", locale=home.locale, body=list(body))
    # The tree has moved on since ``home`` was read.
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def cleaned(name: str, raw: Any) -> Any:
    """Return a value as an editor's form would: raises ``ValidationError``."""
    block = BODY.child_blocks[name]
    return block.clean(block.to_python(raw))


# --- What editors see ---


def test_every_block_of_the_issue_can_be_chosen() -> None:
    assert set(NAMES) >= {
        *("text", "picture", "pictures", "quote", "call_out", "steps", "questions", "table"),
        *("figures", "video", "documents", "opportunities", "organisations", "button"),
        *settings.BODY_BLOCKS,
    }


@pytest.mark.parametrize("name", NAMES)
def test_block_says_what_it_is(name: str) -> None:
    block = BODY.child_blocks[name]
    assert block.meta.icon not in ("", "placeholder")
    assert block.label
    assert block.meta.group
    assert str(block.get_description()).endswith(".")
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_preview_in_the_chooser_shows_the_block(name: str, contact: ContactPage) -> None:
    body: Any = StandardPage._meta.get_field("body")
    block = body.stream_block.child_blocks[name]
    answer = client_of("Editors").get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    main = answer.content.decode().partition("<main")[2]
    assert len(re.sub(r"<[^>]*>|\s", "", main)) > len("...")
    assert not FETCHED.search(main)


# --- What pages show ---


@pytest.mark.django_db
def test_page_of_all_blocks_is_sound(home: HomePage, everything: list[blocks.Block]) -> None:
    html = shown(home, *everything)
    main = html.partition("<main")[2].partition("</main>")[0]
    for part in (
        "Hills in the morning",
        "Walk the dogs",
        "Tkalcovská 8",
        "Agreement",
        "<caption>",
        "town of Lib",
    ):
        assert part in main
    levels = [int(level) for level in HEADING.findall(main)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not FETCHED.search(html)
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>a</h3><h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("<h2>a</h2><h3>b</h3><h2>c</h2>", "<h2>a</h2><h3>b</h3><h2>c</h2>"),
        ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h3>b</h3><h4>c</h4>"),
        ('<h4 class="x">a</h4>', '<h2 class="x">a</h2>'),
        ("<h2> <br/></h2><h3>b</h3>", "<h2>b</h2>"),
        ("<header><hr/></header>", "<header><hr></header>"),
    ],
)
def test_headings_never_skip_a_level(html: str, expected: str) -> None:
    assert in_order(html) == expected


@pytest.mark.django_db
def test_pictures_cost_the_same_however_many(home: HomePage, uploads: None) -> None:
    def row() -> blocks.Block:
        made = [Picture.objects.create(title="P", file=blocks.photograph()) for _n in range(2)]
        images = [{"image": p.pk, "alt_text": "", "decorative": True} for p in made]
        return blocks.block("pictures", {"images": images})

    rows = [row() for _n in range(3)]

    def queries(body: list[blocks.Block]) -> int:
        StandardPage(locale=home.locale, body=body).contents({})  # the sizes are made once
        page = StandardPage(title="A", locale=home.locale, body=body)
        with CaptureQueriesContext(connection) as captured:
            page.contents({})
        return len(captured)

    assert queries(rows) == queries(rows[:1])


@pytest.mark.django_db
def test_what_was_deleted_or_taken_down_falls_away(
    home: HomePage, everything: list[blocks.Block], contact: ContactPage
) -> None:
    hidden = StandardPage(title="Hidden", locale=home.locale, live=False)
    home.add_child(instance=hidden)
    button = blocks.block("button", {"text": "Press me", "page": hidden.pk, "url": ""})
    Picture.objects.all().delete()
    Document.objects.all().delete()
    contact.unpublish()
    html = shown(home, *everything, button)
    for gone in ("Hills in the morning", "Agreement", "Tkalcovská 8", "Press me"):
        assert gone not in html
    contact.delete()
    hidden.delete()
    assert "Press me" not in shown(home, *everything, button)


# --- Rules of single blocks ---


@pytest.mark.django_db
def test_picture_needs_words_or_is_decoration(uploads: None) -> None:
    picture = Picture.objects.create(title="Hills", file=blocks.photograph()).pk
    with pytest.raises(ValidationError):
        cleaned("picture", {"image": {"image": picture, "alt_text": "", "decorative": False}})
    with pytest.raises(ValidationError):
        cleaned(
            "pictures", {"images": [{"image": picture, "alt_text": "", "decorative": False}] * 2}
        )
    for alt, decorative in (("Hills", False), ("", True)):
        image = {"image": picture, "alt_text": alt, "decorative": decorative}
        assert cleaned("picture", {"image": image, "caption": ""})


@pytest.mark.django_db
def test_picture_shows_words_credit_and_size(home: HomePage, uploads: None) -> None:
    picture = Picture.objects.create(title="x", file=blocks.photograph(), credit="Hana Nová").pk
    image = {"image": picture, "alt_text": "Hills", "decorative": False}
    html = shown(home, blocks.block("picture", {"image": image, "caption": "In May"}))
    assert re.search(r'<img [^>]*alt="Hills" width="\d+" height="\d+"', html)
    assert "Hana Nová" in html
    silent = {"image": picture, "alt_text": "Hills", "decorative": True}
    assert 'alt=""' in shown(home, blocks.block("picture", {"image": silent, "caption": ""}))


def table(**changes: Any) -> blocks.Block:
    return {**blocks.table(2, 2), "caption": "What it shows", **changes}


def test_table_needs_a_caption_headings_and_an_end() -> None:
    assert cleaned("table", table()).caption
    columns = [{"type": "text", "heading": heading} for heading in ("Day", " ")]
    for wrong in (table(caption=" "), table(columns=columns), blocks.table(10, 61)):
        with pytest.raises(ValidationError):
            cleaned("table", wrong)


@pytest.mark.django_db
def test_table_names_rows_and_columns_and_scrolls(home: HomePage) -> None:
    rows = [{"values": ["Monday", "9–12"]}, {"values": ["", "13–17"]}]
    html = shown(home, blocks.block("table", table(rows=rows)))
    assert html.count('<th scope="col">') == 2
    assert '<th scope="row">Monday</th>' in html
    assert '<th scope="row"></th>' not in html
    assert re.search(
        r'class="table-wrap" role="group" aria-label="What it shows" tabindex="0"', html
    )


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s", "youtube.*/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ", "youtube.*/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "youtube.*/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "youtube.*/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/123456789", r"vimeo.*/video/123456789\?dnt=1"),
        ("https://vimeo.com/123456789/0a1b2c3d4e", r"vimeo.*/video/123456789\?h=0a1b2c3d4e&dnt=1"),
        ("https://vimeo.com/channels/staffpicks", ""),
        ("https://www.youtube.com/@somebody", ""),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", ""),
        ("https://example.org/?u=https://youtu.be/dQw4w9WgXcQ", ""),
    ],
)
def test_only_addresses_of_videos_have_a_player(url: str, player: str) -> None:
    found = videos.player(url)
    assert re.search(player, found) if player else found == ""
    if not player:
        with pytest.raises(ValidationError):
            cleaned("video", {"url": url, "title": "A video"})


@pytest.mark.django_db
def test_policy_lets_in_the_known_players_and_nobody_else(home: HomePage) -> None:
    policy = Client().get(home.url)["Content-Security-Policy"]
    frames = re.search(r"frame-src ([^;]*)", policy)
    assert frames
    assert set(frames[1].split()) == {"'self'", *settings.VIDEO_PLAYERS.values()}


def test_button_leads_somewhere() -> None:
    with pytest.raises(ValidationError):
        cleaned("button", {"text": "Go", "page": None, "url": ""})
    assert cleaned("button", {"text": "Go", "page": None, "url": "https://example.org/"})


@pytest.mark.django_db
def test_list_without_entries_is_not_shown(home: HomePage) -> None:
    offers = {"title": "Waiting", "field": "", "region": "", "words": "", "most": 3}
    assert "Waiting" in shown(home, blocks.block("opportunities", offers))
    nothing = {**offers, "words": "zxqvwk"}
    assert "Waiting" not in shown(home, blocks.block("opportunities", nothing))


@pytest.mark.django_db
def test_list_is_narrowed_and_leads_to_the_same_in_full(home: HomePage, portal: Portal) -> None:
    factories.opportunity(fields=[factories.field("seniors")], title="Read the news")
    portal.rebuild()
    offers = {"title": "", "field": "seniors", "region": "CZ-51", "words": "", "most": 3}
    html = shown(home, blocks.block("opportunities", offers))
    assert "Read the news" in html
    assert "Walk the dogs" not in html
    assert "?field=seniors&amp;region=CZ-51" in html


@pytest.mark.django_db
def test_lists_and_cards_are_limited_on_a_page(contact: ContactPage) -> None:
    card = blocks.block("contact", {"page": contact.pk})
    assert BODY.clean(BODY.to_python([card] * 4))
    with pytest.raises(ValidationError):
        BODY.clean(BODY.to_python([card] * 5))


@pytest.mark.django_db
def test_contact_card_is_kept_only_while_it_is_true(contact: ContactPage) -> None:
    request = RequestFactory().get("/")
    html = BODY.child_blocks["contact"].bind(cleaned("contact", {"page": contact.pk}))
    assert "Tkalcovská 8" in html.render({"request": request})
    state = contact.opening.state(request.good_until)  # type: ignore[attr-defined]
    assert state.until != request.good_until  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_contact_card_speaks_the_language_of_the_page(contact: ContactPage) -> None:
    czech = contact.get_parent().copy_for_translation(factories.locale("cs"), copy_parents=True)
    version = contact.copy_for_translation(czech.locale)
    version.title = "Liberec, Česko"
    version.save_revision().publish()
    czech.save_revision().publish()
    from django.utils import translation

    with translation.override("cs"):
        block = BODY.child_blocks["contact"]
        assert "Liberec, Česko" in block.render(block.to_python({"page": contact.pk}), {})


# --- In a browser ---


@pytest.fixture
def asked() -> list[str]:
    """Collect the addresses that a page asked of others."""
    return []


@pytest.fixture
def watched(new_page: NewPage, address: Address, asked: list[str]) -> Callable[..., Any]:
    """Return what opens the page of all blocks and notes every request to elsewhere."""

    def open_page(**options: Any) -> Any:
        page = new_page("/robots.txt", **options)

        def note(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body="<!DOCTYPE html><title>Player</title>", content_type="text/html")

        page.route(re.compile(r"^https?://(?!localhost)"), note)
        page.goto(address("blocks", "en"))
        page.wait_for_load_state("networkidle")
        return page

    return open_page


@pytest.mark.browser
def test_video_is_asked_for_only_when_somebody_presses_play(
    watched: Callable[..., Any], asked: list[str]
) -> None:
    page = watched()
    assert asked == []
    page.locator(".video .button").focus()
    page.keyboard.press("Enter")
    frame = page.locator(".video iframe")
    frame.wait_for()
    assert asked == ["https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"]
    assert frame.get_attribute("title")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.reload()
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert page.locator(".video iframe").count() == 0


@pytest.mark.browser
def test_video_is_a_link_where_no_script_runs(
    watched: Callable[..., Any], asked: list[str]
) -> None:
    page = watched(java_script_enabled=False)
    assert asked == []
    page.locator(".video .button").click()
    page.wait_for_url("https://vimeo.com/**")
