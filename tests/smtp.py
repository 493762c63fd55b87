"""A real mail server, which keeps what it is sent and does as it is told."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.ports import free_port

TAKEN = "250 OK"


@dataclass(frozen=True)
class Received:
    """A mail as the server got it."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    def part(self, kind: str) -> str:
        """Return the ``plain`` or ``html`` version, with ``\\n`` at the ends of lines."""
        body = self.message.get_body((kind,))
        assert body
        return str(body.get_content()).replace("\r\n", "\n")


class SmtpServer:
    """Listens on :attr:`port` of this machine.

    Set an answer to refuse mails: ``server.recipient_answer = "550 Nobody here"``.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[Received] = []
        # "250 …" takes what is sent.
        self.recipient_answer = TAKEN
        self.text_answer = TAKEN
        # Hang up: "" never, "recipient" when told whom for, "text" when it has the text.
        self.breaks_off = ""
        # Set when a text has come; the server does not answer to it while ``thinks`` is true.
        self.has_text = Event()
        self.thinks = False

    @property
    def url(self) -> str:
        """What ``EMAIL_URL`` is set to."""
        return f"smtp://localhost:{self.port}"

    def to(self, address: str) -> list[Received]:
        """Return what came for ``address``."""
        return [mail for mail in self.mails if address in mail.recipients]

    def wait_for(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Return once ``condition`` is true; fail if that takes too long."""
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, f"{len(self.mails)} mails came"
            time.sleep(0.02)

    # What aiosmtpd calls.

    async def handle_RCPT(  # noqa: N802  # its name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.breaks_off == "recipient":
            hang_up(server)
        if self.recipient_answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(  # noqa: N802  # its name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.has_text.set()
        while self.thinks:
            await asyncio.sleep(0.02)
        if self.text_answer == TAKEN:
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(Received(str(envelope.mail_from), list(envelope.rcpt_tos), content))
        if self.breaks_off == "text":
            hang_up(server)
        return self.text_answer


def hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@contextmanager
def listening() -> Iterator[SmtpServer]:
    """Run a mail server."""
    server = SmtpServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        server.thinks = False
        controller.stop()


@pytest.fixture
def smtp_server(settings: Any) -> Iterator[SmtpServer]:
    """Yield a mail server that this process sends to; others need its ``url``."""
    with listening() as server:
        settings.EMAIL_BACKEND = "portal.common.mail_backends.Server"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", server.port
        yield server
