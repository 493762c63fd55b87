"""Who of the staff looked at volunteers' data: administrators read it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.private_rows import Private


class Opening(Private):
    """One look, change or export. Of the person it keeps a number that nothing explains later."""

    class Deed(models.TextChoices):
        OPENED = "opened", _("opened")
        CHANGED = "changed", _("changed")
        EXPORTED = "exported", _("exported")
        ERASED = "erased", _("erased")
        MERGED = "merged", _("put together")
        PARTED = "parted", _("taken apart")
        NOT_SAME = "not_same", _("said to be two people")

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    deed = models.CharField(_("what"), max_length=10, choices=Deed)
    # The volunteer's primary key; empty for an export.
    number = models.PositiveBigIntegerField(_("volunteer"), null=True)
    # How many records an export held.
    rows = models.PositiveIntegerField(_("records"), default=1)

    class Meta:
        verbose_name = _("look at volunteers' data")
        verbose_name_plural = _("looks at volunteers' data")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.deed}"
