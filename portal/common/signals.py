"""Any saved or deleted thing that a page may show makes a new content version."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from portal.common import versions

# What a draft changes on its row: no visitor sees it.
UNSEEN = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
}
# Models whose rows show on public pages; apps add theirs in ``AppConfig.ready``.
_shown: set[type[Model]] = set()


def shows_on_pages(*labels: str) -> None:
    """Declare models (``app.Model``) whose changes visitors see."""
    _shown.update(apps.get_model(label) for label in labels)


def content_saved(sender: type[Model], **kwargs: Any) -> None:
    """Bump the content version unless only a draft was saved."""
    if is_shown(sender) and not is_unseen(**kwargs):
        versions.bump()


def is_unseen(
    instance: Model,
    created: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> bool:
    """Return whether what a signal tells of a saved row is nothing that visitors see."""
    if update_fields is not None and set(update_fields) <= UNSEEN:
        return True
    return created and not getattr(instance, "live", True)


def is_shown(model: type[Model]) -> bool:
    """Return whether rows of ``model``, or of a parent of it, show on pages."""
    return any(parent in _shown for parent in (model, *model._meta.get_parent_list()))


def connect() -> None:
    """Listen to all models; called once, when the apps are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(content_saved, dispatch_uid="content_version")
