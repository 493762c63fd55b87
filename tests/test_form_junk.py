"""Whatever is typed into a form gets a clear error, or is kept and shown harmlessly."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisations_directory.models import Organisation
from portal.common.models import Mail
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.people import Author
from tests.sites import Portal

pytestmark = pytest.mark.django_db

NASTY = {
    "nul": "a\0b",
    "rtl override": "abc\u202edcba",
    "zero width": "a\u200bb\u200dc\ufeff",
    "emoji": "👩‍👩‍👧‍👦 🦊",
    "html": "<b>bold</b><script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)',
    "formula": '=HYPERLINK("http://evil.example","x")',
    "header": "Ema\r\nBcc: all@example.org",
    "template": "{{7*7}}{% debug %}",
    "surrogate": "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "marks": "e" + "\u0301" * 300,
    "megabyte": "x" * 1_000_000,
    "blank": "\u3164 \u2800",
    "number": "9" * 400,
}


@pytest.fixture
def author(portal: Portal) -> Author:
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    return Author()


def fields() -> Iterator[tuple[str, str]]:
    """Yield each step and field of the profile."""
    for step in kind_called("organisation").steps:
        for name in step.form.base_fields:
            yield step.slug, name


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_in_any_field_breaks_nothing_and_shows_as_text(author: Author, nasty: str) -> None:
    author.begin()
    for step, name in fields():
        answers = {**author.answers[step], name: NASTY[nasty]}
        answer = author.post(step, **answers)
        assert answer.status_code in (302, 422), (step, name)
        shown = author.get(step)
        assert shown.status_code == 200
        html = shown.content.decode()
        assert "<script>alert" not in html
        assert 'onmouseover="alert' not in html.replace("&quot;", "")
        if answer.status_code == 422:
            assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("nasty", ["html", "header", "rtl override", "zero width", "formula"])
def test_junk_that_passes_is_harmless_on_every_later_page(author: Author, nasty: str) -> None:
    author.fill()
    text = NASTY[nasty]
    for step, name in [
        ("who", "name"),
        ("what", "summary"),
        ("what", "about"),
        ("contact", "contact_name"),
    ]:
        author.post(step, **{**author.answers[step], name: text})
    if author.client.get(author.address("check", author.token)).status_code == 302:
        return  # Refused, with an error: the other test has seen it.
    author.send()
    submission = Submission.objects.get()
    flow.confirm(submission)
    mail = Mail.objects.filter(event__contains="-received-").get()
    assert "\n" not in mail.subject
    assert "<script>" not in mail.html
    assert all(sign not in mail.text + mail.subject for sign in "\u202e\u200b\0")
    entry = Organisation.objects.get()
    assert "<script>" not in entry.about
    assert all(sign not in entry.name for sign in "\r\n\u202e\u200b")
    flow.publish(submission, factories.user("Moderators"))
    page = author.client.get(entry.url_in("en")).content.decode()
    assert "<script>alert" not in page


LYING = {
    "logo.png": b"<?php system($_GET['x']); ?>",
    "logo.jpg": b"<html><script>alert(1)</script></html>",
    "logo.webp": b"GIF89a" + b"\0" * 40 + b"<script>alert(1)</script>",
    "logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "empty.png": b"",
}


@pytest.mark.parametrize("name", LYING)
def test_files_that_lie_about_their_type_are_refused(author: Author, name: str) -> None:
    author.begin()
    upload: Any = SimpleUploadedFile(name, LYING[name], content_type="image/png")
    answer = author.post("what", **{**author.answers["what"], "logo": upload})
    assert answer.status_code == 422
    assert 'id="id_logo_error"' in answer.content.decode()
    assert not Submission.objects.get().upload


def test_a_whole_megabyte_gets_an_error_that_says_how_much_is_allowed(author: Author) -> None:
    author.begin()
    answer = author.post("what", **{**author.answers["what"], "about": "x" * 1_000_000})
    assert answer.status_code == 422
    assert "at most 5000 characters" in answer.content.decode().replace("5,000", "5000")
