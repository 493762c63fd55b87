"""Staff hear of what waits once a day; mails about it never stand in an author's way."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from portal.common.mails import centre
from portal.common.models import Mail
from submissions import letters, notices
from submissions.models import Submission
from tests import factories
from tests.admin import KINDS, SUBMIT, address, client_of
from tests.sending import sent, waiting
from tests.sites import Portal
from tests.test_admin_workflow import form_of, make

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 11, 23, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock."""

    def set_clock(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "localtime", lambda *_: moment)

    return set_clock


def told() -> list[str]:
    return list(Mail.objects.filter(event__startswith="waiting-").values_list("text", flat=True))


def test_centre_is_told_once_a_day_how_much_waits(portal: Portal, at: Any, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    waiting(), waiting(since=timezone.now() - datetime.timedelta(days=30)), sent()
    at(MONDAY)
    for _ in range(2):
        notices.tell()
    (text,) = told()
    assert "2 entries are waiting at the desk. 1 of them is overdue." in text
    assert Mail.objects.get(event__startswith="waiting-").to == centre()
    at(MONDAY + datetime.timedelta(days=1))
    notices.tell()
    assert len(told()) == 2


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY.replace(hour=6),
        MONDAY - datetime.timedelta(days=1),
        MONDAY.replace(day=17),  # a holiday in Czechia
    ],
)
def test_nobody_is_told_at_night_and_on_days_off(
    portal: Portal, at: Any, moment: datetime.datetime
) -> None:
    waiting()
    at(moment)
    notices.tell()
    assert told() == []


def test_empty_desk_is_no_news(portal: Portal, at: Any) -> None:
    sent()
    at(MONDAY)
    notices.tell()
    assert told() == []


def test_what_people_send_makes_no_mail_of_wagtails(portal: Portal) -> None:
    factories.user("Moderators")
    row = waiting()
    assert row.state == Submission.State.WAITING
    assert mail.outbox == []


def test_colleagues_are_told_of_what_an_editor_submits(portal: Portal) -> None:
    moderator = factories.user("Moderators")
    draft = make(KINDS[0], live=False)
    client_of("Editors").post(address("edit", draft), {**form_of(draft), **SUBMIT})
    assert [message.to for message in mail.outbox] == [[moderator.email]]


def test_mail_server_that_is_away_stops_no_editor(
    portal: Portal, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "nowhere.invalid"
    user = factories.user("Editors")
    factories.user("Moderators")
    draft: Any = make(KINDS[0], live=False)
    draft.save_revision()
    draft.get_workflow().start(draft, user=user)
    assert draft.workflow_in_progress
    assert "Nobody was told" in caplog.text


def test_letter_of_an_author_reaches_the_centre_once_and_names_nobody_outside(
    portal: Portal, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    row = waiting(name="Za Vodou")
    for _ in range(2):  # the button, pressed twice
        letters.write(row, "Nobody answers the phone.", nonce="one")
    told = Mail.objects.get(event__startswith="author-wrote-")
    assert told.to == centre()
    assert row.reference in told.subject
    assert "Za Vodou" not in told.subject
    assert "Nobody answers the phone." in told.text
    assert row.email not in told.subject + told.text
