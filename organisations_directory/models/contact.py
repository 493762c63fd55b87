"""The people of an organisation, who open its corner. Private: nothing public reads them."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations_directory.models.organisation import Organisation


class ContactPersonQuerySet(models.QuerySet["ContactPerson"]):
    """Contact persons of all organisations."""

    def confirmed(self) -> Self:
        """Return those of whom we know that their address is theirs."""
        return self.exclude(confirmed_at=None)

    def with_email(self, email: str) -> Self:
        """Return those with that address, however it is written."""
        return self.filter(email__iexact=email)


class ContactPerson(models.Model):
    """Somebody who may change what an organisation has here."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="people", limit_choices_to={"source": None}
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the address turned out to be theirs.
    confirmed_at = models.DateTimeField(null=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("email"), name="contact_person_once")
        ]

    def __str__(self) -> str:
        return self.name

    def confirm(self) -> None:
        """Note that the address is theirs; once is enough."""
        if self.confirmed_at is None:
            self.confirmed_at = timezone.now()
            self.save(update_fields=["confirmed_at"])


class Claim(models.Model):
    """Somebody says that a published entry is theirs."""

    class State(models.TextChoices):
        ASKED = "asked", _("address not confirmed")
        OPEN = "open", _("to be decided")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claims")
    # The form in which they found out that it is there already; pressed twice, it is one claim.
    submission_id = models.PositiveBigIntegerField()
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    # Empty: somebody of the organisation did.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "submission_id"], name="claim_once_for_each_form"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.organisation}"
