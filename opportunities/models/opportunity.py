"""An opportunity: one call for volunteers."""

from collections.abc import Sized
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from opportunities import choices
from opportunities.jsonld import job_posting
from opportunities.querysets import OpportunityQuerySet
from organisations_directory.models.organisation import Organisation
from portal.common.fields import CodesField
from portal.common.models import Entry
from portal.common.placards import Placard
from portal.common.richtext import LIMITED
from search.models import Field, Place

MOST_FIELDS = 3
LEAST_HOURS = 0.5


class OpportunityTag(TaggedItemBase):
    """A free word on an opportunity, in the language of its text."""

    content_object = ParentalKey(
        "opportunities.Opportunity", on_delete=models.CASCADE, related_name="tagged_items"
    )


class Opportunity(Entry):
    """One call for volunteers of one organisation."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        related_name="opportunities",
        verbose_name=_("organisation"),
        limit_choices_to={"source": None},
    )
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Say what one does: “Walk the shelter dogs”.")
    )
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=200,
        help_text=_("For the list. At most 200 characters."),
    )
    description = RichTextField(_("what it is about"), features=LIMITED)
    tasks = RichTextField(_("what a volunteer does"), features=LIMITED, blank=True)
    requirements = RichTextField(_("what is expected"), features=LIMITED, blank=True)
    offer_text = RichTextField(_("what is offered"), features=LIMITED, blank=True)
    offers = CodesField(_("offered"), choices=choices.Offer)
    fields = ParentalManyToManyField(
        Field,
        verbose_name=_("fields of volunteering"),
        help_text=_("One to three."),
    )
    tags = ClusterTaggableManager(
        through=OpportunityTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Separated by commas."),
        related_name="+",
    )

    mode = models.CharField(
        _("on the spot or from home"),
        max_length=10,
        choices=choices.Mode,
        default=choices.Mode.ON_SITE,
    )
    places = ParentalManyToManyField(Place, verbose_name=_("towns"), blank=True, related_name="+")
    street = models.CharField(_("street and number"), max_length=160, blank=True)

    commitment = models.CharField(
        _("commitment"),
        max_length=10,
        choices=choices.Commitment,
        default=choices.Commitment.REGULAR,
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_HOURS)],
    )
    hours_per = models.CharField(_("per"), max_length=10, choices=choices.HoursPer, blank=True)
    times = CodesField(_("times"), choices=choices.Time)
    start_on = models.DateField(_("starts on"), null=True, blank=True)
    end_on = models.DateField(_("ends on"), null=True, blank=True)
    deadline = models.DateField(
        _("apply by"), null=True, blank=True, help_text=_("The last day to get in touch.")
    )
    expires_on = models.DateField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("The last day on which the call is shown."),
    )

    people_wanted = models.PositiveSmallIntegerField(_("people wanted"), null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(99)],
        help_text=_("In years."),
    )
    welcomes = CodesField(_("who is welcome"), choices=choices.Audience)
    barrier_free = models.BooleanField(_("barrier-free"), null=True, blank=True)
    languages = CodesField(_("languages spoken"), choices=choices.Language)

    contact_name = models.CharField(_("whom to contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)

    index_model = "opportunities.OpportunityIndexPage"
    role = "opportunities"

    objects = OpportunityQuerySet.as_manager()

    translatable_fields: ClassVar = [
        TranslatableField(name)
        for name in ("title", "summary", "description", "tasks", "requirements", "offer_text")
    ]

    class Meta(Entry.Meta):
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering: ClassVar = ["-first_published_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["live", "expires_on"], name="opportunity_shown_idx")
        ]

    def things(self) -> list[dict[str, Any]]:
        return [job_posting(self)]

    def placard(self) -> Placard:
        # Its module reads this one.
        from opportunities.placard import placard

        return placard(self)

    def clean(self) -> None:
        super().clean()
        if not self.source_id:
            raise_any(self.errors_of_time() | self.errors_of_hours())

    def check_complete(self) -> None:
        super().check_complete()
        if not self.source_id:
            errors = errors_of_choice(self.mode, self.fields.all(), self.places.all())
            raise_any(errors | self.errors_of_host())

    def errors_of_host(self) -> dict[str, Any]:
        """Return what is wrong with whose call it is, by field: nobody would see it."""
        host = self.organisation
        if host and not host.live and host.first_published_at is None:
            return {"organisation": _("Publish the organisation first, then its call.")}
        return {}

    def errors_of_time(self) -> dict[str, Any]:
        """Return what is wrong with the dates, by field."""
        errors = {}
        if self.start_on and self.end_on and self.end_on < self.start_on:
            errors["end_on"] = _("The end lies before the start.")
        if self.deadline and self.end_on and self.deadline > self.end_on:
            errors["deadline"] = _("The last day to apply lies after the end.")
        if self.expires_on and self.deadline and self.expires_on < self.deadline:
            errors["expires_on"] = _("The call would vanish before the last day to apply.")
        return errors

    def errors_of_hours(self) -> dict[str, Any]:
        """Return what is wrong with the hours, by field."""
        if self.hours and not self.hours_per:
            return {"hours_per": _("Say per what: a day, a week …")}
        if self.hours_per and not self.hours:
            return {"hours": _("Say how many hours.")}
        return {}


def errors_of_choice(mode: str, fields: Sized, places: Sized) -> dict[str, Any]:
    """Return what is wrong with the fields and places of a complete call, by field.

    A form asks it, too: it knows them before they are saved.
    """
    return errors_of_fields(fields) | errors_of_places(mode, places)


def errors_of_fields(fields: Sized) -> dict[str, Any]:
    """Return what is wrong with the fields of a complete call."""
    if 1 <= len(fields) <= MOST_FIELDS:
        return {}
    return {"fields": _("Choose one to three fields.")}


def errors_of_places(mode: str, places: Sized) -> dict[str, Any]:
    """Return what is wrong with the places of a complete call."""
    if places or mode == choices.Mode.REMOTE:
        return {}
    return {"places": _("Say in which town, or that it can be done from home.")}


def raise_any(errors: dict[str, Any]) -> None:
    """Raise the errors beside their fields, if there are any."""
    if errors:
        raise ValidationError(errors)
