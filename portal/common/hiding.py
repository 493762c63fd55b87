"""Entries that are hidden but not gone: who hides one so may bring it back as it was.

Nothing is checked anew then, because nothing is new: what comes back is the row that was
public. What staff take down themselves (Wagtail's "unpublish") leaves no :class:`Hiding`,
so nobody else can bring it back.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import published

HIDE, SHOW = "portal.hide", "portal.show"


class Reason(models.TextChoices):
    """Why an entry is hidden."""

    STALE = "stale", _("nobody said that it is still true")
    PAUSED = "paused", _("paused")
    FOUND = "found", _("people were found")
    CLOSED = "closed", _("closed")


class HidingQuerySet(models.QuerySet["Hiding"]):
    """Hidings, ended or not."""

    def of(self, entry: models.Model) -> Self:
        """Return those of ``entry``."""
        kind = ContentType.objects.get_for_model(entry)
        return self.filter(entry_type=kind, entry_id=entry.pk)

    def lasting(self) -> Self:
        """Return those that have not ended, the latest first."""
        return self.filter(ended_at=None).order_by("-pk")


class Hiding(models.Model):
    """From when to when an entry was hidden, and why."""

    entry_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    entry_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("entry_type", "entry_id")
    reason = models.CharField(max_length=10, choices=Reason)
    # What visitors saw last; the row has it, too.
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    # How many people were found, if that is why.
    people = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # When staff were told of it, if they have to be.
    told_at = models.DateTimeField(null=True)

    objects = HidingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["entry_type", "entry_id"], name="hiding_entry_idx")
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.at:%Y-%m-%d}"


def hiding_of(entry: Any) -> Hiding | None:
    """Return why ``entry`` is hidden; ``None`` if it is shown or was taken down by staff."""
    return hidings_of([entry]).get(entry.pk)


def hidings_of(entries: Sequence[Any]) -> dict[int, Hiding]:
    """Return why those of ``entries``, all of one kind, that are hidden are; one query."""
    keys = [entry.pk for entry in entries if not entry.live]
    if not keys:
        return {}
    kind = ContentType.objects.get_for_model(entries[0])
    rows = Hiding.objects.lasting().filter(entry_type=kind, entry_id__in=keys)
    return {row.entry_id: row for row in reversed(rows)}


def locked(entry: Any) -> Any:
    """Return the row of ``entry`` as it is now; nobody else changes it in this transaction."""
    return type(entry).objects.select_for_update().get(pk=entry.pk)


@transaction.atomic
def hide(entry: Any, reason: Reason, people: int | None = None) -> Hiding | None:
    """Hide ``entry``; return ``None`` if it is hidden already."""
    row = locked(entry)
    if not row.live:
        return None
    revision = public_revision(row)
    row.unpublish(log_action=False)
    log(row, HIDE, data={"reason": str(reason)}, revision=revision)
    entry.refresh_from_db(fields=["live", "live_revision", "has_unpublished_changes"])
    return Hiding.objects.create(entry=row, reason=reason, revision=revision, people=people)


def public_revision(row: Any) -> Revision | None:
    """Return the version that visitors see, if it is known which one that is.

    Where it is not, a new one would stand before changes that wait for a check.
    """
    if row.live_revision or row.has_unpublished_changes:
        return row.live_revision
    return row.save_revision()


@transaction.atomic
def show_again(entry: Any, **facts: Any) -> bool:
    """Show ``entry`` as it was, with ``facts`` that need no check; return whether it was hidden.

    Not by Wagtail's ``publish``: that would end a check of changes that wait for one.
    """
    row = locked(entry)
    hiding = hiding_of(row)
    if hiding is None:
        return False
    row.live = True
    row.live_revision = hiding.revision
    row.last_published_at = timezone.now()
    unknown = hiding.revision_id is None
    row.has_unpublished_changes = unknown or row.latest_revision_id != hiding.revision_id
    row.save()
    stamp(row, **facts)
    ended(row)
    log(row, SHOW, data={"reason": hiding.reason}, revision=hiding.revision)
    entry.refresh_from_db()
    return True


def ended(entry: models.Model) -> None:
    """Note that ``entry`` is shown again."""
    Hiding.objects.of(entry).filter(ended_at=None).update(ended_at=timezone.now())


@receiver(published)
def published_by_staff(instance: models.Model, **kwargs: Any) -> None:
    """It is shown again without anybody having asked for it here."""
    ended(instance)


@transaction.atomic
def stamp(entry: Any, **facts: Any) -> None:
    """Set ``facts`` of ``entry`` now: on its row, and in what may be published later.

    Otherwise a draft from before would take them back.
    """
    if not facts:
        return
    for name, value in facts.items():
        setattr(entry, name, value)
    entry.save(update_fields=[*facts, "updated_at"])
    content = entry.serializable_data()
    written = {name: content[name] for name in facts}
    keys = {entry.latest_revision_id, entry.live_revision_id} - {None}
    for revision in Revision.objects.select_for_update().filter(pk__in=keys):
        changed = {**revision.content, **written}
        Revision.objects.filter(pk=revision.pk).update(content=changed)
