"""What the portal does by itself until an interest is settled: at the right day, once."""

import datetime
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from portal.common.models import Mail
from submissions import retention
from tests import factories
from tests.sites import Portal
from tests.volunteering import (
    State,
    Who,
    at,
    call,
    host_page,
    interest,
    link_in,
    mails,
    my_page,
    travel,
)
from volunteers import flow, followup
from volunteers.models import Interest, Opening, Volunteer
from volunteers.models.interest import SEEN_DAYS

pytestmark = pytest.mark.django_db
# A Monday. The Tuesday of the week after is a public holiday in Czechia (17 November).
MONDAY = "2026-11-02 10:00"


@pytest.fixture
def monday(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let it be Monday; return what travels on."""
    travel(monkeypatch, MONDAY)
    return lambda text: travel(monkeypatch, text)


def look() -> list[str]:
    """Let the worker look twice; return what the new mails are about."""
    before = set(Mail.objects.values_list("pk", flat=True))
    followup.look_after()
    followup.look_after()
    events = Mail.objects.exclude(pk__in=before).order_by("pk").values_list("event", flat=True)
    return [event.split("-", 2)[2] for event in events]


def test_silence_is_followed_up_on_the_right_days(monday: Any) -> None:
    row = interest()
    monday("2026-11-06 10:00")  # four working days
    assert look() == []
    monday("2026-11-09 10:00")  # five
    assert look() == ["remind-0"]
    monday("2026-11-16 10:00")  # ten
    assert look() == ["staff-silent"]
    monday("2026-11-23 09:00")  # three weeks, but for an hour
    assert look() == []
    monday("2026-11-23 10:30")
    assert look() == ["worked", "worked-host-0"]
    monday("2026-12-14 09:00")
    assert look() == []
    monday("2026-12-15 09:00")  # three weeks later nobody is waited for any more
    assert look() == []
    row.refresh_from_db()
    assert row.state == State.NO_ANSWER
    monday("2027-03-01 10:00")
    assert look() == []


def test_holidays_do_not_count(monday: Any) -> None:
    monday("2026-11-11 10:00")  # a Wednesday
    interest()
    monday("2026-11-18 10:00")  # Thu, Fri, Mon, (holiday), Wed: four
    assert look() == []
    monday("2026-11-19 10:00")
    assert look() == ["remind-0"]


@pytest.mark.parametrize(
    "now", ["2026-11-21 10:00", "2026-11-17 10:00", "2026-11-20 06:00", "2026-11-20 20:00"]
)
def test_nobody_is_disturbed_at_other_times(monday: Any, now: str) -> None:
    """A Saturday, a public holiday, early, late."""
    interest()
    monday(now)
    assert look() == []


def test_late_run_catches_up_one_letter_at_a_time(monday: Any) -> None:
    interest()
    monday("2026-12-21 10:00")
    assert look() == ["remind-0"]
    monday("2026-12-28 10:00")  # 24 and 25 December are holidays
    assert look() == []
    monday("2026-12-31 10:00")
    assert set(look()) == {"staff-silent", "worked", "worked-host-0"}


def test_who_has_answered_is_left_alone(monday: Any) -> None:
    touched, settled = interest(State.IN_TOUCH), interest(State.AGREED)
    monday("2026-11-16 10:00")
    assert look() == []
    monday("2026-11-24 10:00")
    assert look() == ["worked", "worked-host-0"]
    assert {mail.event.split("-")[1] for mail in mails("worked")} == {str(touched.pk)}
    settled.refresh_from_db()
    assert settled.asked_at is None


def test_staff_learn_nothing_of_the_person(monday: Any) -> None:
    row = interest()
    for day in ("2026-11-09 10:00", "2026-11-16 10:00"):
        monday(day)
        look()
    (mail,) = mails("staff-silent")
    assert row.reference in mail.text
    assert not any(word in mail.text for word in (row.volunteer.name, row.volunteer.email))


@pytest.mark.parametrize("state", [State.AGREED, State.IN_TOUCH, State.NOT_NOW, State.NO_ANSWER])
def test_volunteer_answers_with_one_button(client: Client, monday: Any, state: str) -> None:
    row = interest()
    monday("2026-11-09 10:00")
    look()
    monday("2026-11-24 10:00")
    look()
    (mail,) = [one for one in mails("worked") if one.to == row.volunteer.email]
    path = link_in(mail)
    assert client.get(path).status_code == 200
    row.refresh_from_db()
    assert row.state == State.PASSED
    for _time in range(2):
        assert "Thank you" in client.post(path, {"state": state}).text or state == State.IN_TOUCH
    client.post(path, {"state": "nonsense"})
    row.refresh_from_db()
    assert row.state == state
    assert row.steps.filter(state=state).count() == 1
    assert client.post(path, {}).status_code == 200


def test_organisation_answers_with_one_button(client: Client, monday: Any) -> None:
    row = interest()
    path = link_in(mails("to-host")[0])
    page = client.get(path).text
    assert row.volunteer.email in page
    for _time in range(2):
        assert client.post(path, {"state": State.AGREED}).status_code == 302
    row.refresh_from_db()
    assert row.state == State.AGREED
    assert len(mails("agreed")) == 1


def test_reason_is_told_kindly(client: Client, monday: Any) -> None:
    row = interest()
    client.post(host_page(row), {"state": "not_now", "reason": "full", "text": "Come in spring!"})
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.NOT_NOW, "full")
    (mail,) = mails("not_now")
    assert "We have enough people" in " ".join(mail.text.split())
    assert "Come in spring!" in mail.text
    assert "We have enough people" in client.get(my_page(row.volunteer)).text


def test_full_call_is_offered_to_be_closed_once(client: Client, monday: Any) -> None:
    about = call(people_wanted=2)
    first, second = interest(State.AGREED, about=about), interest(about=about)
    assert not mails("full-")
    assert "Shall we close the call" not in client.get(host_page(first)).text
    client.post(host_page(first, "interest_host_close"))
    about.refresh_from_db()
    assert about.live
    flow.move(second, State.AGREED, Who.ORGANISATION)
    assert len(mails("full-")) == 1
    assert "Shall we close the call" in client.get(host_page(second)).text
    about.refresh_from_db()
    assert about.live
    interest(State.AGREED, about=about)  # one more than was wanted
    assert len(mails("full-")) == 1
    for _time in range(2):
        client.post(host_page(second, "interest_host_close"))
    about.refresh_from_db()
    assert not about.live


# --- How long -----------------------------------------------------------------------------


def past(row: Interest, **days: float) -> None:
    values = {name: timezone.now() - datetime.timedelta(days=n) for name, n in days.items()}
    Interest.objects.filter(pk=row.pk).update(**values)


def test_organisation_sees_it_only_while_it_matters(client: Client, portal: Portal) -> None:
    row = interest(State.AGREED)
    past(row, done_at=SEEN_DAYS - 0.1)
    assert client.get(host_page(row)).status_code == 200
    past(row, done_at=SEEN_DAYS + 0.1)
    assert client.get(host_page(row)).status_code == 410
    assert not Interest.objects.seen_by(row.opportunity.organisation).exists()
    new = interest(State.NEW, age="0-12", guardian="Jan, 777 000 111")
    assert new.state == State.NEW
    assert client.get(host_page(new)).status_code == 410


@pytest.mark.parametrize(("days", "kept"), [(13.9, True), (14.1, False)])
def test_unconfirmed_is_forgotten(portal: Portal, days: float, kept: bool) -> None:
    row = interest(State.SENT)
    Volunteer.objects.update(created_at=timezone.now() - datetime.timedelta(days=days))
    retention.carry_out()
    assert Volunteer.objects.exists() is kept
    assert Interest.objects.filter(pk=row.pk).exists() is kept
    assert Mail.objects.exists() is kept


def test_who_is_to_be_called_is_not_forgotten(portal: Portal) -> None:
    interest(State.NEW, email="", phone="777 123 456")
    Volunteer.objects.update(created_at=timezone.now() - datetime.timedelta(days=100))
    retention.carry_out()
    assert Interest.objects.exists()


def grown_older(days: float) -> None:
    later = datetime.timedelta(days=days)
    Volunteer.objects.update(active_at=F("active_at") - later)
    Volunteer.objects.exclude(asked_at=None).update(asked_at=F("asked_at") - later)


def test_quiet_volunteer_is_asked_once_then_erased(client: Client, portal: Portal) -> None:
    interest(State.AGREED)
    grown_older(729)
    retention.carry_out()
    assert not mails("keep")
    grown_older(2)
    retention.carry_out()
    retention.carry_out()
    (mail,) = mails("keep")
    assert client.get(link_in(mail)).status_code == 200
    grown_older(29)
    retention.carry_out()
    assert Volunteer.objects.exists()
    grown_older(2)
    retention.carry_out()
    assert not Volunteer.objects.exists()
    assert not mails("interest-")


def test_one_press_keeps_the_record(client: Client, portal: Portal) -> None:
    row = interest(State.AGREED)
    grown_older(731)
    retention.carry_out()
    assert client.post(my_page(row.volunteer, "volunteer_keep")).status_code == 302
    grown_older(60)
    retention.carry_out()
    assert Volunteer.objects.exists()


def test_whom_no_mail_reaches_is_erased_without(portal: Portal) -> None:
    interest(State.PASSED, email="", phone="777 123 456")
    grown_older(731)
    retention.carry_out()
    assert not Volunteer.objects.exists()


def test_looks_of_staff_are_kept_two_years(portal: Portal) -> None:
    Opening.objects.create(by=factories.user(), deed="opened", number=1)
    for days, kept in ((729, True), (731, False)):
        Opening.objects.update(at=timezone.now() - datetime.timedelta(days=days))
        retention.carry_out()
        assert Opening.objects.exists() is kept


# --- In the corner ------------------------------------------------------------------------


def test_corner_shows_who_wrote_and_takes_the_answer(portal: Portal) -> None:
    from tests.corner import inside

    row, other = interest(), interest()
    client = inside(row.opportunity.organisation.people.get())
    page = client.get(at("corner")).text
    assert row.volunteer.email in page
    assert other.volunteer.email not in page
    path = at("corner_interest", row.pk)
    assert client.get(path).status_code == 405
    assert client.post(path, {"state": "agreed"}).status_code == 302
    assert client.post(at("corner_interest", other.pk), {"state": "agreed"}).status_code == 404
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == (State.AGREED, State.PASSED)
    past(row, done_at=SEEN_DAYS + 0.1)
    assert row.volunteer.email not in client.get(at("corner")).text
