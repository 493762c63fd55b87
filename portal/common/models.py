"""What the models of all apps have in common: entries, and pages (pages.py)."""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import cached_property
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

from portal.common.brand import Brand
from portal.common.counting import ViewCount
from portal.common.fields import FoldedField
from portal.common.furniture import furniture, language_of, languages
from portal.common.hiding import Hiding
from portal.common.limits import Claim, Count
from portal.common.links import Link
from portal.common.outbox import Mail
from portal.common.pictures import Picture, PictureRendition
from portal.common.placards import Placard
from portal.common.querysets import EntryQuerySet
from portal.common.reminders import Reminder
from portal.common.text import address
from portal.common.translations.models import TextStamp
from portal.common.versions import ContentVersion

__all__ = [
    "Brand",
    "Claim",
    "ContentVersion",
    "Count",
    "Entry",
    "Hiding",
    "Link",
    "Mail",
    "Picture",
    "PictureRendition",
    "Reminder",
    "TextStamp",
    "ViewCount",
]


class Entry(
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

    folded = FoldedField()

    objects = EntryQuerySet.as_manager()

    # The field that names the entry, in its own language.
    title_field: ClassVar[str] = "title"
    # The page that lists entries of this kind: its model, and its role among pages.
    index_model: ClassVar[str]
    role: ClassVar[str]

    # A translation is a draft of its own, not yet published, locked or expired.
    exclude_fields_in_copy: ClassVar = [
        *("first_published_at", "last_published_at", "live_revision", "expired"),
        *("locked", "locked_at", "locked_by", "has_unpublished_changes"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.heading or f"#{self.pk}"

    @property
    def heading(self) -> str:
        return str(getattr(self, self.title_field))

    @property
    def lookup_text(self) -> str:
        """What staff find the entry by."""
        return f"{self.heading} {self.summary}"

    @cached_property
    def facts(self) -> Self:
        """The row that holds the facts: the source, or this one if it is the source."""
        return self.source or self

    @property
    def entry_id(self) -> int | None:
        """Its number in addresses and in the index, in every language; None before it is saved."""
        number: int | None = self.source_id or self.pk
        return number

    @property
    def address(self) -> str:
        """The last part of its address: ``walk-the-dogs-12``."""
        return address(self.heading, self.entry_id or 0)

    def url_in(self, language: str) -> str:
        """Return the path of this version below the list of ``language``; "" without a list."""
        return self._url(language, self.heading)

    def _url(self, language: str, heading: str) -> str:
        link = furniture(language).roles.get(self.role)
        return f"{link.url}{address(heading, self.entry_id or 0)}/" if link else ""

    def urls(self) -> dict[str, str]:
        """Return the path of each published version by language, the source's own first."""
        if not self.pk:
            return {}
        versions = type(self)._default_manager.live().order_by("pk")
        versions = versions.filter(Q(pk=self.entry_id) | Q(source=self.entry_id))
        headings = versions.values_list("locale_id", self.title_field)
        urls = {code: self._url(code, h) for pk, h in headings if (code := languages()[pk])}
        return {language: url for language, url in urls.items() if url}

    def version_in(self, language: str) -> Self:
        """Return the published version in ``language``, or this one, the source."""
        if language_of(self) == language:
            return self
        # Asked for the language, too, SQLite would read all entries of that language.
        versions = (v for v in self.translations.live() if language_of(v) == language)
        return next(versions, self)

    def things(self) -> list[dict[str, Any]]:
        """Return what the entry is for machines (schema.org)."""
        return []

    def placard(self) -> Placard:
        """Return what stands on its picture where it is shared, in the active language."""
        return Placard(self.heading)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the draft on the very page that will show it."""
        index = apps.get_model(self.index_model).in_language(self.locale.language_code)
        if index is None:
            raise Http404
        # The request of a preview names no language, but that of whoever edits.
        with translation.override(self.locale.language_code):
            response: HttpResponse = index.render_entry(request, self)
        return response

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.source_id:
            self.source = self._first_of_its_translations()
        # Its many-to-many rows are written after the row itself: the index, told at
        # commit, must find both.
        with transaction.atomic():
            super().save(*args, **kwargs)

    def _first_of_its_translations(self) -> Self | None:
        same = type(self)._default_manager.filter(translation_key=self.translation_key)
        first: Self | None = same.filter(source=None).order_by("pk").first()
        return first

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A translation is checked for its texts; facts are checked on the source."""
        if self.source_id:
            texts = {field.field_name for field in self.translatable_fields}
            exclude = set(kwargs.get("exclude") or ())
            exclude |= {f.name for f in self._meta.get_fields() if f.name not in texts}
            kwargs["exclude"] = exclude
        super().full_clean(*args, **kwargs)

    def check_complete(self) -> None:
        """Raise ``ValidationError``, by field, unless the entry may be published as it is."""
        self.full_clean()
