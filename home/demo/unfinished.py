"""What goes on behind the pages of the demo: changes and translations that are under way."""

from typing import Any

from django.db.models import Q
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationSource,
)

from home.demo.reading import Row, key_of, read_editorial


def make() -> int:
    """Make what is not there yet; return how many changes and translations that were."""
    rows = read_editorial("unfinished")
    return sum(map(change, rows["change"])) + sum(map(translation, rows["translation"]))


def source_of(row: Row) -> Any:
    """Return the page that a row is about; ``None`` in a portal without its language."""
    pages = Page.objects.filter(translation_key=key_of(row["kind"], row["key"])).order_by("pk")
    if "language" in row:
        pages = pages.filter(locale__language_code=row["language"])
    page = pages.first()
    return page.specific if page else None


NOT_TEXT = ("kind", "key", "language", "public")


def change(row: Row) -> bool:
    """Change a page; unless the change is public, readers see what they saw before."""
    page = source_of(row)
    texts = {name: text for name, text in row.items() if name not in NOT_TEXT}
    if page is None or page.has_unpublished_changes or is_there(page, texts):
        return False
    for name, text in texts.items():
        setattr(page, name, text)
    revision = page.save_revision()
    if row.get("public"):
        revision.publish()
    return True


def is_there(page: Any, texts: Row) -> bool:
    """Return whether ``page`` has these texts already."""
    return all(getattr(page, name) == text for name, text in texts.items())


def translation(row: Row) -> bool:
    """Begin a translation side by side, as far as the row has texts."""
    page = source_of(row)
    locale = Locale.objects.filter(language_code=row["into"]).first()
    if page is None or locale is None or page.has_translation(locale):
        return False
    source, _new = TranslationSource.get_or_create_from_instance(page)
    work = Translation.objects.create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        if text := row["texts"].get(segment.string.data):
            StringTranslation.from_text(segment.string, locale, segment.context, text)
    work.save_target(publish=False)
    return True


def remove() -> None:
    """Forget what was translated side by side; the pages go with their lists."""
    keys = [key_of(row["kind"], row["key"]) for row in read_editorial("unfinished")["translation"]]
    # In this order: what is translated is protected by where it stands.
    StringTranslation.objects.filter(context__object_id__in=keys).delete()
    TranslationSource.objects.filter(object_id__in=keys).delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    used = Q(pk__in=StringSegment.objects.values("string"))
    translated = Q(pk__in=StringTranslation.objects.values("translation_of"))
    String.objects.exclude(used | translated).delete()
    Template.objects.exclude(pk__in=TemplateSegment.objects.values("template")).delete()
