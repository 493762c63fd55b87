"""What can be translated: pages of all kinds, and entries."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q
from django.utils.text import capfirst
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.permissions import get_permission_name

from portal.common.furniture import HOME_DEPTH
from portal.common.models import Entry
from portal.common.pages import BasePage
from portal.common.text import collation_key
from portal.common.translations.states import Table, content_type_of, oldest
from words import fold


def tables(user: Any) -> list[Table]:
    """Return what ``user`` may change, or see."""
    return [pages(user), *(entries(model) for model in entry_models() if may_see(user, model))]


def pages(user: Any) -> Table:
    """Return the pages that ``user`` works on."""
    seen = page_permission_policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    published = seen.live().filter(depth__gte=HOME_DEPTH, alias_of=None)
    return Table(oldest(published), name="title", of_kind=F("content_type"), words="title")


def entries(model: type[Entry]) -> Table:
    """Return the public entries of ``model``."""
    published = model._default_manager.published()
    return Table(published, model.title_field, content_type_of(model), words="folded")


def entry_models() -> Iterator[type[Entry]]:
    """Yield the models of entries."""
    return (model for model in apps.get_models() if issubclass(model, Entry))


def page_models() -> Iterator[type[BasePage]]:
    """Yield the models of pages."""
    return (model for model in apps.get_models() if issubclass(model, BasePage))


def may_see(user: Any, model: type[Entry]) -> bool:
    """Return whether ``user`` may see or change entries of ``model``."""
    names = (get_permission_name(action, model) for action in ("view", "change"))
    return any(user.has_perm(name) for name in names)


def choices(language: str) -> list[tuple[str, str]]:
    """Return the key and the name of each kind, in the order of ``language``."""
    models: list[type[Model]] = [*page_models(), *entry_models()]
    named = [
        (
            str(ContentType.objects.get_for_model(model).pk),
            str(capfirst(model._meta.verbose_name_plural)),
        )
        for model in models
    ]
    return sorted(named, key=lambda each: collation_key(each[1], language))


def of_kind(table: Table, key: str) -> Table | None:
    """Return the rows of ``table`` that are of the kind ``key``; ``None`` if it has none."""
    if issubclass(table.sources.model, Page):
        return table.narrowed(Q(content_type=key))
    return table if str(ContentType.objects.get_for_model(table.sources.model).pk) == key else None


def with_words(table: Table, typed: str) -> Table:
    """Return the rows of ``table`` that have every word of ``typed`` in their name."""
    condition = Q()
    for word in typed.split():
        asked = fold(word) if table.words == "folded" else word
        condition &= Q(**{f"{table.words}__icontains": asked})
    return table.narrowed(condition)
