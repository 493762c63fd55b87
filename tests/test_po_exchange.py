"""Texts go out to be translated as PO files, and come back; what does not fit is refused."""

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from portal.common.translations.exchange import HEADER, LARGEST
from tests import factories
from tests.admin import client_of
from tests.rooms import news
from tests.translating import begin, edit_address, publish, send_po

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]
BODY = [
    {"type": "text", "value": '<p>Přijďte <a href="https://example.org/">k nám</a>.</p>'},
    {"type": "call_out", "value": {"kind": "tip", "title": "Tip", "text": "<p>Vezměte psa.</p>"}},
]
TEXTS = {
    "Jaro": "Wiosna",
    'Přijďte <a id="a1">k nám</a>.': 'Przyjdźcie <a id="a1">do nas</a>.',
    "Vezměte psa.": "Weźcie psa.",
    "Tip": "Wskazówka",
}


@pytest.fixture
def translator() -> Client:
    return client_of("Translators")


@pytest.fixture
def work(translator: Client) -> Translation:
    return begin(translator, news(title="Jaro", body=BODY))


def download(client: Client, work: Translation) -> polib.POFile:
    answer = client.get(reverse("wagtail_localize:download_pofile", args=[work.pk]))
    assert answer.status_code == 200
    return polib.pofile(answer.content.decode())


def filled(po: polib.POFile, texts: dict[str, str]) -> str:
    for entry in po:
        entry.msgstr = texts.get(entry.msgid, "")
    return str(po)


def told(answer: Any) -> str:
    """Return what the page tells of the files."""
    return " ".join(str(message) for message in answer.context["messages"])


def test_texts_of_a_page_go_out_and_come_back(
    translator: Client, work: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    po = download(translator, work)
    assert set(TEXTS) <= {entry.msgid for entry in po}
    send_po(translator, filled(po, TEXTS))
    polish = publish(client_of("Moderators"), work, django_capture_on_commit_callbacks)
    assert (polish.title, polish.slug) == ("Wiosna", "wiosna")
    body = str(polish.body)
    assert '<a href="https://example.org/">do nas</a>' in body
    assert "Wskazówka" in body
    assert "Weźcie psa." in body


def test_texts_of_an_entry_go_out_and_come_back(
    translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    source = factories.opportunity(title="Venčení", description="<p>Hodina se <b>psem</b>.</p>")
    work = begin(translator, source)
    texts = {"Venčení": "Spacer", "Hodina se <b>psem</b>.": "Godzina z <b>psem</b>."}
    send_po(translator, filled(download(translator, work), texts))
    polish = publish(client_of("Moderators"), work, django_capture_on_commit_callbacks)
    assert polish.title == "Spacer"
    assert "z <b>psem</b>" in polish.description


def test_several_files_find_their_texts_by_themselves(
    translator: Client, work: Translation
) -> None:
    other = begin(translator, news(title="Léto"))
    files = [
        SimpleUploadedFile("a.po", filled(download(translator, work), TEXTS).encode()),
        SimpleUploadedFile("b.po", filled(download(translator, other), {"Léto": "Lato"}).encode()),
        SimpleUploadedFile("c.po", b"junk"),
    ]
    answer = translator.post(
        reverse("translation_upload"), {"files": files}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 302
    assert other.get_progress()[1] == 1
    assert work.get_progress()[1] == len(TEXTS)


REFUSED = {
    "nothing": b"",
    "binary": bytes(range(256)) * 20,
    "a path": b"/etc/passwd",
    "a page": b"<html>\n<p>msgid</p>\n</html>",
    "cut off": b'msgid ""\nmsgstr ""\n"' + HEADER.encode() + b": x\n",
    "other encoding": 'msgid "č"\nmsgstr "ž"\n'.encode("cp1250"),
    "no header": b'msgid "Jaro"\nmsgstr "Wiosna"\n',
    "no key": f'msgid ""\nmsgstr "{HEADER}: junk\\n"\n'.encode(),
    "foreign": f'msgid ""\nmsgstr "{HEADER}: {"0" * 32}\\n"\n'.encode(),
    "too large": b'msgid ""\n' + b"#" * LARGEST,
}


@pytest.mark.parametrize("what", REFUSED)
def test_file_that_is_broken_or_not_ours_is_refused_with_the_reason(
    translator: Client, work: Translation, what: str
) -> None:
    url = reverse("translation_upload")
    file = SimpleUploadedFile("x.po", REFUSED[what])
    answer = translator.post(url, {"files": [file]}, follow=True, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    reason = told(answer) if what != "nothing" else answer.text
    assert "was not taken in" in reason or "empty" in reason
    assert "Traceback" not in reason
    assert not StringTranslation.objects.exists()


def test_file_of_another_text_is_refused_where_one_is_edited(
    translator: Client, work: Translation
) -> None:
    other = begin(translator, news(title="Léto"))
    content = filled(download(translator, other), {"Léto": "Lato"})
    url = reverse("wagtail_localize:upload_pofile", args=[work.pk])
    back = edit_address(work.get_target_instance())
    for files in ({"file": SimpleUploadedFile("x.po", content.encode())}, {}):
        answer = translator.post(f"{url}?next={back}", {**files, "next": back}, follow=True)
        assert answer.status_code == 200
    assert not StringTranslation.objects.exists()
    right = filled(download(translator, work), TEXTS)
    translator.post(url, {"file": SimpleUploadedFile("x.po", right.encode()), "next": back})
    assert work.get_progress()[1] == len(TEXTS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Weźcie <script>alert(1)</script>psa.", "Weźcie psa."),
        ('Weźcie <b onclick="alert(1)">psa</b>.', "Weźcie <b>psa</b>."),
        ('Weźcie <a href="javascript:alert(1)">psa</a>.', "Weźcie psa."),
        ('Weźcie <a id="a7">psa</a>.', "Weźcie psa."),
        ("<h1>Weźcie</h1> <img src=x onerror=alert(1)>psa.", "Weźcie psa."),
        ("Weźcie <svg><a>psa</a></svg>.", "Weźcie ."),
        ("Weźcie &lt;script&gt; psa.", "Weźcie &lt;script&gt; psa."),
    ],
)
def test_what_does_not_belong_into_a_text_is_left_out(
    translator: Client,
    work: Translation,
    django_capture_on_commit_callbacks: Any,
    sent: str,
    kept: str,
) -> None:
    send_po(translator, filled(download(translator, work), {**TEXTS, "Vezměte psa.": sent}))
    row = StringTranslation.objects.get(translation_of__data="Vezměte psa.")
    assert (row.data, row.has_error) == (kept, False)
    polish = publish(client_of("Moderators"), work, django_capture_on_commit_callbacks)
    assert f">{kept}</p>" in str(polish.body)


def test_html_in_a_plain_text_is_shown_as_such(
    translator: Client, work: Translation, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    texts = {**TEXTS, "Jaro": "Wiosna &lt;b&gt; <b>już</b>"}
    send_po(translator, filled(download(translator, work), texts))
    polish = publish(client_of("Moderators"), work, django_capture_on_commit_callbacks)
    assert polish.title == "Wiosna <b> już"
    assert "Wiosna &lt;b&gt; już" in client.get(polish.url).text


def test_texts_that_the_source_no_longer_has_are_told_and_left_out(
    translator: Client, work: Translation
) -> None:
    content = filled(download(translator, work), TEXTS).replace("Vezměte psa.", "Vezměte kočku.")
    url = reverse("translation_upload")
    file = SimpleUploadedFile("x.po", content.encode())
    answer = translator.post(url, {"files": [file]}, follow=True, headers={"Accept-Language": "en"})
    assert "3 texts taken in" in told(answer)
    assert "1 text is not in the original any more" in told(answer)


def test_who_may_not_change_the_translation_may_not_send_it(work: Translation) -> None:
    content = filled(work.export_po(), TEXTS)
    stranger = client_of(permissions=["wagtail_localize.submit_translation"], username="stranger")
    answer = stranger.post(
        reverse("translation_upload"),
        {"files": [SimpleUploadedFile("x.po", content.encode())]},
        follow=True,
        headers={"Accept-Language": "en"},
    )
    assert "You may not translate" in told(answer)
    url = reverse("wagtail_localize:upload_pofile", args=[work.pk])
    stranger.post(url, {"file": SimpleUploadedFile("x.po", content.encode())})
    assert not StringTranslation.objects.exists()
