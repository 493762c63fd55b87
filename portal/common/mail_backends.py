"""Where mails go: to a server (``smtp…://``), or into a folder (``filemail://``)."""

import smtplib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.text import slugify

# A server looks for spam before it answers to the text of a mail. RFC 5321 (4.5.3.2.6)
# allows it ten minutes; the worker has other things to do.
SECONDS_TO_THINK = 60.0


class Unanswered(Exception):
    """The connection broke while the server had the text: perhaps it took the mail."""


class Careful(smtplib.SMTP):
    """Tells a connection that broke after the text was sent from one that broke before."""

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # typeshed: Buffer
        assert self.sock is not None
        self.sock.settimeout(SECONDS_TO_THINK)
        try:
            answer = super().data(msg)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Unanswered(str(error)) from error
        self.sock.settimeout(settings.EMAIL_TIMEOUT)
        return answer


class CarefulSSL(Careful, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class Server(smtp.EmailBackend):
    """Django's, which may raise :class:`Unanswered` as well."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return CarefulSSL if self.use_ssl else Careful


class Folder(BaseEmailBackend):
    """Writes each mail to ``EMAIL_FILE_PATH`` as a file that mail programs open."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(getattr(settings, "EMAIL_FILE_PATH", ""))
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{slugify(message.subject)[:40]}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
