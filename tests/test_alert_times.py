"""When news come: in the morning, on Mondays, at once; late rounds once, and nothing twice."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alerts import arrivals, flow, retention, telling
from alerts.models import Alert, Arrival, Often, Question, Reader
from alerts.times import next_time
from portal.common.models import Mail
from search.registry import searchable
from tests import factories
from tests.alerting import address, at, keep, kept, link, local, news, paths, told
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_locks")]


HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("often", "after", "then"),
    [
        ("now", (2026, 11, 23, 3, 0), (2026, 11, 23, 3, 0)),
        ("daily", (2026, 11, 23, 7, 59), (2026, 11, 23, 8, 0)),
        ("daily", (2026, 11, 23, 8, 0), (2026, 11, 24, 8, 0)),
        ("daily", (2026, 12, 31, 23, 0), (2027, 1, 1, 8, 0)),
        ("weekly", (2026, 11, 23, 7, 59), (2026, 11, 23, 8, 0)),
        ("weekly", (2026, 11, 23, 8, 0), (2026, 11, 30, 8, 0)),
        ("weekly", (2026, 11, 29, 23, 59), (2026, 11, 30, 8, 0)),
        # The nights in which the clock is put forward and back.
        ("daily", (2026, 3, 28, 9, 0), (2026, 3, 29, 8, 0)),
        ("daily", (2026, 10, 24, 9, 0), (2026, 10, 25, 8, 0)),
        ("weekly", (2026, 3, 28, 9, 0), (2026, 3, 30, 8, 0)),
    ],
)
def test_news_come_at_a_civil_hour(
    often: str, after: tuple[int, ...], then: tuple[int, ...]
) -> None:
    assert next_time(often, local(*after)) == local(*then)
    # Whatever zone the moment is told in.
    assert next_time(often, local(*after).astimezone(datetime.UTC)) == local(*then)


def test_morning_after_the_clock_was_put_forward_is_an_hour_nearer() -> None:
    first, second = (next_time(Often.DAILY, local(2026, 3, day, 9)) for day in (27, 28))
    assert second.astimezone(datetime.UTC) - first.astimezone(datetime.UTC) == 23 * HOUR


def test_daily_news_wait_for_the_morning(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.rebuild()
    at(monkeypatch, 2026, 11, 24, 12)
    kept(often="daily"), kept(often="weekly", email="eva@example.org")
    for day, hour, mails in [
        (24, 13, 0),
        (24, 23, 0),
        (25, 7, 0),
        (25, 8, 1),
        (25, 9, 1),
        (26, 8, 2),
        (27, 8, 3),
        # The worker was away for two mornings.
        (30, 7, 4),
        # Monday: all of the week for the other one.
        (30, 8, 5),
    ]:
        at(monkeypatch, 2026, 11, day, hour)
        assert len(told(portal)) == mails, (day, hour)
        if hour != 7:
            factories.opportunity(title=f"Call of {day} at {hour}", language="en")
    weekly = news()[-1]
    assert weekly.to == "eva@example.org"
    assert weekly.subject.startswith("6 new")


def test_worker_that_was_away_for_days_tells_once(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.rebuild()
    at(monkeypatch, 2026, 11, 24, 12)
    kept(often="daily")
    factories.opportunity(language="en")
    at(monkeypatch, 2026, 12, 2, 15)
    assert len(told(portal)) == len(told(portal)) == 1
    factories.opportunity(language="en")
    at(monkeypatch, 2026, 12, 3, 7)
    assert len(told(portal)) == 1
    at(monkeypatch, 2026, 12, 3, 8)
    assert len(told(portal)) == 2


def test_morning_without_news_is_looked_at_once(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.rebuild()
    at(monkeypatch, 2026, 11, 24, 12)
    alert = kept(often="daily")
    at(monkeypatch, 2026, 11, 25, 8)
    assert told(portal) == []
    alert.refresh_from_db()
    assert alert.due_at == local(2026, 11, 26, 8)


def test_other_rhythm_loses_nothing(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.rebuild()
    at(monkeypatch, 2026, 11, 24, 12)
    alert = kept(often="weekly")
    factories.opportunity(language="en")
    assert told(portal) == []
    flow.change(alert, Often.NOW)
    assert len(told(portal)) == 1
    flow.change(alert, Often.DAILY)
    factories.opportunity(language="en")
    at(monkeypatch, 2026, 11, 25, 8)
    assert len(told(portal)) == 2


def test_who_becomes_due_during_a_round_hears_all_of_it_in_the_next(portal: Portal) -> None:
    portal.rebuild()
    late = kept(often="weekly", email="late@example.org")
    factories.opportunity(title="Old news", language="en")
    portal.rebuild()
    kept(email="early@example.org")
    factories.opportunity(title="New news", language="en")
    portal.rebuild()
    with telling.begun(arrivals.note()) as the_round:
        flow.change(late, Often.NOW)
        while the_round.tell_some():
            pass
    assert {mail.to for mail in news()} == {"early@example.org"}
    mail = next(mail for mail in told() if mail.to == "late@example.org")
    assert "Old news" in mail.text
    assert "New news" in mail.text


def test_round_that_is_stopped_goes_on_with_the_next(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.rebuild()
    for number in range(5):
        kept(email=f"reader{number}@example.org")
    factories.opportunity(language="en")
    monkeypatch.setattr(telling, "AT_A_TIME", 2)
    monkeypatch.setattr(telling, "SECONDS_AT_A_TIME", 0.0)
    portal.rebuild()
    monkeypatch.setattr(telling, "SECONDS_AT_A_TIME", 1e-9)
    assert len(told()) in (0, 2)
    monkeypatch.setattr(telling, "SECONDS_AT_A_TIME", 20.0)
    assert sorted(mail.to for mail in told()) == [f"reader{n}@example.org" for n in range(5)]
    assert len(told()) == 5


def test_round_waits_while_the_search_is_away_and_then_tells(portal: Portal, settings: Any) -> None:
    portal.rebuild()
    kept("?q=walking")
    url = settings.SEARCH_URL
    factories.opportunity(title="Walking", language="en")
    portal.rebuild()
    for away in ("elasticsearch://127.0.0.1:9/away", f"{url}/lost"):
        settings.SEARCH_URL = away
        with pytest.raises(telling.Waits):
            telling.tell()
    assert news() == []
    settings.SEARCH_URL = url
    assert len(told(portal)) == 1


# --- When it ends ------------------------------------------------------------------------


def carry_out() -> None:
    now = timezone.now()
    for rule, days in (
        (retention.unconfirmed, flow.CONFIRM_DAYS),
        (retention.unanswered, flow.ANSWER_DAYS),
        (retention.ask, retention.SILENT_DAYS),
        (retention.forget_questions, 1),
    ):
        rule(now - datetime.timedelta(days=days))


def test_what_nobody_confirms_is_gone_after_its_days(
    client: Client, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(client, "?q=dogs")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=13.9))
    carry_out()
    assert Alert.objects.exists()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=14.1))
    carry_out()
    assert not Alert.objects.exists()
    assert not Reader.objects.exists()
    assert not Question.objects.exists()


def test_silent_reader_is_asked_once_and_kept_by_one_button(
    client: Client, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = kept("?q=dogs", language="cs")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=731))
    carry_out()
    carry_out()
    mail = Mail.objects.get(event__startswith="alert-still")
    assert (mail.to, mail.language) == (alert.reader.email, "cs")
    path = paths(mail)[0]
    assert client.get(path).status_code == 200
    assert Reader.objects.get().asked_at
    assert client.post(path).status_code == 302
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=900))
    carry_out()
    assert Alert.objects.exists()


def test_reader_who_does_not_answer_is_deleted(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("?q=dogs")
    now = timezone.now()
    for days, left in ((731, True), (760, True), (762, False)):
        monkeypatch.setattr(timezone, "now", lambda days=days: now + datetime.timedelta(days=days))
        carry_out()
        assert Reader.objects.exists() is left, days
    assert not Question.objects.exists()


def test_button_pressed_on_the_page_is_a_sign_of_life(
    client: Client, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = kept("?q=dogs")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=700))
    token = link(flow.PAGE, alert.reader_id)
    client.post(address("alert_change", token, alert.pk), {"often": "daily"})
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=800))
    carry_out()
    assert Reader.objects.get().asked_at is None


def test_public_entries_alone_arrive(portal: Portal) -> None:
    factories.opportunity(live=False)
    portal.rebuild()
    kept()
    assert told(portal) == []
    assert not searchable("opportunity").public().exists()


def test_notes_go_with_their_entries(portal: Portal) -> None:
    stays, goes = factories.opportunity(), factories.opportunity()
    portal.rebuild()
    arrivals.note()
    goes.delete()
    retention.forget_arrivals(timezone.now())
    noted = Arrival.objects.filter(kind="opportunity").values_list("key", flat=True)
    assert list(noted) == [stays.pk]
