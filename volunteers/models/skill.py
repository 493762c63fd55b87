"""What people are good at, as far as brokers look for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.models import Names


class Skill(Names):
    """Driving, sign language, first aid … Staff may add and rename."""

    slug = models.SlugField(_("slug"), unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering: ClassVar = ["sort_order", "slug"]
