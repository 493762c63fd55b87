"""What nobody should put into the editorial rooms: a clear error, or a page that is sound."""

import json
import re
import time
from typing import Any

import pytest
from django.conf import settings as own
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from advice.models import Asked
from editorial.blocks import BodyBlock
from home.models import HomePage, StandardPage
from portal.common.pictures import Picture
from tests import blocks, factories
from tests.advising import Advice
from tests.people import Author
from tests.sites import Portal

pytestmark = pytest.mark.django_db
MANY = 200
MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    """Keep files where the test is."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def home(portal: Portal) -> HomePage:
    """Return the English home page."""
    found: HomePage = HomePage.objects.get(locale=factories.locale("en"))
    return found


@pytest.fixture
def editor() -> Client:
    """Return the client of somebody who may do everything, and reads English."""
    user = factories.user(is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def published(home: HomePage, body: list[blocks.Block]) -> StandardPage:
    page = StandardPage(title="A page", locale=home.locale, body=body)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def saved(editor: Client, home: HomePage, *texts: dict[str, Any]) -> Any:
    """Send a page whose texts are ``texts``, as the editor's text fields do; return the answer."""
    form = nested_form_data(
        {
            "title": "A page",
            "slug": "a-page",
            "summary": "",
            "picture": "",
            "comments": "",
            "picture_alt": "",
            "body": streamfield([("text", json.dumps(text)) for text in texts]),
            **{f"comments-{n}_FORMS": 0 for n in ("TOTAL", "INITIAL")},
            "action-publish": "1",
        }
    )
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    return editor.post(address, form)


def typed(text: str, **link: str) -> dict[str, Any]:
    """Return ``text`` as the editor's field of text sends it, all of it a link to ``link``."""
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": link}
    ranges = [{"key": 0, "offset": 0, "length": len(text)}] if link else []
    block = {"key": "a", "type": "unstyled", "text": text, "depth": 0, "inlineStyleRanges": []}
    return {"blocks": [{**block, "entityRanges": ranges}], "entityMap": {"0": entity}}


# --- Texts ---


def test_script_typed_into_a_text_is_only_text(editor: Client, home: HomePage) -> None:
    saved(editor, home, typed("<script>alert(1)</script>"))
    html = Client().get(StandardPage.objects.get(slug="a-page").url).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "jav\tascript:alert(1)", "data:text/html,x"]
)
def test_link_that_runs_something_leads_nowhere(editor: Client, home: HomePage, url: str) -> None:
    saved(editor, home, typed("Press me", url=url))
    html = Client().get(StandardPage.objects.get(slug="a-page").url).content.decode()
    assert "Press me" in html
    assert "alert(1)" not in html
    assert "data:text" not in html


def test_script_that_got_into_the_database_is_not_run(home: HomePage) -> None:
    page = published(home, [blocks.block("text", "<p>A<script>alert(1)</script></p>")])
    answer = Client().get(page.url)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_page_of_too_many_blocks_is_refused_with_words(editor: Client, home: HomePage) -> None:
    answer = saved(editor, home, *[typed(f"Paragraph {n}") for n in range(MANY)])
    assert answer.status_code == 200
    assert "The maximum number of items is 100" in answer.content.decode()
    assert not StandardPage.objects.filter(slug="a-page").exists()


def test_page_of_too_many_blocks_is_shown_all_the_same(home: HomePage) -> None:
    page = published(
        home, [blocks.block("text", f"<h2>Part {n}</h2>{blocks.PARAGRAPH}") for n in range(MANY)]
    )
    began = time.perf_counter()
    html = Client().get(page.url).content.decode()
    assert time.perf_counter() - began < 3
    assert len(set(re.findall(r' id="(part-[^"]+)"', html))) == MANY


def test_giant_table_is_refused_with_words(home: HomePage) -> None:
    stream = BodyBlock()
    with pytest.raises(ValidationError) as refused:
        stream.clean(stream.to_python([blocks.block("table", blocks.table(50, 200))]))
    words = str(refused.value.block_errors[0].messages)  # type: ignore[attr-defined]
    assert "too large" in words


@pytest.mark.parametrize("body", ['[{"type": "gone", "value": "x"}]', "[]", "no JSON"])
def test_body_of_unknown_blocks_is_empty(home: HomePage, body: str) -> None:
    page = published(home, [])
    StandardPage.objects.filter(pk=page.pk).update(body=body)
    answer = Client().get(page.url)
    assert answer.status_code == 200
    assert "<h1>A page</h1>" in answer.content.decode()


# --- Files ---


def added(editor: Client, name: str, file: SimpleUploadedFile) -> Any:
    """Send ``file`` as dropping it on the page does; return what the page tells."""
    answer = editor.post(reverse(f"{name}:add_multiple"), {"title": "A file", "files[]": file})
    return json.loads(answer.content)


def test_picture_of_fifty_megabytes_is_refused_with_words(editor: Client) -> None:
    large = SimpleUploadedFile("large.jpg", b"\xff\xd8\xff" + bytes(50 * MEGABYTE), "image/jpeg")
    told = added(editor, "wagtailimages", large)
    assert not told["success"]
    assert "too big" in told["error_message"]
    assert not Picture.objects.exists()


def test_document_of_fifty_megabytes_is_refused_with_words(editor: Client) -> None:
    large = SimpleUploadedFile("large.pdf", b"%PDF" + bytes(50 * MEGABYTE), "application/pdf")
    told = added(editor, "wagtaildocs", large)
    assert not told["success"]
    assert "too big" in told["error_message"]
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["page.html", "run.exe", "drawing.svg", "noname"])
def test_document_that_a_browser_would_run_is_refused(editor: Client, name: str) -> None:
    told = added(editor, "wagtaildocs", SimpleUploadedFile(name, b"<script>alert(1)</script>"))
    assert not told["success"]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)" d="M0 0h9"/>',
        '<a href="javascript:alert(1)"><path d="M0 0h9"/></a>',
        '<image href="https://example.org/spy.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
    ],
)
def test_drawing_that_runs_something_is_refused_with_words(editor: Client, inside: str) -> None:
    file = SimpleUploadedFile("a.svg", blocks.svg(inside).read(), "image/svg+xml")
    told = added(editor, "wagtailimages", file)
    assert not told["success"]
    assert "can run a program" in told["error_message"]
    assert not Picture.objects.exists()


def test_harmless_drawing_is_taken(editor: Client) -> None:
    file = SimpleUploadedFile("a.svg", blocks.svg().read(), "image/svg+xml")
    assert added(editor, "wagtailimages", file)["success"]


PHOTOGRAPH = blocks.photograph().read()


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", PHOTOGRAPH[:500], PHOTOGRAPH[: len(PHOTOGRAPH) // 2]]
)
def test_broken_picture_is_refused_with_words(editor: Client, content: bytes) -> None:
    told = added(editor, "wagtailimages", SimpleUploadedFile("a.jpg", content, "image/jpeg"))
    assert not told["success"]
    assert told["error_message"]
    assert not Picture.objects.exists()


def test_picture_whose_file_is_lost_leaves_the_page_sound(home: HomePage) -> None:
    picture = Picture.objects.create(title="Hills", file=blocks.photograph())
    image = {"image": picture.pk, "alt_text": "Hills", "decorative": False}
    page = published(home, [blocks.block("picture", {"image": image, "caption": "In May"})])
    StandardPage.objects.filter(pk=page.pk).update(picture=picture)
    picture.file.storage.delete(picture.file.name)
    answer = Client().get(page.url)
    assert answer.status_code == 200
    assert "In May" in answer.content.decode()


# --- Questions ---


def test_question_of_a_megabyte_is_refused_with_words(advice: Advice) -> None:
    form = {"text": "Why? " * (MEGABYTE // 5), "country": "CZ", "email": "ema@example.org"}
    answer = Author().human_post(reverse("ask"), **form)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'class="error-summary"' in html
    assert "4000" in html
    assert not Asked.objects.exists()


def test_question_beyond_all_measure_is_refused(advice: Advice) -> None:
    assert own.DATA_UPLOAD_MAX_MEMORY_SIZE < 5 * MEGABYTE
    answer = Client().post(reverse("ask"), {"text": "x" * 5 * MEGABYTE})
    assert answer.status_code in (400, 413)
    assert not Asked.objects.exists()
