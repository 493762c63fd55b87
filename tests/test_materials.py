"""The library: files, their pages and pictures, filters, what is wrong with a file."""

from typing import Any

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document

from advice.models import MaterialIndexPage, MaterialPage
from tests import factories
from tests.advising import Advice, topic

pytestmark = pytest.mark.django_db
HALF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    """Keep files where the test is."""
    settings.MEDIA_ROOT = tmp_path / "media"


def pdf(pages: int = 2) -> bytes:
    """Return a PDF with so many empty pages."""
    from io import BytesIO

    made, content = pypdfium2.PdfDocument.new(), BytesIO()
    for _number in range(pages):
        made.new_page(595, 842)
    made.save(content)
    return content.getvalue()


def document(content: bytes, name: str = "leaflet.pdf") -> Document:
    made = Document(title=name, file=ContentFile(content, name=name))
    made.file_size = len(content)
    made.save()
    return made


def material(
    language: str = "cs", like: MaterialPage | None = None, publish: bool = True, **attributes: Any
) -> MaterialPage:
    """Return a material with a file of two pages."""
    index = MaterialIndexPage.objects.get(locale=factories.locale(language))
    name = f"m{MaterialPage.objects.count()}"
    if "document" not in attributes:
        attributes["document"] = document(pdf())
    values = {"title": name, "slug": name, "summary": "To take away.", "topic": topic()}
    page = MaterialPage(locale=index.locale, **{**values, **attributes})
    if like:
        page.translation_key = like.translation_key
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_pages_are_counted_and_the_first_is_drawn(client: Client, advice: Advice) -> None:
    page = material("en", document=document(pdf(3)))
    page.refresh_from_db()
    assert page.pages == 3
    assert page.picture is not None
    assert (page.picture.width, page.picture.height) == (600, 850)
    text = client.get(page.url).text
    assert "3 pages" in text
    assert page.document
    assert page.document.url in text
    assert "CC BY 4.0" in text


def test_picture_of_the_editor_is_kept(advice: Advice) -> None:
    first = material()
    page = material(picture=first.picture)
    assert page.picture == first.picture


@pytest.mark.parametrize("content", [HALF, b"", b"MZ no pdf at all", pdf()[:300]])
def test_broken_file_is_told_beside_its_field(advice: Advice, content: bytes) -> None:
    page = MaterialPage(title="Broken", slug="broken", document=document(content))
    with pytest.raises(ValidationError) as error:
        page.clean()
    assert "cannot be opened" in str(error.value.message_dict["document"])


def test_only_a_translation_may_be_without_a_file(client: Client, advice: Advice) -> None:
    with pytest.raises(ValidationError):
        MaterialPage(title="None", slug="none", document=None).clean()
    page = material("cs", title="Vzor")
    material("pl", like=page, document=None, title="Wzór", slug="wzor")
    assert page.document
    assert page.document.url in client.get(f"{advice.materials['pl']}wzor/").text
    assert "Wzór" not in client.get(f"{advice.materials['pl']}?in=pl").text


def test_other_files_have_no_pages(client: Client, advice: Advice) -> None:
    page = material("en", document=document(b"words", "sample.odt"))
    assert page.pages is None
    assert "ODT" in client.get(page.url).text


def test_other_languages_are_offered_with_their_files(client: Client, advice: Advice) -> None:
    page = material("cs", title="Vzor smlouvy")
    other = material("pl", like=page, title="Wzór porozumienia")
    text = client.get(page.url).text
    assert other.document
    assert other.document.url in text
    assert '<span lang="pl">Polski</span>' in text


def test_list_is_narrowed_by_topic_and_language(client: Client, advice: Advice) -> None:
    both = material("cs", title="Both")
    material("pl", like=both, title="Oba")
    material("cs", title="Czech only", topic=topic("grants"))
    page = client.get(f"{advice.materials['cs']}?in=pl").text
    assert "Both" in page
    assert "Czech only" not in page
    assert 'lang="pl">Polski</a>' in page
    page = client.get(f"{advice.materials['cs']}?topic=grants").text
    assert "Czech only" in page
    assert "Both" not in page


def test_material_without_translation_is_listed_marked(client: Client, advice: Advice) -> None:
    page = material("cs", title="Vzor smlouvy", slug="vzor")
    assert page.pk
    text = client.get(advice.materials["sl"]).text
    assert 'lang="cs" hreflang="cs">Vzor smlouvy</a>' in text
    assert client.get(f"{advice.materials['sl']}vzor/").status_code == 200


def test_queries_do_not_grow(client: Client, advice: Advice, settings: Any) -> None:
    page = material()
    picture, file = page.picture, page.document
    for _number in range(11):
        material(picture=picture, document=file)
    material("pl", like=page, picture=picture)
    settings.CONTENT_VERSION_SECONDS = 60
    for url in (page.url, advice.materials["cs"]):
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(f"{url}?fresh=1")
        assert len(found) <= 15, [one["sql"] for one in found]
