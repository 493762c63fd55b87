"""Searches that people keep: who, what, how often, and up to where they have been told."""

import datetime
import hashlib
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common import sites
from portal.common.private_rows import Private


class Often(models.TextChoices):
    """How often somebody wants to hear of what is new."""

    NOW = "now", _("as soon as there is something")
    DAILY = "daily", _("once a day, in the morning")
    WEEKLY = "weekly", _("once a week, on Monday morning")


class Question(Private):
    """A list as it was narrowed; many people may keep the same."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    # On which of the installation's sites it was asked.
    site = models.ForeignKey(
        "wagtailcore.Site", models.CASCADE, null=True, default=sites.origin, related_name="+"
    )
    # The parameters of the list, always in the same order ("?q=psi&region=CZ"); "" for all of it.
    asked = models.TextField(blank=True)
    # Stands for all of the above.
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


def digest(kind: str, language: str, site: int | None, asked: str) -> str:
    """Return what tells one question from another."""
    return hashlib.sha256(repr((kind, language, site, asked)).encode()).hexdigest()


class Reader(Private):
    """An address that keeps searches, or that somebody gave."""

    email = models.EmailField(_("e-mail"), max_length=320)
    # The same whatever letters are large.
    folded = models.CharField(max_length=320, unique=True)
    # When they last said, by pressing a button, that they want these mails.
    active_at = models.DateTimeField(default=timezone.now, db_index=True)
    # When we asked whether they still do.
    asked_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"#{self.pk}"


class AlertQuerySet(models.QuerySet["Alert"]):
    """Kept searches in all states."""

    def confirmed(self) -> Self:
        """Return those whose address is the reader's."""
        return self.exclude(confirmed_at=None)

    def due(self, last: int, now: datetime.datetime) -> Self:
        """Return those to be told of what has arrived up to the number ``last``."""
        at_once = Q(often=Often.NOW, mark__lt=last)
        by_the_clock = Q(often__in=(Often.DAILY, Often.WEEKLY), due_at__lte=now)
        return self.confirmed().filter(at_once | by_the_clock)


class Alert(Private):
    """One search that one reader keeps."""

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="alerts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="alerts")
    often = models.CharField(_("How often?"), max_length=10, choices=Often, default=Often.DAILY)
    # When it was asked for, the last time.
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    # The number of the last arrival that they were told of, or that was no match.
    mark = models.PositiveBigIntegerField(default=0)
    due_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept search")
        verbose_name_plural = _("kept searches")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "question"], name="alert_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["often", "mark"], name="alert_mark_idx"),
            models.Index(fields=["often", "due_at"], name="alert_due_idx"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Arrival(Private):
    """That an entry became public: once, with a number that counts up (see arrivals.py)."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="arrival_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
