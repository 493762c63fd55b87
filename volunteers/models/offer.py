"""“I can help”: what somebody would like to do before there is a call for it, and what is
proposed to them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities import choices
from opportunities.matching import OF_AGE, Spot, Wishes
from opportunities.models import Opportunity
from portal.common.fields import CodesField
from portal.common.private_rows import LockedQuerySet, Private
from search.models import Place
from search.params import DEFAULT_RADIUS
from volunteers.ages import YEARS
from volunteers.models.happening import Happening
from volunteers.models.interest import Interest
from volunteers.models.matter import Matter
from volunteers.models.skill import Skill
from volunteers.models.volunteer import Volunteer

# More slugs of fields than anybody has.
LONGEST = 1000


class OfferQuerySet(LockedQuerySet["Offer"]):
    """Offers in all states."""

    def confirmed(self) -> Self:
        """Return what brokers may see: the address is the writer's, or they are to be called."""
        return self.exclude(state=Offer.State.SENT)

    def open(self) -> Self:
        """Return those for whom something is looked for."""
        return self.filter(state__in=Offer.OPEN)

    def looking(self) -> Self:
        """Return those to whom something may be proposed now."""
        return self.open().filter(paused_at=None)


class Offer(Matter):
    """Somebody would like to help, and says with what, where and when."""

    class State(models.TextChoices):
        SENT = "sent", _("address not confirmed")
        NEW = "new", _("nobody has looked yet")
        IN_PROGRESS = "in_progress", _("we are looking")
        AGREED = "agreed", _("found something")
        ENDED = "ended", _("ended without")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN: ClassVar = (State.NEW, State.IN_PROGRESS)
    DONE: ClassVar = (State.AGREED, State.ENDED, State.WITHDRAWN)
    # The columns that are the wishes: what the form asks, and a second form replaces.
    WISHES: ClassVar = (
        *("fields", "words", "company", "times", "commitments", "place", "radius", "remote"),
        *("languages", "avoided"),
    )

    # Rows of the model below.
    proposals: Any

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="offers")
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.SENT, db_index=True
    )

    # --- What they would like; slugs of fields, as they stand in addresses ---------------
    fields = CodesField(_("fields of volunteering"), max_length=LONGEST)
    skills = models.ManyToManyField(Skill, blank=True, verbose_name=_("skills"))
    words = models.CharField(_("in their own words"), max_length=200, blank=True)
    company = CodesField(_("who is coming"), choices=choices.Audience.choices)
    times = CodesField(_("when"), choices=choices.Time.choices)
    commitments = CodesField(_("how often"), choices=choices.Commitment.choices)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    radius = models.PositiveSmallIntegerField(_("kilometres"), default=DEFAULT_RADIUS)
    remote = models.BooleanField(_("from home, too"), default=False)
    languages = CodesField(_("languages"), choices=choices.Language.choices)
    avoided = CodesField(_("to be left to others"), max_length=LONGEST)

    # --- How it stands -------------------------------------------------------------------
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    # When a broker wants to come back to it.
    remind_on = models.DateField(_("reminder"), null=True, blank=True)
    # The person wants no proposals for a while.
    paused_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of help")
        verbose_name_plural = _("offers of help")
        indexes: ClassVar = [
            models.Index(fields=["state", "waiting_since"], name="offer_queue_idx"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def lookup_text(self) -> str:
        """What brokers find it by."""
        who = self.volunteer
        return f"{self.reference} {who.name} {who.email} {who.phone} {self.words}"

    @property
    def wishes(self) -> Wishes:
        """What they would like, as the rules understand it; skills are for people to weigh."""
        likes = {
            "field": self.fields,
            "audience": self.company,
            "time": self.times,
            "commitment": self.commitments,
        }
        place = self.place
        return Wishes(
            likes={facet: tuple(values) for facet, values in likes.items() if values},
            words=self.words,
            spot=Spot(place.pk, place.latitude, place.longitude) if place else None,
            radius=self.radius,
            remote=self.remote,
            languages=tuple(self.languages),
            avoided=tuple(self.avoided),
            age=self.age,
        )

    @property
    def age(self) -> int | None:
        """The oldest that they may be; ``None`` for adults, and where nobody asked."""
        band = self.volunteer.age
        return YEARS[band][1] if band and YEARS[band][0] < OF_AGE else None


class OfferStep(Happening):
    """What happened to an offer; with neither state nor words, its wishes have changed."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Offer.State, blank=True)

    class Meta(Happening.Meta):
        pass


class ProposalQuerySet(LockedQuerySet["Proposal"]):
    """Proposals in all states."""


class Proposal(Private):
    """A call that a broker proposes to somebody: once, whatever comes of it."""

    class State(models.TextChoices):
        SENT = "sent", _("not answered yet")
        YES = "yes", _("yes")
        NO = "no", _("no")
        EXPIRED = "expired", _("expired")

    class Reason(models.TextChoices):
        TIME = "time", _("The times do not fit")
        PLACE = "place", _("It is too far away")
        FIT = "fit", _("It is not what I am looking for")
        OTHER = "other", _("Something else")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="proposals")
    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, related_name="proposals", limit_choices_to={"source": None}
    )
    state = models.CharField(max_length=8, choices=State, default=State.SENT, db_index=True)
    version = models.PositiveIntegerField(default=0)
    # Why it was proposed, in the words of the letter.
    why = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    text = models.TextField(blank=True)
    # What a yes became.
    interest = models.ForeignKey(Interest, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "opportunity"], name="proposal_once")
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.opportunity}"

    @property
    def site_id(self) -> int | None:
        """On which site the offer was sent."""
        return self.offer.site_id
