"""Mails on their way: to a real server, which sometimes refuses, or is not there."""

import datetime
import re
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from portal.common import mails, outbox
from portal.common.outbox import Away, Mail, State
from tests.smtp import SmtpServer

pytestmark = pytest.mark.django_db

URL = "http://localhost:8000/cs/odkaz/abc/"


def queue(event: str = "submission-1-confirm", to: str = "jana@spolek.example") -> Mail:
    context = {"title": "Přátelé lesů ž", "reference": "K7M-2QX", "url": URL, "days": 14}
    what: dict[str, Any] = {"to": to, "language": "cs", "event": event, "context": context}
    return mails.queue("submissions/confirm", **what)


def seen(mail: Mail) -> Mail:
    """Return ``mail`` as it is now."""
    return Mail.objects.get(pk=mail.pk)


def make_due(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now())


def minutes_until_due(mail: Mail) -> int:
    due_at = seen(mail).due_at
    assert due_at
    return round((due_at - timezone.now()).total_seconds() / 60)


# --- what arrives ----------------------------------------------------------------------


def test_a_mail_arrives_as_text_and_html(smtp_server: SmtpServer) -> None:
    mail = queue()
    outbox.send_due()
    (received,) = smtp_server.mails
    assert received.recipients == ["jana@spolek.example"]
    assert received.message.get_content_type() == "multipart/alternative"
    assert received.part("plain") == mail.text
    assert received.part("html") == mail.html
    assert "Přátelé lesů ž" in received.part("plain")
    assert URL in received.part("html")
    sent = seen(mail)
    assert (sent.state, sent.attempts, sent.error) == (State.SENT, 1, "")
    assert sent.sent_at


def test_headers(smtp_server: SmtpServer, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Dobrosměr <ahoj@dobrosmer.example>"
    mail = queue()
    Mail.objects.update(subject="Žádost o potvrzení", reply_to="centrum@dobrosmer.example")
    outbox.send_due()
    message = smtp_server.mails[0].message
    assert message["Subject"] == "Žádost o potvrzení"
    assert message["From"] == "Dobrosměr <ahoj@dobrosmer.example>"
    assert message["To"] == "jana@spolek.example"
    assert message["Reply-To"] == "centrum@dobrosmer.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "cs"
    assert message["Message-ID"] == mail.message_id
    assert message["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert message["Bcc"] is None


def test_message_id_stands_for_the_event_and_tells_nothing_of_it() -> None:
    first, second = queue("submission-1"), queue("submission-2")
    assert first.message_id != second.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@localhost>", first.message_id)
    assert Mail(event="submission-1").message_id == first.message_id


@pytest.mark.parametrize(
    "to", ["jana@spolek.example\r\nBcc: all@spolek.example", "jana", "a@b@c.example", "ž@x.cz", ""]
)
def test_malformed_address_fails_before_the_server_hears_of_it(
    smtp_server: SmtpServer, to: str
) -> None:
    mail, other = queue("1"), queue("2")
    Mail.objects.filter(pk=mail.pk).update(to=to)
    outbox.send_due()
    assert seen(mail).state == State.FAILED
    assert seen(mail).error
    assert seen(other).state == State.SENT
    assert len(smtp_server.mails) == 1


@pytest.mark.parametrize("field", ["subject", "reply_to", "language"])
def test_line_breaks_never_make_headers(smtp_server: SmtpServer, field: str) -> None:
    mail = queue()
    Mail.objects.update(**{field: "x@y.cz\r\nBcc: b@y.cz"})
    outbox.send_due()
    assert seen(mail).state == State.FAILED
    assert not smtp_server.mails


def test_dev_writes_files_that_mail_programs_open(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "portal.common.mail_backends.Folder"
    settings.EMAIL_FILE_PATH = tmp_path / "mails"
    mails_queued = [queue("1"), queue("2")]
    outbox.send_due()
    files = sorted((tmp_path / "mails").glob("*.eml"))
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert [message["Message-ID"] for message in found] == [m.message_id for m in mails_queued]


# --- refusals and troubles ---------------------------------------------------------------


def test_temporary_refusal_is_tried_again_ever_later_then_failed(smtp_server: SmtpServer) -> None:
    smtp_server.recipient_answer = "451 Come back later"
    mail = queue()
    pauses = []
    for _attempt in range(8):
        outbox.send_due()
        assert seen(mail).state == State.QUEUED
        assert seen(mail).error == "451 Come back later"
        pauses.append(minutes_until_due(mail))
        outbox.send_due()  # it is not due yet
        assert seen(mail).attempts == len(pauses)
        make_due(mail)
    assert pauses == [1, 5, 30, 120, 360, 720, 1440, 1440]
    outbox.send_due()
    assert (seen(mail).state, seen(mail).attempts) == (State.FAILED, 9)
    assert list(Mail.objects.in_trouble()) == [mail]


def test_refusal_that_passes_delays_a_mail(smtp_server: SmtpServer) -> None:
    mail = queue()
    smtp_server.text_answer = "452 Disk full"
    outbox.send_due()
    assert seen(mail).state == State.QUEUED
    smtp_server.text_answer = "250 OK"
    make_due(mail)
    outbox.send_due()
    assert seen(mail).state == State.SENT
    assert [received.message["Message-ID"] for received in smtp_server.mails] == [mail.message_id]


@pytest.mark.parametrize("stage", ["recipient_answer", "text_answer"])
def test_permanent_refusal_fails_at_once(smtp_server: SmtpServer, stage: str) -> None:
    setattr(smtp_server, stage, "550 No such person")
    mail = queue()
    outbox.send_due()
    failed = seen(mail)
    assert (failed.state, failed.attempts) == (State.FAILED, 1)
    assert failed.error == "550 No such person"
    assert list(Mail.objects.in_trouble()) == [mail]


def test_one_refused_mail_does_not_stop_the_others(smtp_server: SmtpServer) -> None:
    first = queue("1")
    Mail.objects.filter(pk=first.pk).update(to="not an address")
    second, third = queue("2"), queue("3", to="eva@spolek.example")
    outbox.send_due()
    assert [seen(mail).state for mail in (second, third)] == [State.SENT, State.SENT]


def test_without_a_server_one_mail_is_tried_and_the_job_waits(settings: Any) -> None:
    with_nobody(settings)
    first, second = queue("1"), queue("2")
    with pytest.raises(Away, match="refused"):
        outbox.send_due()
    assert (seen(first).state, seen(first).attempts) == (State.QUEUED, 1)
    assert minutes_until_due(first) == 1
    assert seen(second).attempts == 0


def with_nobody(settings: Any) -> None:
    """Send to a port where nobody listens."""
    settings.EMAIL_BACKEND = "portal.common.mail_backends.Server"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", SmtpServer().port


def test_connection_that_breaks_before_the_text_was_sent_is_tried_again(
    smtp_server: SmtpServer,
) -> None:
    smtp_server.breaks_off = "recipient"
    mail = queue()
    outbox.send_due()
    assert seen(mail).state == State.QUEUED
    smtp_server.breaks_off = ""
    make_due(mail)
    outbox.send_due()
    assert seen(mail).state == State.SENT
    assert len(smtp_server.mails) == 1


def test_connection_that_breaks_after_the_text_was_sent_is_uncertain(
    smtp_server: SmtpServer,
) -> None:
    smtp_server.breaks_off = "text"
    mail, other = queue("1"), queue("2")
    outbox.send_due()
    smtp_server.breaks_off = ""
    assert seen(mail).state == State.UNCERTAIN
    outbox.send_due()
    assert seen(mail).state == State.UNCERTAIN
    assert len(smtp_server.mails) == 2
    assert set(Mail.objects.in_trouble()) == {mail, other}


def test_a_person_may_send_again_what_is_uncertain_once(smtp_server: SmtpServer) -> None:
    smtp_server.breaks_off = "text"
    mail = queue()
    outbox.send_due()
    smtp_server.breaks_off = ""
    assert outbox.send_again(mail)
    assert not outbox.send_again(mail)
    outbox.send_due()
    assert seen(mail).state == State.SENT
    assert not outbox.send_again(mail)
    copies = [received.message["Message-ID"] for received in smtp_server.mails]
    assert copies == [mail.message_id, mail.message_id]


# --- several workers, dead workers ----------------------------------------------------------


def test_two_workers_never_take_the_same_mail() -> None:
    queue()
    ours, theirs = Mail.objects.get(), Mail.objects.get()
    assert outbox.take(ours)
    assert not outbox.take(theirs)
    assert seen(ours).attempts == 1
    assert outbox.take_next() is None


def test_mail_of_a_dead_worker_is_uncertain_after_a_while(smtp_server: SmtpServer) -> None:
    mail = queue()
    assert outbox.take(mail)
    outbox.give_up_unfinished()
    assert seen(mail).state == State.SENDING
    Mail.objects.update(taken_at=timezone.now() - datetime.timedelta(minutes=11))
    outbox.give_up_unfinished()
    assert seen(mail).state == State.UNCERTAIN
    outbox.send_due()
    assert not smtp_server.mails


def test_slow_worker_tells_what_came_of_it_unless_another_took_over() -> None:
    slow = queue()
    assert outbox.take(slow)
    Mail.objects.update(state=State.UNCERTAIN)
    outbox.settle(slow, State.SENT)
    assert seen(slow).state == State.SENT
    Mail.objects.update(state=State.UNCERTAIN)
    assert outbox.send_again(slow)
    assert outbox.take(Mail.objects.get())
    outbox.postpone(slow, OSError("late"))
    assert seen(slow).state == State.SENDING


def test_an_idle_outbox_asks_the_database_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        outbox.send_due()


# --- afterwards ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SENT, State.FAILED, State.UNCERTAIN])
def test_texts_and_addresses_are_forgotten_after_thirty_days(state: State) -> None:
    mail, waiting = queue("1"), queue("2")
    assert outbox.take(mail)
    outbox.settle(mail, state, OSError("jana@spolek.example is unknown"))
    outbox.forget()
    assert seen(mail).text
    assert minutes_until_due(mail) == 30 * 24 * 60
    Mail.objects.update(due_at=timezone.now())
    outbox.forget()
    forgotten = seen(mail)
    assert forgotten.state == state
    assert not any([forgotten.to, forgotten.text, forgotten.html, forgotten.reply_to])
    assert not forgotten.error
    assert seen(waiting).text
    assert not Mail.objects.in_trouble().exists()
    assert not outbox.send_again(forgotten)
    assert queue("1") == mail
