"""What advice is about, and what it stands on."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from advice import countries
from search.models import Names


class Topic(Names):
    """Agreement, insurance, expenses … Staff may add and rename."""

    slug = models.SlugField(_("slug"), unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic of advice")
        verbose_name_plural = _("topics of advice")
        ordering: ClassVar = ["sort_order", "slug"]


class CountryField(models.CharField):  # type: ignore[type-arg]  # the stubs know two parameters, Django none
    """The code of a country of the portal; "" means that it holds in all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 2,
            "blank": True,
            "choices": countries.codes,
            "help_text": _("Whose law it is about. Empty: it holds everywhere."),
        }
        super().__init__(*args, **{**defaults, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the field of a form, with the countries' names."""
        named = [("", _("all countries"))]
        return forms.ChoiceField(
            choices=lambda: [*named, *countries.choices()],
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )


class Advice(models.Model):
    """Facts of every piece of advice: what it is about, where it holds, until when to trust it."""

    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
    )
    country = CountryField(_("country"))
    review_on = models.DateField(
        _("to be checked again on"),
        null=True,
        blank=True,
        help_text=_("After this day readers are told that it may be out of date."),
    )

    class Meta:
        abstract = True

    @property
    def known_topic(self) -> Topic | None:
        """The topic, without a query for each page."""
        # The memory of topics is built from this module.
        from advice import topics

        return topics.by_id().get(self.topic_id or 0)

    @property
    def country_label(self) -> str:
        """The name of the country; "" if it holds in all."""
        return countries.label(self.country) if self.country else ""

    @property
    def is_outdated(self) -> bool:
        """Whether somebody should have checked it again by now."""
        return self.review_on is not None and self.review_on < timezone.localdate()


class LawSource(Orderable):
    """A passage of law that advice stands on."""

    law = models.CharField(
        _("law"), max_length=200, help_text=_("With its number: Act No. 198/2002 Coll.")
    )
    section = models.CharField(_("section"), max_length=80, blank=True, help_text="§ 5 (2)")
    url = models.URLField(_("address"), blank=True)

    panels: ClassVar = [
        FieldPanel("law"),
        FieldRowPanel([FieldPanel("section"), FieldPanel("url")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("source of law")
        verbose_name_plural = _("sources of law")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.law, self.section)))
