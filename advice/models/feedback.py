"""Whether a guide helped: what readers say of it, to staff and to nobody else."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from advice.models.guides import GuidePage


class Feedback(models.Model):
    """One reader's yes or no, and perhaps a sentence. Nothing tells who it was."""

    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="feedback")
    helped = models.BooleanField(_("was useful"))
    text = models.TextField(_("in words"), blank=True)
    at = models.DateTimeField(auto_now_add=True)
    # One for each time a form was shown: pressed twice, it is one row.
    nonce = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        verbose_name = _("feedback on a guide")
        verbose_name_plural = _("feedback on guides")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
