"""Two records that were one person's, and pairs of which somebody said that they are not."""

from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.private_rows import Private
from volunteers.models.volunteer import Volunteer


class Merge(Private):
    """One record went into another. It has what is needed to take both apart again."""

    kept = models.ForeignKey(Volunteer, models.CASCADE, related_name="merges")
    # The primary key that the other record had, and gets back.
    gone = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)
    # Empty: the person did it, by confirming an address.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Name of a field → value: of both records before, of the one that is left after it.
    kept_before = models.JSONField()
    gone_before = models.JSONField()
    after = models.JSONField()
    # Kind of row → the primary keys of those that changed hands.
    moved = models.JSONField()

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept_id}"


class NotSame(Private):
    """Somebody said that two records are two people: nobody is asked again."""

    # The one with the smaller primary key.
    one = models.ForeignKey(Volunteer, models.CASCADE, related_name="+")
    other = models.ForeignKey(Volunteer, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_same_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


def say_apart(keys: Collection[int]) -> bool:
    """Keep that the two records with ``keys`` are two people; return whether that is new."""
    one, other = sorted(keys)
    return NotSame.objects.get_or_create(one_id=one, other_id=other)[1]
