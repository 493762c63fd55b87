"""What was asked about an entry whose last check is long ago: one row for each letter."""

from typing import ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders of all entries."""

    def of(self, entry: models.Model) -> Self:
        """Return those about ``entry``."""
        kind = ContentType.objects.get_for_model(entry)
        return self.filter(entry_type=kind, entry_id=entry.pk)


class Reminder(models.Model):
    """A letter that asks whether an entry is still true.

    The row is the right to send it: there is one for each number of each check, so two
    workers never send the same.
    """

    entry_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    entry_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("entry_type", "entry_id")
    # The day of the check that has become old: a new check begins to count anew.
    since = models.DateField()
    # First or second.
    number = models.PositiveSmallIntegerField()
    # How many readers it went to; with none, staff are told.
    readers = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry_type", "entry_id", "since", "number"], name="reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d}"
