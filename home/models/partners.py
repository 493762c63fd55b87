"""Who supports the portal: logos that grants demand, on their pages and in their time."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.common import sites


class Partner(ClusterableModel):
    """A partner or funder of one site; what is said of it, by language."""

    class Kind(models.TextChoices):
        FUNDER = "funder", _("funder")
        PARTNER = "partner", _("partner")
        MEDIA = "media", _("media partner")

    site = models.ForeignKey(
        "wagtailcore.Site",
        models.CASCADE,
        default=sites.active_key,
        related_name="+",
        verbose_name=_("site"),
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PARTNER)
    logo = models.ForeignKey(
        "common.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("It stands on white, in dark colours, too. Without one the name is shown."),
    )
    url = models.URLField(_("website"), blank=True)
    texts = models.JSONField(_("texts by language"), default=dict, blank=True)
    starts_on = models.DateField(_("shown from"), null=True, blank=True)
    ends_on = models.DateField(
        _("shown until"), null=True, blank=True, help_text=_("The last day.")
    )
    everywhere = models.BooleanField(_("on all pages"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering: ClassVar = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It has to end after it begins.")})


class PartnerPage(models.Model):
    """A page, in all its languages, on which a partner is shown."""

    partner = ParentalKey(Partner, related_name="pages")
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("page")
    )
    with_below = models.BooleanField(_("and all pages below it"), default=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return str(self.page)
