"""Contact points: where people find the centre, and when somebody is there."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from editorial.index import EditorialIndexPage
from editorial.models import EditorialPage, RoutedMixin
from home import cards, maps
from home.opening import Opening, Span, State, public_holidays
from home.week import Differing, Row, differing, rows
from portal.common import caching
from portal.common.heads import absolute
from portal.common.translations.fields import facts
from portal.common.working_days import DAY
from words import fold

# Draws no map here before a visitor follows the link.
MAP_SERVICE = "https://www.openstreetmap.org"


def between(least: float, most: float) -> list[Callable[[Any], None]]:
    """Return what checks that a number is not less or more."""
    return [MinValueValidator(least), MaxValueValidator(most)]


def check_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a time zone."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name. One is Europe/Prague."))


def check_holidays(country: str) -> None:
    """Raise ``ValidationError`` unless the public holidays of ``country`` are known."""
    if not public_holidays(country, timezone.localdate().year):
        raise ValidationError(_("We know no public holidays of this country."))


def own_zone() -> str:
    return str(settings.TIME_ZONE)


class ContactPage(RoutedMixin, EditorialPage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
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
        validators=[check_holidays],
        help_text=_("The code of the country: it is closed on them. Empty: open on them, too."),
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=between(-90, 90), help_text="50.7671"
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=between(-180, 180), help_text="15.0562"
    )
    step_free = models.BooleanField(_("barrier-free"), null=True, blank=True)
    accessibility = models.TextField(_("how accessible it is"), blank=True, max_length=600)
    transport = models.TextField(_("how to get there"), blank=True, max_length=600)

    schema_type = "Place"
    override_translatable_fields: ClassVar = [
        *EditorialPage.override_translatable_fields,
        *facts("street", "postcode", "phone", "email", "zone", "country"),
    ]
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
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            _("Where exactly"),
            help_text=_("From any map; without it, maps look for the address."),
            classname="collapsed",
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
        differs: defaultdict[datetime.date, list[Span]] = defaultdict(list)
        for exception in self.exceptions.all():
            for day in exception.days():
                differs[day].extend(exception.spans)
        return Opening(self.zone, week, differs, self.country)

    def state(self, request: HttpRequest) -> State:
        """Return whether it is open; the page is good until that changes, or the day ends."""
        now = timezone.now().astimezone(ZoneInfo(self.zone))
        state = self.opening.state(now)
        caching.good_until(request, state.until)
        # “Tomorrow” is “today” then.
        tomorrow = datetime.datetime.combine(now.date() + DAY, datetime.time(), now.tzinfo)
        caching.good_until(request, tomorrow)
        return state

    @property
    def week(self) -> list[Row]:
        """The opening hours, days with the same hours together."""
        return rows(self.opening)

    @property
    def differing(self) -> list[Differing]:
        """The days to come that differ, public holidays among them."""
        today = timezone.now().astimezone(ZoneInfo(self.zone)).date()
        return differing(self.opening, self.exceptions.all(), today)

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": _("Give both numbers, or none.")})

    @property
    def spot(self) -> tuple[float, float] | None:
        """Latitude and longitude of the door, if staff looked them up."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def map_url(self) -> str:
        """Where a map service shows it: the door itself, or what it finds by the address."""
        if spot := self.spot:
            mark = urlencode({"mlat": f"{spot[0]:.5f}", "mlon": f"{spot[1]:.5f}"})
            return f"{MAP_SERVICE}/?{mark}#map=17/{spot[0]:.5f}/{spot[1]:.5f}"
        return f"{MAP_SERVICE}/search?{urlencode({'query': self.address})}"

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
            "map": maps.around(self.place, self.spot),
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

    @path("sheet/")
    def sheet(self, request: HttpRequest) -> HttpResponse:
        """All that matters on one sheet of paper, to print and to pin up."""
        head = replace(self.head(request), robots="noindex", alternates={}, things=())
        answer: HttpResponse = self.render(
            request, context_overrides={"head": head}, template="home/contact_sheet.html"
        )
        return caching.declare_for_all(request, answer)

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
            "geo": self.spot
            and {
                "@type": "GeoCoordinates",
                "latitude": self.spot[0],
                "longitude": self.spot[1],
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
