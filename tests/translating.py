"""What translators do in the admin, with pages and entries alike."""

from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from tests import factories
from tests.admin import address


def edit_address(thing: Any) -> str:
    """Return where a page or an entry is edited."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return address("edit", thing)


def begin(client: Client, source: Any, language: str = "pl") -> Translation:
    """Press "Translate" on ``source``; return the work that comes of it."""
    if isinstance(source, Page):
        url = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    else:
        meta = source._meta
        keys = [meta.app_label, meta.model_name, source.pk]
        url = reverse("wagtail_localize:submit_snippet_translation", args=keys)
    client.post(url, {"locales": [factories.locale(language).pk]})
    work: Translation = Translation.objects.get(
        source__object_id=source.translation_key, target_locale=factories.locale(language)
    )
    return work


def words(work: Translation) -> dict[str, str]:
    """Return what there is to translate, by the place where it stands."""
    rows = StringSegment.objects.filter(source=work.source).order_by("order")
    return dict(rows.values_list("context__path", "string__data"))


def write(client: Client, work: Translation, texts: dict[str, str]) -> None:
    """Fill in ``texts``: the original → its translation."""
    rows = StringSegment.objects.filter(source=work.source).select_related("string")
    for segment in rows:
        if (text := texts.get(segment.string.data)) is not None:
            url = reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk])
            form = urlencode({"value": text})
            kind = "application/x-www-form-urlencoded"
            assert client.put(url, form, content_type=kind).status_code in (200, 201)


def write_all(client: Client, work: Translation, mark: str = "PL ") -> None:
    """Translate everything, each text with ``mark`` before it: by a PO file, as agencies do."""
    po = work.export_po()
    for entry in po:
        entry.msgstr = mark + entry.msgid
    send_po(client, str(po))


def send_po(client: Client, content: str | bytes, name: str = "texts.po") -> Any:
    """Take in a PO file; return the page that tells of it."""
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse("translation_upload"), {"files": [file]}, follow=True)


def publish(client: Client, work: Translation, capture: Any) -> Any:
    """Press "Publish"; return the version as it is then."""
    with capture(execute=True):
        client.post(edit_address(work.get_target_instance()), {"action": "publish"})
    return work.get_target_instance()
