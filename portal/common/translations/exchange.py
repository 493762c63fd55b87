"""Texts that are translated elsewhere: taken out as PO files, and taken in again.

wagtail-localize's own view raises on files without its header, and on no file at all;
ours says what is wrong with a file, and cleans what is in it.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import polib
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import UploadedFile
from django.db.models import ObjectDoesNotExist
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation
from wagtail_localize.strings import INLINE_TAGS, extract_ids
from wagtail_localize.views.edit_translation import user_can_edit_instance

from portal.common.furniture import language_name
from words import fold

# Of a file that is taken in, in bytes: the longest guide has 60 kB.
LARGEST = 2 * 1024 * 1024
HEADER = "X-WagtailLocalize-TranslationID"
# Elements that hold no words for readers.
WORDLESS = ("script", "style", "template", "iframe", "object", "svg")


class Refused(Exception):
    """A file that nothing is taken from; its text tells the translator why."""


@dataclass(frozen=True)
class Taken:
    """What came of one file: how many texts it held, and how many were not what they should."""

    work: Translation
    texts: int
    cleaned: int
    unknown: int

    @property
    def language(self) -> str:
        """The name of the language that it translates into."""
        return language_name(self.work.target_locale.language_code)


def take_in(file: "UploadedFile[Any]", user: object, only: Translation | None = None) -> Taken:
    """Store the translations in ``file``, all or none; raises :class:`Refused`.

    Those of ``only``, if it is given.
    """
    po = parsed(file)
    work = work_of(po)
    if only is not None and only != work:
        raise Refused(_("It translates something else."))
    if not may_translate(user, work):
        raise Refused(_("You may not translate what this file is for."))
    entries = [entry for entry in po if entry.msgstr and not entry.obsolete]
    cleaned = sum(clean(entry) for entry in entries)
    warnings = work.import_po(po, user=user, tool_name="PO")
    return Taken(work, len(entries) - len(warnings), cleaned, len(warnings))


def parsed(file: "UploadedFile[Any]") -> polib.POFile:
    """Return what ``file`` holds; raises :class:`Refused` unless it is a PO file of ours."""
    if (file.size or 0) > LARGEST:
        raise Refused(_("It is larger than %(size)s.") % {"size": filesizeformat(LARGEST)})
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("It is no PO file: it is not written in UTF-8.")) from error
    # polib takes a text without a line's end for the path of a file.
    if "\n" not in text or "msgid" not in text:
        raise Refused(_("It is no PO file."))
    try:
        return polib.pofile(text)
    # Of polib, one for all that is wrong in a file.
    except (OSError, ValueError, IndexError) as error:
        raise Refused(_("It is broken: %(error)s") % {"error": error}) from error


def work_of(po: polib.POFile) -> Translation:
    """Return what ``po`` translates; raises :class:`Refused` if that is not known here."""
    unknown = Refused(_("It was not made here, or what it translates is gone."))
    try:
        key = UUID(po.metadata[HEADER])
    except (KeyError, ValueError) as error:
        raise unknown from error
    works = Translation.objects.select_related("source", "target_locale")
    work = works.filter(uuid=key, enabled=True).first()
    if work is None:
        raise unknown
    return work


def may_translate(user: object, work: Translation) -> bool:
    """Return whether ``user`` may change the translation that ``work`` makes."""
    try:
        return bool(user_can_edit_instance(user, work.get_target_instance()))
    except ObjectDoesNotExist:
        return False


def clean(entry: polib.POEntry) -> bool:
    """Leave of a translation what a text may hold; return whether that was less than all."""
    soup = BeautifulSoup(entry.msgstr, "html.parser")
    links = extract_ids(entry.msgid)
    changed = [clean_tag(tag, links) for tag in soup.find_all(True)]
    if not any(changed):
        return False
    entry.msgstr = str(soup)
    return True


def clean_tag(tag: Tag, links: set[str]) -> bool:
    """Take away ``tag``, or of it what is not allowed; return whether something was."""
    if tag.decomposed:
        return False
    if tag.name in WORDLESS:
        tag.decompose()
        return True
    if tag.name not in INLINE_TAGS or (tag.name == "a" and tag.get("id") not in links):
        tag.unwrap()
        return True
    allowed = {"id"} if tag.name == "a" else set()
    surplus = set(tag.attrs) - allowed
    for name in surplus:
        del tag[name]
    return bool(surplus)


def file_name(work: Translation) -> str:
    """Return what the file of ``work`` is called: ``wolontariat-od-a-do-z-12-pl.po``."""
    title = slugify(fold(work.source.object_repr))[:60] or "text"
    return f"{title}-{work.pk}-{work.target_locale.language_code}.po"


def archive(works: Iterable[Translation]) -> bytes:
    """Return a ZIP archive with the files of ``works``."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for work in works:
            made.writestr(file_name(work), str(work.export_po()))
    return content.getvalue()
