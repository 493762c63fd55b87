"""What somebody wrote about one call, and each step until it is known what came of it."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.private_rows import LockedQuerySet
from volunteers.models.happening import Happening
from volunteers.models.matter import Matter
from volunteers.models.volunteer import Volunteer

# Days after the outcome during which the organisation still sees who wrote.
SEEN_DAYS = 60


class InterestQuerySet(LockedQuerySet["Interest"]):
    """Interests in all states."""

    def confirmed(self) -> Self:
        """Return what brokers may see: the address is the writer's, or they are to be called."""
        return self.exclude(state=Interest.State.SENT)

    def open(self) -> Self:
        """Return those of which nobody knows yet what comes of them."""
        return self.filter(state__in=Interest.OPEN)

    def seen_by(self, organisation: Organisation) -> Self:
        """Return what was passed on to ``organisation``, while it matters; the newest first."""
        rows = self.filter(opportunity__organisation=organisation).seen()
        return rows.select_related("volunteer", "opportunity__locale").order_by("-pk")

    def seen(self) -> Self:
        """Return what organisations may see: passed on, and no long-finished matter."""
        since = timezone.now() - datetime.timedelta(days=SEEN_DAYS)
        lately = Q(done_at__isnull=True) | Q(done_at__gte=since)
        rows = self.exclude(passed_at=None).exclude(state=Interest.State.WITHDRAWN)
        return rows.filter(lately)


class Interest(Matter):
    """Somebody would like to help with one call."""

    class State(models.TextChoices):
        SENT = "sent", _("address not confirmed")
        NEW = "new", _("to be passed on")
        PASSED = "passed", _("passed on")
        IN_TOUCH = "in_touch", _("in touch")
        AGREED = "agreed", _("agreed")
        NOT_NOW = "not_now", _("not this time")
        NO_ANSWER = "no_answer", _("no answer")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Reason(models.TextChoices):
        FULL = "full", _("We have enough people")
        TIME = "time", _("The times do not fit")
        PLACE = "place", _("It is too far away")
        FIT = "fit", _("It is not the right thing for both sides")
        OTHER = "other", _("Something else")

    # Nobody knows yet what comes of it; the organisation has to do something.
    OPEN: ClassVar = (State.NEW, State.PASSED, State.IN_TOUCH)
    WITH_HOST: ClassVar = (State.PASSED, State.IN_TOUCH)
    DONE: ClassVar = (State.AGREED, State.NOT_NOW, State.NO_ANSWER, State.WITHDRAWN)

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="interests")
    opportunity = models.ForeignKey(
        Opportunity,
        models.CASCADE,
        related_name="interests",
        limit_choices_to={"source": None},
        verbose_name=_("opportunity"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SENT, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    passed_at = models.DateTimeField(null=True)
    # When the organisation was reminded, staff were told of its silence, both were asked.
    reminded_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        indexes: ClassVar = [
            models.Index(fields=["state", "waiting_since"], name="interest_queue_idx"),
            models.Index(fields=["state", "passed_at"], name="interest_passed_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.opportunity}"

    @property
    def lookup_text(self) -> str:
        """What brokers find it by."""
        who = self.volunteer
        return f"{self.reference} {who.name} {who.email} {who.phone} {self.opportunity.title}"


class Step(Happening):
    """What happened to an interest."""

    interest = models.ForeignKey(Interest, models.CASCADE, related_name="steps")
    # Empty: nothing but words.
    state = models.CharField(max_length=10, choices=Interest.State, blank=True)

    class Meta(Happening.Meta):
        pass
