"""A published source: its translations hear of it at once, and stay as they are but for facts.

wagtail-localize waits until somebody asks it to bring translations up to date, one source
at a time. Here the frozen copy that translators see is renewed by itself, so a translation
is out of date the moment its source says something else, and facts (when, where, by whom)
are the same in every language a second later. Nothing is published or taken down by it.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from wagtail import signals
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields
from wagtail_localize.models import SegmentOverride, Translation, TranslationSource

from portal.common.translations.models import forget, stamp


def connect() -> None:
    """Listen to what is published; called once, when the apps are ready."""
    signals.published.connect(published, dispatch_uid="translations")
    models.signals.post_delete.connect(deleted, dispatch_uid="translations")


def published(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Receive Wagtail's signal that a page or a snippet was published."""
    if isinstance(instance, TranslatableMixin):
        version = instance.specific if isinstance(instance, Page) else instance
        with transaction.atomic():
            stamp(version)
            renew(version)


def deleted(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Forget when the texts of a deleted version changed."""
    if isinstance(instance, TranslatableMixin):
        forget(instance)


def renew(source: Any) -> None:
    """Let the translations that are made of ``source`` know what it says now."""
    copies = TranslationSource.objects.filter(
        object_id=source.translation_key, locale_id=source.locale_id
    )
    for copy in copies.filter(translations__enabled=True).distinct():
        copy.update_from_db()
        # Entries read their facts from the source anyway.
        if isinstance(source, Page):
            for work in copy.translations.filter(enabled=True).select_related("target_locale"):
                carry_facts(source, work)


def carry_facts(source: Any, work: Translation) -> None:
    """Give the page made by ``work`` the facts of ``source``; its texts stay."""
    page = target_of(work)
    if page is None or not page.live:
        return
    overridden = overrides(work)
    names = [name for name in facts_of(type(source)) if name not in overridden]
    for name in names:
        carry(source, page, name)
    for name in rows_with_texts(type(source)):
        carry_rows(source, page, name)
    settle(page)


def settle(page: Any) -> None:
    """Save ``page`` as it is shown, and let its history end with that."""
    if not page.has_unpublished_changes:
        page.live_revision = page.save_revision(changed=False, clean=False)
    page.save(clean=False)


def target_of(work: Translation) -> Any:
    """Return the page that ``work`` makes; ``None`` if somebody has deleted it."""
    try:
        return work.get_target_instance()
    except models.ObjectDoesNotExist:
        return None


def overrides(work: Translation) -> set[str]:
    """Return the names of the facts that this translation has for itself."""
    rows = SegmentOverride.objects.filter(
        locale=work.target_locale, context__object_id=work.source.object_id
    )
    return set(rows.values_list("context__path", flat=True))


def facts_of(model: type[models.Model]) -> Iterator[str]:
    """Yield the names of the fields that are the same in every language."""
    for field in get_translatable_fields(model):
        if isinstance(field, SynchronizedField):
            yield field.field_name


def rows_with_texts(model: type[models.Model]) -> Iterator[str]:
    """Yield the names of the relations whose rows hold facts and texts."""
    for field in get_translatable_fields(model):
        if isinstance(field, TranslatableField) and is_relation(field.get_field(model)):
            yield field.field_name


def is_relation(field: Any) -> bool:
    """Return whether ``field`` stands for rows that belong to its model."""
    return isinstance(field, models.ManyToOneRel) and isinstance(field.remote_field, ParentalKey)


def carry(source: Any, page: Any, name: str) -> None:
    """Give ``page`` the fact called ``name``."""
    field = source._meta.get_field(name)
    if is_relation(field):
        source.copy_child_relation(name, page)
    else:
        setattr(page, field.attname, getattr(source, field.attname))


def carry_rows(source: Any, page: Any, name: str) -> None:
    """Give ``page`` the rows of ``source``; texts of rows that are new wait for a translator."""
    known = {row.translation_key: row for row in getattr(page, name).all()}
    rows = [
        with_facts(row, known.get(row.translation_key), page) for row in getattr(source, name).all()
    ]
    setattr(page, name, rows)


def with_facts(row: Any, known: Any, page: Any) -> Any:
    """Return ``known``, or a new row of ``page``, with the facts of ``row``."""
    model = type(row)
    made = known or model(translation_key=row.translation_key, locale=page.locale)
    for name in facts_of(model):
        carry(row, made, name)
    # Their order is no field that anybody edits.
    if hasattr(row, "sort_order"):
        made.sort_order = row.sort_order
    return made
