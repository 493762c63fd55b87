"""The outbox: mails that wait, and how the worker sends each at most once.

A mail is taken up by one worker, in a transaction of its own, before the server hears of
it. What happens then is certain (the server took it, or refused it) or not: the worker
died, or the connection broke when the server had the text. An uncertain mail is not sent
again by itself; staff see it and decide.
"""

import datetime
import hashlib
import smtplib
import time
from contextlib import suppress
from email.utils import format_datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from portal.common import jobs
from portal.common.inert import shortened
from portal.common.mail_backends import Unanswered

# After each failed attempt, in minutes: together a little less than three days.
PAUSES = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60]
# A worker that has been at one mail for so long is dead.
LONGEST_ATTEMPT = datetime.timedelta(minutes=10)
# How long texts and addresses are kept once nothing more is to be done.
KEPT = datetime.timedelta(days=30)
# After so many seconds of sending the worker's other jobs have their turn.
SECONDS_AT_A_TIME = 5.0
LONGEST_ERROR = 500


class State(models.TextChoices):
    """What is known of a mail."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be delivered")
    UNCERTAIN = "uncertain", _("perhaps sent")


# How the events of mails begin that not every reader of the outbox may see, and who may.
_confidential: dict[str, str] = {}


def keep_from_others(prefix: str, permission: str) -> None:
    """Show mails whose events begin with ``prefix`` to whoever has ``permission`` only.

    Their addresses alone tell who wrote to us. Called once, when the apps are ready.
    """
    _confidential[prefix] = permission


class MailQuerySet(models.QuerySet["Mail"]):
    """Mails in all states."""

    def due(self) -> Self:
        """Return those to be sent now, the longest due first."""
        due = self.filter(state=State.QUEUED, due_at__lte=timezone.now())
        return due.order_by("due_at", "pk")

    def in_trouble(self) -> Self:
        """Return those that staff should look at: the reader has perhaps not got them."""
        return self.filter(state__in=(State.FAILED, State.UNCERTAIN)).exclude(to="")

    def shown_to(self, user: Any) -> Self:
        """Return those that ``user`` may see: without what is kept from others."""
        rows = self
        for prefix, permission in _confidential.items():
            if not user.has_perm(permission):
                rows = rows.exclude(event__startswith=prefix)
        return rows


class Mail(models.Model):
    """One mail to one reader, as it was written when it was queued."""

    event = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"), max_length=320)
    reply_to = models.EmailField(max_length=320, blank=True)
    # Where the reader's mail program ends such mails with one click (RFC 8058).
    unsubscribe = models.URLField(max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=20)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # When it is to be sent or, once nothing more is to be done, forgotten.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    # When a worker took it up last.
    taken_at = models.DateTimeField(null=True)
    error = models.CharField(_("what went wrong"), max_length=LONGEST_ERROR, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="mail_due_idx")]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        """The same however often the mail is sent, so that a second copy is known as one."""
        digest = hashlib.blake2b(self.event.encode(), digest_size=16).hexdigest()
        return f"<{digest}@{urlsplit(settings.PUBLIC_URL).hostname}>"

    def message(self) -> EmailMultiAlternatives:
        """Return it as it goes to the server."""
        message = EmailMultiAlternatives(
            self.subject,
            self.text,
            to=[self.to],
            reply_to=[self.reply_to] if self.reply_to else None,
            headers={
                "Message-ID": self.message_id,
                "Date": format_datetime(self.created_at),
                "Auto-Submitted": "auto-generated",
                "Content-Language": self.language,
                **self._ways_out(),
            },
        )
        message.attach_alternative(self.html, "text/html")
        return message

    def _ways_out(self) -> dict[str, str]:
        """Return the headers by which mail programs end such mails: a POST, without a page.

        https://www.rfc-editor.org/rfc/rfc8058
        """
        if not self.unsubscribe:
            return {}
        return {
            "List-Unsubscribe": f"<{self.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


class Away(jobs.Hindered):
    """The mail server cannot be reached."""


def register() -> None:
    """Hand the outbox to the worker."""
    jobs.register("send mails", send_due, every=1)
    jobs.register("give up unfinished mails", give_up_unfinished, every=60)
    jobs.register("forget old mails", forget, every=60 * 60)


def send_due() -> None:
    """Send what is due, for some seconds; raises :class:`Away` without a server."""
    until = time.monotonic() + SECONDS_AT_A_TIME
    server = get_connection()
    try:
        while time.monotonic() < until and not jobs.stopping.is_set() and (mail := take_next()):
            send(mail, server)
    finally:
        hang_up(server)


def take_next() -> Mail | None:
    """Return the next mail that is due, which from now on is this worker's."""
    while mail := Mail.objects.due().first():
        if take(mail):
            return mail
    return None


@transaction.atomic(durable=True)
def take(mail: Mail) -> bool:
    """Take ``mail`` up for good, before it is sent; return whether no other worker was first."""
    mail.taken_at = timezone.now()
    mail.attempts += 1
    mine = {"taken_at": mail.taken_at, "attempts": mail.attempts, "state": State.SENDING}
    return Mail.objects.filter(pk=mail.pk, state=State.QUEUED).update(**mine) == 1


def send(mail: Mail, server: BaseEmailBackend) -> None:
    """Try to send ``mail``; note what came of it. Raises :class:`Away` without a server."""
    try:
        validate_email(mail.to)
        message = mail.message()
        reach(server)
        server.send_messages([message])
    except Away as error:
        postpone(mail, error)
        raise
    except Unanswered as error:
        settle(mail, State.UNCERTAIN, error)
        hang_up(server)
    except OSError as error:
        refused(mail, error)
        hang_up(server)
    except (ValueError, ValidationError) as error:
        settle(mail, State.FAILED, error)
    else:
        settle(mail, State.SENT)


def reach(server: BaseEmailBackend) -> None:
    """Open the connection, unless it is; whatever goes wrong is not the mail's fault."""
    try:
        server.open()
    except OSError as error:
        raise Away(str(error)) from error


def hang_up(server: BaseEmailBackend) -> None:
    """Close the connection; what was sent is sent."""
    with suppress(OSError):
        server.close()


def refused(mail: Mail, error: OSError) -> None:
    """Note that the server did not take ``mail``: for now, or for good."""
    code, _words = answer(error) or (0, "")
    if code == 0 or 400 <= code < 500:
        postpone(mail, error)
    else:
        # smtplib calls an answer that is none -1.
        settle(mail, State.FAILED if code >= 500 else State.UNCERTAIN, error)


def answer(error: Exception) -> tuple[int, str] | None:
    """Return what the server said (RFC 5321, 4.2.1), or None if it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, force_bytes(error.smtp_error)
    else:
        return None
    return code, words.decode(errors="replace")


def postpone(mail: Mail, error: Exception) -> None:
    """Let ``mail`` be tried later, unless it was tried often enough."""
    if mail.attempts > len(PAUSES):
        settle(mail, State.FAILED, error)
        return
    pause = datetime.timedelta(minutes=PAUSES[mail.attempts - 1])
    note(mail, state=State.QUEUED, due_at=timezone.now() + pause, error=said(error))


def settle(mail: Mail, state: State, error: Exception | None = None) -> None:
    """Note that nothing more is to be done about ``mail``, for now."""
    now = timezone.now()
    sent_at = now if state == State.SENT else None
    note(mail, state=state, due_at=now + KEPT, sent_at=sent_at, error=said(error) if error else "")


def note(mail: Mail, **changes: Any) -> None:
    """Note what came of ``mail``, unless somebody else has taken it up since."""
    mine = Mail.objects.filter(pk=mail.pk, taken_at=mail.taken_at)
    mine.filter(state__in=(State.SENDING, State.UNCERTAIN)).update(**changes)


def said(error: Exception) -> str:
    """Return ``error`` for staff."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    words = " ".join(map(str, answer(error) or [error]))
    return shortened(words, LONGEST_ERROR)


def give_up_unfinished() -> None:
    """Mark mails whose worker died: nobody knows whether the server has them."""
    now = timezone.now()
    unfinished = Mail.objects.filter(state=State.SENDING, taken_at__lte=now - LONGEST_ATTEMPT)
    unfinished.update(state=State.UNCERTAIN, due_at=now + KEPT, error="")


def send_again(mail: Mail) -> bool:
    """Queue ``mail`` once more because a person says so; return False if that was done before."""
    troubled = Mail.objects.in_trouble().filter(pk=mail.pk)
    again = {"state": State.QUEUED, "attempts": 0, "due_at": timezone.now(), "error": ""}
    return troubled.update(**again) == 1


def forget() -> None:
    """Blank texts and addresses of mails that are long done; that they were sent remains."""
    done = Mail.objects.filter(state__in=(State.SENT, State.FAILED, State.UNCERTAIN))
    blank = dict.fromkeys(("to", "reply_to", "unsubscribe", "text", "html", "error"), "")
    done.filter(due_at__lte=timezone.now()).update(due_at=None, **blank)
