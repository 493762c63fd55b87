"""What people ask in private, and what is answered. Read by experts only."""

from hashlib import blake2b
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from advice import countries
from advice.models.questions import Question
from advice.models.topics import CountryField, Topic
from portal.common import sites
from portal.common.fields import FoldedField
from portal.common.private_rows import Private
from submissions.models import new_reference

LONGEST_TITLE = 70


class AskedQuerySet(models.QuerySet["Asked"]):
    """Private questions in all states."""

    def waiting(self) -> Self:
        """Return what experts have to answer, oldest first."""
        return self.filter(state__in=Asked.WAITING).order_by("waiting_since", "pk")

    def confirmed(self) -> Self:
        """Return what experts may read: the address is the asker's."""
        return self.exclude(state=Asked.State.SENT)

    def for_update(self) -> Self:
        """Lock the rows where the database can; SQLite has one writer at a time anyway."""
        return self.select_for_update()


class Asked(Private):
    """A question as somebody asked it, until twelve months after the answer."""

    class State(models.TextChoices):
        SENT = "sent", _("address not confirmed")
        NEW = "new", _("new")
        ASSIGNED = "assigned", _("being answered")
        ANSWERED = "answered", _("answered")
        ASKED_BACK = "asked_back", _("asked back")
        CLOSED = "closed", _("closed")

    WAITING: ClassVar = (State.NEW, State.ASSIGNED, State.ASKED_BACK)

    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SENT, db_index=True
    )
    # Of the mails and the private page; of what may become of it, too.
    language = models.CharField(_("language"), max_length=10)
    # On which of the installation's sites it was sent.
    site = models.ForeignKey(
        "wagtailcore.Site",
        models.SET_NULL,
        null=True,
        default=sites.origin,
        editable=False,
        related_name="+",
    )
    email = models.EmailField(_("e-mail"))
    text = models.TextField(_("question"))
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    country = CountryField(_("country"))
    # Whether it may be published without a name.
    consent = models.BooleanField(_("may be published"), default=False)
    nonce = models.CharField(max_length=64, unique=True, null=True)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    # The answer as far as it is written.
    draft = models.TextField(_("answer"), blank=True)
    published = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    duplicate_of = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    helped = models.BooleanField(_("it helped"), null=True)

    sent_at = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(null=True)
    asked_back_at = models.DateTimeField(null=True)
    # When it was answered last, or closed without an answer.
    done_at = models.DateTimeField(null=True, db_index=True)

    folded = FoldedField()

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("private question")
        verbose_name_plural = _("private questions")
        indexes: ClassVar = [
            models.Index(fields=["state", "waiting_since"], name="asked_queue_idx"),
            models.Index(fields=["email"], name="asked_email_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def title(self) -> str:
        """The beginning of the question."""
        return str(Truncator(" ".join(self.text.split())).chars(LONGEST_TITLE))

    @property
    def lookup_text(self) -> str:
        """What experts find it by."""
        return f"{self.reference} {self.email} {self.text}"

    @property
    def country_label(self) -> str:
        """The name of the country; "" if it is none of them, or all."""
        return countries.label(self.country) if self.country else ""

    @property
    def version(self) -> str:
        """What changes when a colleague takes it, or writes a part of the answer."""
        parts = repr((self.state, self.assigned_to_id, self.draft))
        return blake2b(parts.encode(), digest_size=8).hexdigest()

    @property
    def may_ask_back(self) -> bool:
        """Whether the asker may still ask once more."""
        return self.state == self.State.ANSWERED and self.asked_back_at is None


class Letter(Private):
    """What was said after the question: answers, and what the asker asked back."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="letters")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    from_staff = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    # The published question that answers it, if that is the answer.
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Note(Private):
    """What experts tell each other about a private question; the asker never sees it."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="notes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Canned(models.Model):
    """A paragraph that is needed again and again, per language."""

    title = models.CharField(
        _("name"), max_length=80, help_text=_("What experts choose it by; askers do not see it.")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    # Language → paragraph.
    texts = models.JSONField(_("paragraph"), default=dict)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("paragraph for answers")
        verbose_name_plural = _("paragraphs for answers")
        ordering: ClassVar = ["sort_order", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def text_in(self, language: str) -> Any:
        """Return the paragraph in ``language``; "" if it has none."""
        return self.texts.get(language, "")

    @property
    def text(self) -> str:
        """The paragraph in the language that is active, or in any."""
        own = self.texts.get(get_language() or "")
        return str(own or next(iter(self.texts.values()), ""))
