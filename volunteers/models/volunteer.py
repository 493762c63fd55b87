"""A person who wants to help. Read by brokers only, and by whom the person wrote to."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.private_rows import LockedQuerySet, Private
from volunteers.ages import Band


class VolunteerQuerySet(LockedQuerySet["Volunteer"]):
    """Volunteers, confirmed or not."""

    def confirmed(self) -> Self:
        """Return those of whom we know that the address or the number is theirs."""
        return self.exclude(confirmed_at=None)

    def with_email(self, email: str) -> Self:
        """Return those with that address, however it is written."""
        return self.filter(email__iexact=email)


class Volunteer(Private):
    """One person, one row: whoever confirms the same address is the same.

    What somebody typed without confirming stands in a row of its own until they do.
    """

    # Rows of the models that belong to it.
    interests: Any
    offers: Any
    consents: Any
    new_addresses: Any
    merges: Any

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Empty where nobody had to ask.
    age = models.CharField(_("age"), max_length=5, choices=Band, blank=True)
    guardian = models.CharField(_("parent or guardian"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    # When the person last did something here.
    active_at = models.DateTimeField(default=timezone.now, db_index=True)
    # When we asked whether to keep all this.
    asked_at = models.DateTimeField(null=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(confirmed_at__isnull=False) & ~Q(email=""),
                name="volunteer_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reached_at(self) -> str:
        """E-mail and telephone, as far as there are."""
        return ", ".join(filter(None, (self.email, self.phone)))


class Consent(Private):
    """What somebody agreed to: when, and in which words."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="consents")
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
