"""What the models of all apps have in common: entries, and pages (pages.py)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from portal.common.querysets import EntryQuerySet
from portal.common.text import fold


class Entry(  # type: ignore[misc]  # the mixins of Wagtail carry no types
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A listing with drafts, revisions, workflow, locking, preview and translations.

    The first row of a ``translation_key`` is the *source*: it holds the facts
    (dates, places, fields …). A translation holds texts and tags only; whatever
    facts it copied when it was made are stale and read by nobody: ask
    :attr:`facts`. wagtail-localize copies many-to-many fields once and never
    again, which is why.
    """

    source = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        verbose_name=_("source entry"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all of it is true. Readers see this."),
    )

    objects = EntryQuerySet.as_manager()

    # The field that names the entry, in its own language.
    title_field: ClassVar[str] = "title"

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.heading or f"#{self.pk}"

    @property
    def heading(self) -> str:
        return str(getattr(self, self.title_field))

    @cached_property
    def facts(self) -> Self:
        """The row that holds the facts: the source, or this one if it is the source."""
        return self.source if self.source_id else self

    @property
    def entry_id(self) -> int:
        """The number of the entry in addresses and in the index, in every language."""
        return int(self.source_id or self.pk)

    @property
    def address(self) -> str:
        """The last part of its address: ``walk-the-dogs-12``."""
        slug = slugify(fold(self.heading))[:60].strip("-")
        return f"{slug}-{self.entry_id}" if slug else str(self.entry_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.source_id:
            self.source = self._first_of_its_translations()
        super().save(*args, **kwargs)

    def _first_of_its_translations(self) -> Self | None:
        same = type(self)._default_manager.filter(translation_key=self.translation_key)
        return same.filter(source=None).order_by("pk").first()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A translation is checked for its texts; facts are checked on the source."""
        if self.source_id:
            texts = {field.field_name for field in self.translatable_fields}
            exclude = set(kwargs.get("exclude") or ())
            exclude |= {f.name for f in self._meta.get_fields() if f.name not in texts}
            kwargs["exclude"] = exclude
        super().full_clean(*args, **kwargs)
