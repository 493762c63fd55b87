"""What mails say, in which language, and that nobody can make them say more."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.template import Engine
from django.utils import translation

from portal.common import letters, mails
from portal.common.brand import Brand
from portal.common.html import plain
from portal.common.letters import Button, Items, Letter, Paragraph, Quote, written
from portal.common.outbox import Mail
from tests.needs import java
from tests.sites import Portal
from tests.test_markup import complaints
from tools.run_checks import ROOMS
from tools.stamps import ROOT

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEMPLATES = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("templates/mails/**/*.txt")
)
URL = f"{settings.PUBLIC_URL}/en/link/abc/"
CONFIRM = {"title": "Přátelé lesa", "reference": "K7M-2QX", "url": URL, "days": 14}
ALL_PARTS = """{% load mails %}The subject

Good day,
{{ name }}

- one
- two

{% button "Open it" url %}

{% quote message %}

--
You get this because.
"""


def letter(source: str, language: str = "en", **values: Any) -> Letter:
    return written(Engine.get_default().from_string(source), language, values)


def words_of(html: str) -> list[str]:
    """Return the words of a mail's HTML, in reading order."""
    return plain(html.partition("</head>")[2]).split()


def queue(event: str = "submission-1-confirm", **changes: Any) -> Mail:
    wanted = {"to": "jana@spolek.example", "language": "en", "context": CONFIRM, **changes}
    return mails.queue("submissions/confirm", event=event, **wanted)


# --- templates -----------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_every_mail_has_a_public_subject_and_says_why_it_comes(path: Path) -> None:
    subject, _line, rest = path.read_text().partition("\n")
    assert set(re.findall(r"{{\s*(\w+)", subject)) <= {"brand", "reference", "n"}
    assert rest.startswith("\n")
    assert len(letters.WHY.split(rest)) == 2


def test_there_are_mails() -> None:
    assert "confirm" in {path.stem for path in TEMPLATES}


def test_parts_of_a_mail() -> None:
    made = letter(ALL_PARTS, name="Jana", url=URL, message="Hello,\n\nI ask.\nJana")
    assert made.subject == "The subject"
    assert made.parts == (
        Paragraph(("Good day,", "Jana")),
        Items(("one", "two")),
        Button("Open it", URL),
        Quote((("Hello,",), ("I ask.", "Jana"))),
    )
    assert made.why == "You get this because."


def test_tags_without_output_leave_a_list_whole() -> None:
    source = "Subject\n\nLook:\n- one\n{% if yes %}\n- two\n{% endif %}\n\n- three\n\nEnd"
    for yes, items in ((True, ("one", "two", "three")), (False, ("one", "three"))):
        parts = letter(source, yes=yes).parts
        assert parts == (Paragraph(("Look:",)), Items(items), Paragraph(("End",)))


def test_text_and_html_say_the_same(portal: Portal) -> None:
    made = letter(ALL_PARTS, name="A & B <c>", url=URL, message="> Hello,\n\n- I ask.")
    text = re.sub(r"^(> ?|- )", "", made.text.replace(f":\n{URL}", ""), flags=re.MULTILINE)
    said = text.replace("-- \n", "").split()
    assert words_of(made.html) == ["Portal", "The", "subject", *said]
    assert made.html.count(f'href="{URL}"') == 1


def test_text_is_no_wider_than_a_window_and_addresses_stay_whole() -> None:
    url = f"{settings.PUBLIC_URL}/en/{'x' * 100}/"
    made = letter(ALL_PARTS, name="word " * 50, url=url, message="letters " * 50)
    lines = made.text.splitlines()
    assert url in lines
    assert max(len(line) for line in lines if line != url) <= 72
    assert len([line for line in lines if line.startswith("> letters")]) > 4


def test_mail_speaks_the_readers_language(portal: Portal) -> None:
    day = datetime.date(2026, 3, 12)
    for language, said in (("cs", "12. března"), ("pl", "12 marca"), ("sl", "12. mar")):
        with translation.override("en"):
            made = letter('Subject\n\n{{ day|date:"DATE_FORMAT" }}', language, day=day)
        assert said in made.text.lower()
        assert f'<html lang="{language}">' in made.html
        assert f"Volunteering {language}" in made.text
        assert "+420 123 456 789" in made.text
        assert f"{settings.PUBLIC_URL}/{language}/" in made.text


def test_real_mail_in_every_language(portal: Portal) -> None:
    for language in LANGUAGES:
        mail = queue(f"confirm-{language}", language=language)
        assert mail.language == language
        assert URL in mail.text
        assert URL in mail.html
        assert "Přátelé lesa" in mail.text
        assert "{" not in mail.text
        assert "\x02" not in mail.text + mail.html


@pytest.mark.java
def test_html_is_valid_and_loads_nothing(portal: Portal, tmp_path: Path) -> None:
    assert java()
    file = tmp_path / "mail.html"
    file.write_text(letter(ALL_PARTS, name="Jana", url=URL, message="Hello").html)
    assert complaints([file]) == []
    assert not re.search(r"src=|url\(|<link|<script|@import", file.read_text())


def test_subject_is_cut_to_a_line() -> None:
    assert letter(f"{'word ' * 40}\n\nBody").subject == f"{('word ' * 40)[:77]}…"


# --- what people typed ------------------------------------------------------------------

NASTY = [
    "Jana\r\nBcc: all@spolek.example",
    "Jana\n\n- an item",
    "- an item",
    "> a quotation",
    "-- \nbecause",
    "\x020\x02",
    "{% button 'Open' 'https://evil.example/' %}{{ url }}",
    "Jana\u2028- an item\u2029\x85> more\x0b\x0c\x1c\x1d\x1e- more",
    '<a href="https://evil.example">Confirm</a><script>alert(1)</script>',
]


@pytest.mark.parametrize("name", NASTY)
def test_names_are_words_whatever_they_pretend_to_be(name: str) -> None:
    source = "{% load mails %}Subject\n\n{{ name }}\n\nGood {{ name }} day\n\n- {{ name }}\n\nEnd"
    kinds = [part.kind for part in letter(source, name=name).parts if part.text.strip()]
    harmless = [part.kind for part in letter(source, name="Jana").parts]
    assert kinds == harmless
    made = letter(source, name=name)
    assert made.why == ""
    assert "<a " not in made.html
    assert "<script" not in made.html
    for part in made.parts:
        assert not isinstance(part, Paragraph) or len(part.lines) == 1
        assert not re.search(r"\s\s|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", part.text)


def test_a_name_of_marks_is_nothing() -> None:
    for name in ("--", "> ", "*", ""):
        made = letter("Subject\n\n{{ name }}\n\n- {{ name }}\n\nEnd {{ name }}", name=name)
        assert made.parts == (Paragraph(("End",)),)


def test_signs_that_nobody_sees_are_left_out() -> None:
    name = "Ja\u202ena\x00 \u200bNo\u2066vá\u00ad\ufeff \ud800 👩\u200d🌾"
    made = letter("Subject {{ name }}\n\n{{ name }}", name=name)
    assert made.parts == (Paragraph(("Jana Nová 👩\u200d🌾",)),)
    made.text.encode()
    assert made.subject == "Subject Jana Nová 👩\u200d🌾"


def test_web_addresses_in_names_are_not_linked_by_mail_programs() -> None:
    for typed in ("https://evil.example/pay", "www.evil.example", "see evil.example now"):
        assert "evil.example" not in letter("Subject\n\n{{ name }}", name=typed).text
    for harmless in ("Spolek, z.s.", "jana.nova@spolek.example", "1.5 km", "Sv. Anna", URL):
        assert harmless in letter("Subject\n\n{{ name }}", name=harmless).text


def test_a_quoted_letter_stays_a_letter() -> None:
    source = "{% load mails %}Subject\n\n{% quote message %}\n\nEnd"
    message = "- no item\n\x020\x02\n--\n<b>bold</b>\r\n\r\n> more\u202e"
    quoted = letter(source, message=message).parts[0]
    assert quoted == Quote((("- no item", "0", "--", "<b>bold</b>"), ("> more",)))
    assert quoted.text == "> - no item\n> 0\n> --\n> <b>bold</b>\n>\n> > more"
    assert "<b>" not in letter(source, message=message).html
    assert letter(source, message=" \n").parts == (Paragraph(("End",)),)


def test_megabytes_are_cut() -> None:
    source = "{% load mails %}Subject\n\n{{ name }}\n\n{% quote name %}"
    assert len(letter(source, name="a" * 1_000_000).text) < 12_000


def test_buttons_lead_to_us_only() -> None:
    source = "{% load mails %}Subject\n\n{% button 'Open' url %}"
    for url in ("https://evil.example/", "javascript:alert(1)", f"{settings.PUBLIC_URL}.evil/"):
        with pytest.raises(ValueError, match="A button leads to"):
            letter(source, url=url)


def test_a_mail_takes_no_objects() -> None:
    with pytest.raises(TypeError, match="not Mail"):
        letter("Subject\n\n{{ mail }}", mail=Mail())


# --- queueing -------------------------------------------------------------------------


def test_the_same_event_is_told_once() -> None:
    first = queue(to="jana@spolek.example")
    second = queue(to="eva@spolek.example")
    assert first == second
    assert second.to == "jana@spolek.example"
    assert Mail.objects.count() == 1


def test_a_mail_is_queued_with_what_it_tells_of_or_not_at_all() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


def test_who_comes_second_at_the_same_moment_gets_the_first_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other one queues while this one is writing; the caller's transaction goes on."""
    write = letters.write

    def write_late(*args: Any) -> Letter:
        monkeypatch.setattr(letters, "write", write)
        queue(to="first@spolek.example")
        return write(*args)

    monkeypatch.setattr(letters, "write", write_late)
    with transaction.atomic():
        assert queue(to="second@spolek.example").to == "first@spolek.example"
        assert Mail.objects.count() == 1


def test_answers_go_to_the_centre_unless_told_otherwise(portal: Portal) -> None:
    brand = Brand.objects.get()
    brand.email = "centre@portal.example"
    brand.save()
    assert queue("1").reply_to == "centre@portal.example"
    assert queue("2", reply_to="eva@spolek.example").reply_to == "eva@spolek.example"
