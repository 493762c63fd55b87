"""What belongs to a contact point: opening hours, days that differ, people."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from home.opening import Span
from portal.common.translations.fields import facts

# Of days in a row that differ.
LONGEST = 366


def check_span(row: Any) -> None:
    """Raise ``ValidationError`` if ``row`` closes before it opens; it may lack either time."""
    if row.opens and row.closes and row.closes <= row.opens:
        raise ValidationError({"closes": _("It has to close after it opens.")})


class ContactHours(models.Model):
    """From when to when, once a week."""

    page = ParentalKey("home.ContactPage", related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    panels: ClassVar = [FieldRowPanel([FieldPanel(n) for n in ("weekday", "opens", "closes")])]

    class Meta:
        ordering: ClassVar = ["weekday", "opens"]
        verbose_name = _("opening hours")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}"

    def clean(self) -> None:
        super().clean()
        check_span(self)


class ContactException(TranslatableMixin):
    """A day, or days in a row, not as others; without hours it is closed."""

    page = ParentalKey("home.ContactPage", related_name="exceptions")
    day = models.DateField(_("day"))
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("If it is more than one day.")
    )
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Why, in a few words. Visitors see it.")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel(n) for n in ("day", "last_day")]),
        FieldRowPanel([FieldPanel(n) for n in ("opens", "closes")]),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering: ClassVar = ["day", "opens"]
        verbose_name = _("day that differs")

    def __str__(self) -> str:
        return str(self.day)

    @property
    def end(self) -> datetime.date:
        """The last of the days."""
        return self.last_day or self.day

    def days(self) -> Iterator[datetime.date]:
        """Yield each of the days."""
        for number in range((self.end - self.day).days + 1):
            yield self.day + datetime.timedelta(days=number)

    @property
    def spans(self) -> list[Span]:
        """When it is open on each of the days."""
        return [Span(self.opens, self.closes)] if self.opens and self.closes else []

    def clean(self) -> None:
        super().clean()
        check_span(self)
        if (self.opens is None) != (self.closes is None):
            raise ValidationError(_("Give both times, or none if it is closed."))
        first: datetime.date | None = self.day
        if first and self.last_day and not 0 <= (self.last_day - first).days < LONGEST:
            text = _("It has to come after the first day, within a year.")
            raise ValidationError({"last_day": text})


class ContactPerson(TranslatableMixin, Orderable):
    """Somebody who is there."""

    page = ParentalKey("home.ContactPage", related_name="people")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("what they do"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    override_translatable_fields: ClassVar = facts("name", "phone", "email")

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name
