"""Events and courses."""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from editorial.models import EditorialPage, RoutedMixin
from news import calendars
from news.recurrence import Occurrence, Series
from portal.common.caching import good_until
from portal.common.furniture import furniture
from portal.common.heads import absolute
from portal.common.translations.fields import facts

# Dates of a series that its page names.
NAMED = 8


def dates_in(text: str) -> set[datetime.date]:
    """Return the dates in ``text``, one on a line; raises ``ValidationError``."""
    try:
        return {datetime.date.fromisoformat(line.strip()) for line in text.split()}
    except ValueError as error:
        raise ValidationError(_("Write each day like this: 2027-04-13.")) from error


def check_dates(text: str) -> None:
    """Raise ``ValidationError`` unless ``text`` is dates."""
    dates_in(text)


class EventPage(RoutedMixin, EditorialPage):
    """Something that takes place once or again and again, somewhere or online."""

    class Kind(models.TextChoices):
        EVENT = "event", pgettext_lazy("kind of event", "Event")
        COURSE = "course", _("Course")
        MEETING = "meeting", _("Meeting")

    class Repeats(models.TextChoices):
        NEVER = "", _("once")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")
        FORTNIGHTLY = "fortnightly", _("every second week")
        MONTHLY = "monthly", _("every month on the same day of the week")
        DATED = "dated", _("every month on the same date")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EVENT)
    starts_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), default=timezone.now)
    repeats = models.CharField(
        _("takes place"), max_length=12, choices=Repeats, blank=True, default=Repeats.NEVER
    )
    until = models.DateField(_("for the last time on"), null=True, blank=True)
    left_out = models.TextField(
        _("left out"),
        blank=True,
        validators=[check_dates],
        help_text=_("Days on which it does not take place, one on a line: 2027-04-13."),
    )
    # The end of the last time; what a list of coming events is found by.
    over_at = models.DateTimeField(editable=False, null=True, db_index=True)

    online = models.BooleanField(_("online"), default=False)
    online_url = models.URLField(_("address online"), blank=True)
    place = models.ForeignKey(
        "search.Place",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town"),
    )
    venue = models.CharField(
        _("house and street"), max_length=200, blank=True, help_text=_("And how to find the door.")
    )
    organisation = models.ForeignKey(
        "organisations_directory.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    organiser = models.CharField(
        _("or who organises it"), max_length=120, blank=True, help_text=_("Empty: the centre.")
    )
    price = models.CharField(_("price"), max_length=80, blank=True)
    audience = models.CharField(_("for whom"), max_length=160, blank=True)

    schema_type = "Event"
    override_translatable_fields: ClassVar = [
        *EditorialPage.override_translatable_fields,
        *facts("left_out", "organisation"),
    ]
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("until")]),
                FieldPanel("left_out"),
            ],
            _("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("venue"),
                FieldPanel("online"),
                FieldPanel("online_url"),
            ],
            _("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("organiser"),
                FieldPanel("price"),
                FieldPanel("audience"),
            ],
            _("Who and how much"),
        ),
        *EditorialPage.content_panels[1:],
    ]
    parent_page_types: ClassVar = ["news.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("event or course")
        verbose_name_plural = _("events and courses")

    def clean(self) -> None:
        super().clean()
        # What was left empty is complained of by its own field.
        begins, ends = (getattr(self, name, None) for name in ("starts_at", "ends_at"))
        if begins and ends and ends <= begins:
            raise ValidationError({"ends_at": _("It has to end after it begins.")})
        if begins and self.repeats and self.until and self.until < self.day:
            raise ValidationError({"until": _("This is before it begins.")})
        if not self.online and not self.place and not self.venue:
            raise ValidationError({"place": _("Say where it is, or that it is online.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.over_at = max((one.end for one in self.series.occurrences()), default=self.ends_at)
        return super().save(*args, **kwargs)

    @property
    def day(self) -> datetime.date:
        """The day on which it takes place for the first time."""
        return timezone.localtime(self.starts_at).date()

    @property
    def series(self) -> Series:
        """When it takes place."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return Series(start, end, self.repeats, self.until, dates_in(self.left_out))

    @property
    def next(self) -> Occurrence:
        """The next time, or the last one if all are over."""
        coming = next(self.series.coming(timezone.now()), None)
        if coming:
            return coming
        known = list(self.series.occurrences())
        return known[-1] if known else Occurrence(self.starts_at, self.ends_at)

    @property
    def is_over(self) -> bool:
        return self.over_at is not None and self.over_at <= timezone.now()

    @property
    def kicker(self) -> str:
        return str(self.get_kind_display())

    @property
    def placard_lines(self) -> tuple[str, ...]:
        start = timezone.localtime(self.next.start)
        return (date_format(start, "DATETIME_FORMAT"), calendars.place(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        coming = list(self.series.coming(timezone.now()))
        # Then the next time is another one, or it is over.
        good_until(request, coming[0].end if coming else None)
        return {
            **context,
            "coming": coming[:NAMED],
            "more": len(coming) - NAMED,
            "host_url": self.host_url,
        }

    @property
    def host_url(self) -> str:
        """The page of the organisation, in the reader's language; "" if nobody can see one."""
        host = self.organisation
        return host.url_in(get_language() or "") if host and host.live else ""

    @path("calendar/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The event for calendars."""
        return calendars.response([self], name=self.title, language=self.language)

    def things(self, request: HttpRequest) -> Sequence[dict[str, Any]]:
        """Return the event as schema.org has it: its next time."""
        start, end = self.next
        known = {name: value for name, value in self.where().items() if value}
        (article,) = super().things(request)
        kept = {k: v for k, v in article.items() if k not in ("headline", "dateModified")}
        kept.pop("datePublished", None)
        return [
            {
                **kept,
                "name": self.title,
                "startDate": start.isoformat(),
                "endDate": end.isoformat(),
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": f"https://schema.org/{self.mode}EventAttendanceMode",
                "location": known,
                "organizer": {"@type": "Organization", "name": self.organised_by},
            }
        ]

    @property
    def mode(self) -> str:
        """How one takes part, as schema.org calls it."""
        if not self.online:
            return "Offline"
        return "Mixed" if self.place or self.venue else "Online"

    @property
    def organised_by(self) -> str:
        """Who organises it: an organisation, somebody else, or the centre."""
        named = str(self.organisation) if self.organisation else self.organiser
        return named or furniture(self.language).brand

    def where(self) -> dict[str, Any]:
        """Return the place for machines."""
        if self.mode == "Online":
            return {"@type": "VirtualLocation", "url": self.online_url or absolute(self.url or "")}
        town = self.place.label if self.place else ""
        return {"@type": "Place", "name": self.venue or town, "address": town or self.venue}
