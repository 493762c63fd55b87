"""Contact points: where people find the centre, and when somebody is there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from editorial.index import EditorialIndexPage
from editorial.models import EditorialPage
from home import cards, maps
from home.opening import Opening, Span, State
from home.week import Row, rows
from portal.common import caching
from portal.common.heads import absolute
from portal.common.text import fold


def check_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a time zone."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name. One is Europe/Prague."))


def own_zone() -> str:
    return str(settings.TIME_ZONE)


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


class ContactException(models.Model):
    """A day that is not as others; without hours it is closed."""

    page = ParentalKey("home.ContactPage", related_name="exceptions")
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Why, in a few words. Visitors see it.")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel(n) for n in ("day", "opens", "closes")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering: ClassVar = ["day", "opens"]
        verbose_name = _("day that differs")

    def __str__(self) -> str:
        return str(self.day)

    @property
    def spans(self) -> list[Span]:
        """When it is open on that day."""
        return [Span(self.opens, self.closes)] if self.opens and self.closes else []

    def clean(self) -> None:
        super().clean()
        check_span(self)
        if (self.opens is None) != (self.closes is None):
            raise ValidationError(_("Give both times, or none if it is closed."))


class ContactPerson(Orderable):
    """Somebody who is there."""

    page = ParentalKey("home.ContactPage", related_name="people")  # type: ignore[django-manager-missing]  # Wagtail is untyped
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("what they do"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name


class ContactPage(RoutablePageMixin, EditorialPage):
    """One contact point."""

    place = models.ForeignKey(
        "search.Place", models.PROTECT, related_name="+", verbose_name=_("town")
    )
    street = models.CharField(_("street and number"), max_length=160)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    zone = models.CharField(
        _("time zone"), max_length=60, default=own_zone, validators=[check_zone]
    )
    country = models.CharField(
        _("public holidays of"),
        max_length=2,
        blank=True,
        help_text=_("CZ, PL or SI: it is closed on them. Empty: open on them, too."),
    )
    step_free = models.BooleanField(_("barrier-free"), null=True, blank=True)
    accessibility = models.TextField(_("how accessible it is"), blank=True, max_length=600)
    transport = models.TextField(_("how to get there"), blank=True, max_length=600)

    schema_type = "Place"
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("street"), FieldPanel("postcode")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            ],
            _("Address"),
        ),
        InlinePanel("hours", heading=_("Opening hours")),
        InlinePanel("exceptions", heading=_("Days that differ")),
        FieldRowPanel([FieldPanel("zone"), FieldPanel("country")]),
        InlinePanel("people", heading=_("People")),
        MultiFieldPanel(
            [FieldPanel("step_free"), FieldPanel("accessibility"), FieldPanel("transport")],
            _("The way there"),
        ),
        *EditorialPage.content_panels[1:],
    ]
    parent_page_types: ClassVar = ["home.ContactIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    @cached_property
    def opening(self) -> Opening:
        """When it is open."""
        week: defaultdict[int, list[Span]] = defaultdict(list)
        for row in self.hours.all():
            week[row.weekday].append(Span(row.opens, row.closes))
        differs: defaultdict[Any, list[Span]] = defaultdict(list)
        for day in self.exceptions.all():
            differs[day.day].extend(day.spans)
        return Opening(self.zone, week, differs, self.country)

    def state(self, request: HttpRequest) -> State:
        """Return whether it is open; the page is good until that changes."""
        state = self.opening.state(timezone.now())
        caching.good_until(request, state.until)
        return state

    @property
    def week(self) -> list[Row]:
        """The opening hours, days with the same hours together."""
        return rows(self.opening)

    @property
    def coming_exceptions(self) -> list[ContactException]:
        """The days to come that differ."""
        today = timezone.localdate()
        return [row for row in self.exceptions.all() if row.day >= today]

    @property
    def address(self) -> str:
        """The address in one line."""
        town = f"{self.postcode} {self.place.label}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def kicker(self) -> str:
        return self.address

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "state": self.state(request),
            "map": maps.around(self.place),
            "code": cards.qr_code(self.card),
        }

    @property
    def card(self) -> str:
        """The contact as vCard."""
        return cards.vcard(self)

    @path("card/")
    def vcard(self, request: HttpRequest) -> HttpResponse:
        """The contact for address books."""
        answer = HttpResponse(self.card, content_type="text/vcard; charset=utf-8")
        name = slugify(fold(self.title)) or "contact"
        answer["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
        return caching.declare_public(answer)

    def things(self, request: HttpRequest) -> Sequence[Mapping[str, Any]]:
        facts = {
            "@type": "LocalBusiness",
            "name": self.title,
            "url": absolute(self.path_for(request)),
            "telephone": self.phone,
            "email": self.email,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": self.street,
                "postalCode": self.postcode,
                "addressLocality": self.place.label,
            },
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": self.place.latitude,
                "longitude": self.place.longitude,
            },
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": f"https://schema.org/{DAYS[row.weekday]}",
                    "opens": f"{row.opens:%H:%M}",
                    "closes": f"{row.closes:%H:%M}",
                }
                for row in self.hours.all()
            ],
        }
        known = {name: value for name, value in facts.items() if value}
        return [{"@context": "https://schema.org", **known}]


# Names of days as schema.org has them.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ContactIndexPage(EditorialIndexPage):
    """All contact points on one page."""

    role = "contacts"
    item_model = ContactPage
    index_template = "home/contact_index_page.html"
    page_size = 100
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.ContactPage"]

    class Meta:
        verbose_name = _("list of contact points")
        verbose_name_plural = _("lists of contact points")

    def ordered(self, items: models.QuerySet[Any]) -> models.QuerySet[Any]:
        found = items.select_related("place").prefetch_related("hours", "exceptions", "people")
        return found.order_by("path")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        points = [(teaser, teaser.page.state(request)) for teaser in self.teasers(self.items())]
        places = [teaser.page.place for teaser, _state in points]
        return {**context, "points": points, "map": maps.of(places)}
