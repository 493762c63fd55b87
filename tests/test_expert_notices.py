"""Experts are told by mail what waits for them: on working days, in the morning, once."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from advice.desk import notices
from portal.common.models import Mail
from tests import factories
from tests.advising import Advice, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23 08:00")


def at(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Prague"))
    monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))


def expert(email: str, **values: Any) -> Any:
    return factories.user("Experts", email=email, **values)


def test_each_expert_is_told_what_waits_for_them(monday: None, advice: Advice) -> None:
    ana, pavel = expert("ana@example.org"), expert("pavel@example.org")
    asked()
    asked(assigned_to=ana)
    asked(assigned_to=ana, waiting_since=timezone.now() - datetime.timedelta(days=30))
    notices.tell()
    notices.tell()
    subjects = dict(Mail.objects.values_list("to", "subject"))
    assert Mail.objects.count() == 2
    assert "3" in subjects[ana.email]
    assert "1" in subjects[pavel.email]
    assert "/admin/asked/" in Mail.objects.get(to=ana.email).text


def test_nothing_of_what_was_asked_stands_in_the_mail(monday: None, advice: Advice) -> None:
    expert("ana@example.org")
    row = asked()
    notices.tell()
    mail = Mail.objects.get()
    assert all(words not in mail.text for words in (row.email, row.text[:20], row.reference))


@pytest.mark.parametrize("now", ["2026-11-22 09:00", "2026-11-23 06:30", "2026-11-17 09:00"])
def test_nobody_is_disturbed_at_other_times(
    monkeypatch: pytest.MonkeyPatch, advice: Advice, now: str
) -> None:
    """A Sunday, the early morning, a public holiday."""
    expert("ana@example.org")
    asked()
    at(monkeypatch, now)
    notices.tell()
    assert not Mail.objects.exists()


def test_who_may_do_everything_is_not_written_to_for_that(monday: None, advice: Advice) -> None:
    factories.user(is_superuser=True, is_staff=True, email="root@example.org")
    expert("ana@example.org")
    asked()
    notices.tell()
    assert Mail.objects.get().to == "ana@example.org"


def test_centre_is_told_where_no_expert_has_an_address(monday: None, advice: Advice) -> None:
    asked()
    notices.tell()
    assert Mail.objects.count() == 1


def test_nothing_waits_nothing_is_written(monday: None, advice: Advice) -> None:
    expert("ana@example.org")
    notices.tell()
    assert not Mail.objects.exists()
