"""What everybody has to know for some days: a bar above all pages of a site."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common import sites


class Announcement(models.Model):
    """One bar, from a minute to a minute; its texts by language."""

    class Kind(models.TextChoices):
        INFO = "info", pgettext_lazy("announcement", "news")
        WARNING = "warning", pgettext_lazy("announcement", "warning")

    site = models.ForeignKey(
        "wagtailcore.Site",
        models.CASCADE,
        default=sites.active_key,
        related_name="+",
        verbose_name=_("site"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INFO)
    texts = models.JSONField(_("texts by language"), default=dict)
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(_("shown until"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page it leads to"),
    )
    url = models.URLField(_("or address elsewhere"), blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering: ClassVar = ["-ends_at", "-pk"]

    def __str__(self) -> str:
        return str(next(iter(self.texts.values()), f"#{self.pk}"))

    def clean(self) -> None:
        super().clean()
        if None not in (self.starts_at, self.ends_at) and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It has to end after it begins.")})
        if self.page and self.url:
            raise ValidationError({"url": _("Give a page or an address, not both.")})
