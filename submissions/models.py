"""What people without an account send, and what becomes of it."""

import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.admin import display
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.common import sites
from portal.common.fields import FoldedField
from portal.common.models import Entry

if TYPE_CHECKING:
    from submissions.kinds import Kind

# Letters and digits that nobody mixes up on the telephone.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"
REFERENCE_LENGTH = 6


def new_reference() -> str:
    """Return what people say on the telephone: ``K7M-2QX``. It opens nothing."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(REFERENCE_LENGTH))
    return f"{letters[:3]}-{letters[3:]}"


class PrivateStorage(FileSystemStorage):
    """Uploads that nobody has checked: in no folder that the web serves."""

    def __init__(self) -> None:
        super().__init__(location=settings.VAR_DIR / "private", base_url=None)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions in all states."""

    def waiting(self) -> Self:
        """Return what staff have to look at, oldest first."""
        return self.filter(state=Submission.State.WAITING).order_by("waiting_since", "pk")

    def of_entry(self, entry: models.Model) -> Self:
        """Return what was sent about ``entry``."""
        kind = ContentType.objects.get_for_model(entry)
        return self.filter(entry_type=kind, entry_id=entry.pk)

    def for_update(self) -> Self:
        """Lock the rows where the database can; SQLite has one writer at a time anyway."""
        return self.select_for_update()


class Submission(models.Model):
    """A profile or a call, from the first typed word to what became of it.

    It is texts as they were typed (``data``) until its address is confirmed. Then it
    becomes a draft entry, checked in Wagtail's workflow.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not sent yet")
        SENT = "sent", _("address not confirmed")
        WAITING = "waiting", _("being checked")
        CHANGES = "changes", _("changes asked for")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    kind_slug = models.CharField(max_length=20)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True
    )
    # Of the entry; of the mails and the private pages, too, unless the context says otherwise.
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
    email = models.EmailField(_("e-mail"), blank=True)
    # Which form it came from: a form that is sent twice makes one draft.
    nonce = models.CharField(max_length=64, unique=True, null=True)
    # Step → field → values, as typed.
    data = models.JSONField(default=dict)
    # What nobody types: whose call it is, say.
    context = models.JSONField(default=dict)
    upload = models.FileField(upload_to="uploads", storage=PrivateStorage, blank=True)

    # The entry it is about: what it became, or what it changes.
    entry_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    entry_id = models.PositiveBigIntegerField(null=True)
    entry = GenericForeignKey("entry_type", "entry_id")
    changes_entry = models.BooleanField(_("changes an entry"), default=False)

    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    # When staff saw what the author changed without a check (context["facts"]).
    seen_at = models.DateTimeField(null=True)
    # Level → number of automatic findings, and when they were made (desk/looking.py).
    found = models.JSONField(default=dict)
    found_at = models.DateTimeField(null=True)

    folded = FoldedField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes: ClassVar = [
            models.Index(fields=["state", "waiting_since"], name="submission_queue_idx"),
            models.Index(fields=["entry_type", "entry_id"], name="submission_entry_idx"),
            models.Index(fields=["email"], name="submission_email_idx"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="submission_sent_has_email", condition=Q(state="draft") | ~Q(email="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def kind(self) -> "Kind":
        """What it is going to be."""
        from submissions.kinds import kind_called

        return kind_called(self.kind_slug)

    @property
    def title(self) -> str:
        """The name of what was sent, as typed; a word for its kind before there is one."""
        return self.kind.title(self) or str(self.kind.name)

    @property
    def lookup_text(self) -> str:
        """What staff find it by."""
        return f"{self.reference} {self.title} {self.email}"

    @property
    def letter_language(self) -> str:
        """The language in which its author is written to."""
        return str(self.context.get("letters", self.language))

    def draft(self) -> Entry | None:
        """Return the entry as it would be published now; ``None`` before it is one."""
        entry: Entry | None = self.entry
        return entry.get_latest_revision_as_object() if entry else None

    def leader(self) -> "Submission | None":
        """Return what it is sent along with, if anything."""
        return Submission.objects.filter(pk=self.context.get("with")).first()

    def companions(self) -> SubmissionQuerySet:
        """Return what is sent along with it."""
        keys = self.context.get("companions", ())
        return Submission.objects.filter(pk__in=keys).order_by("pk")

    def note(self, by: Any = None) -> "Event":
        """Write down that it is now in its state; ``by`` is the member of staff, if one did it."""
        return Event.objects.create(submission=self, state=self.state, by=by)


class Event(models.Model):
    """A state that a submission came to, and when."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=Submission.State)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"


class Reason(models.Model):
    """Why something was declined or has to change: a sentence for the author, per language."""

    class For(models.TextChoices):
        CHANGES = "changes", _("asking for changes")
        DECLINED = "declined", _("declining")

    decision = models.CharField(_("used for"), max_length=10, choices=For)
    label = models.CharField(
        _("name"), max_length=80, help_text=_("What staff choose it by; authors do not see it.")
    )
    # Language → sentence.
    texts = models.JSONField(_("sentence for the author"), default=dict)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering: ClassVar = ["decision", "sort_order", "pk"]

    def __str__(self) -> str:
        return self.texts.get(get_language() or "") or self.name

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """What staff choose it by: in their language, as long as it has the name it began with."""
        return gettext(self.label)

    def text_in(self, language: str) -> str:
        """Return the sentence in ``language``, or failing that in any."""
        return self.texts.get(language) or next(iter(self.texts.values()), self.label)


class Message(models.Model):
    """A letter between an author and the staff, in the order they were written."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    at = models.DateTimeField(auto_now_add=True)
    # Empty: the author wrote it.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    from_staff = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    # Sentences of the reasons, in the author's language as they were then.
    reasons = models.JSONField(default=list)
    # Field → what is to be put right there.
    remarks = models.JSONField(default=dict)
    # When staff saw what an author wrote.
    seen_at = models.DateTimeField(null=True)
    # One for each time a form was sent: pressed twice, it is one message.
    nonce = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def remarked(self) -> list[str]:
        """The remarks, each behind the question that it is about."""
        labels = self.submission.kind.labels()
        return [f"{labels.get(name, name)} – {text}" for name, text in self.remarks.items()]


class Report(models.Model):
    """What somebody found wrong with a published entry: for staff, seen by nobody else."""

    class About(models.TextChoices):
        OUTDATED = "outdated", _("It is out of date")
        WRONG = "wrong", _("Something in it is wrong")
        UNREACHABLE = "unreachable", _("Nobody can be reached there")
        UNSAFE = "unsafe", _("It is a fraud, or it offends or endangers somebody")
        OTHER = "other", _("Something else")

    entry_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    entry_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("entry_type", "entry_id")
    about = models.CharField(_("what is wrong"), max_length=12, choices=About)
    text = models.TextField(_("in words"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    at = models.DateTimeField(_("received"), auto_now_add=True)
    nonce = models.CharField(max_length=64, unique=True, null=True)
    dealt_with_at = models.DateTimeField(_("dealt with"), null=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.entry}"
