"""What happened to something that waits: in order, it is the history."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.private_rows import Private


class Happening(Private):
    """A new state, or something somebody wrote."""

    class Who(models.TextChoices):
        VOLUNTEER = "volunteer", _("the volunteer")
        ORGANISATION = "organisation", _("the organisation")
        STAFF = "staff", _("the centre")
        PORTAL = "portal", _("by itself")

    # Of the models below; empty for nothing but words.
    state: str

    at = models.DateTimeField(default=timezone.now)
    who = models.CharField(max_length=12, choices=Who)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    # A note that nobody but brokers reads.
    for_staff = models.BooleanField(default=False)
    nonce = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.state or self.text[:60]
