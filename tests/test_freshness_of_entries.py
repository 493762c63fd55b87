"""Entries are asked about when their last check is old, and hidden without an answer."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from organisations_directory.models import Organisation
from portal.common import freshness, hiding, watches
from portal.common.hiding import Reason
from portal.common.models import Mail
from portal.common.reminders import Reminder
from tests import factories
from tests.sites import Portal
from tests.stale import DAY, TODAY, call, host, letters, months_ago, old_organisation, run

pytestmark = pytest.mark.django_db


# --- When ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2026, 12, 1), 2, (2027, 2, 1)),
        ((2026, 3, 31), -1, (2026, 2, 28)),
    ],
)
def test_months_end_on_a_day_that_there_is(start: Any, months: int, end: Any) -> None:
    assert watches.later(datetime.date(*start), months) == datetime.date(*end)


def test_earlier_finds_every_day_that_is_due() -> None:
    for number in range(800):
        end = datetime.date(2026, 1, 1) + number * DAY
        start = watches.earlier(end, 6)
        assert watches.later(start, 6) <= end < watches.later(start + DAY, 6)


@pytest.mark.parametrize(("days", "sent"), [(-1, 0), (0, 1), (30, 1)])
def test_organisation_is_asked_about_after_six_months(portal: Portal, days: int, sent: int) -> None:
    host(checked_on=months_ago(6) - days * DAY)
    run()
    assert Mail.objects.count() == sent


def test_opportunity_is_asked_about_after_two_months(portal: Portal) -> None:
    call(checked_on=months_ago(2, -1))
    run()
    assert not Mail.objects.exists()
    call(checked_on=months_ago(2))
    run()
    assert Mail.objects.count() == 1


def test_publication_counts_as_a_check(portal: Portal) -> None:
    old = timezone.now() - 190 * DAY
    never = host(checked_on=None, first_published_at=old)
    host(checked_on=None)
    run()
    assert [reminder.entry for reminder in Reminder.objects.all()] == [never]


@pytest.mark.parametrize("end", ["end_on", "expires_on"])
def test_opportunity_is_asked_about_a_week_before_its_end(portal: Portal, end: str) -> None:
    month_ago = TODAY() - 30 * DAY
    call(checked_on=month_ago, **{end: TODAY() + 8 * DAY})
    run()
    assert not Mail.objects.exists()
    call(checked_on=month_ago, **{end: TODAY() + 7 * DAY})
    run()
    assert Mail.objects.count() == 1


def test_check_within_the_last_week_settles_the_end(portal: Portal) -> None:
    call(checked_on=TODAY(), end_on=TODAY() + 3 * DAY)
    run()
    assert not Mail.objects.exists()


def test_nobody_is_asked_about_what_visitors_do_not_see(portal: Portal) -> None:
    old = months_ago(7)
    host(checked_on=old, live=False)
    call(checked_on=old, expires_on=TODAY() - DAY)
    factories.opportunity(checked_on=old, organisation=host(live=False))
    run()
    assert not Mail.objects.exists()


# --- Twice, then hidden ------------------------------------------------------------------


def test_two_letters_then_hidden_and_its_people_are_told(portal: Portal) -> None:
    entry = old_organisation()
    run()
    run(days_later=13)
    assert letters() == ["Is this still true?"]
    run(days_later=1)
    assert letters()[1:] == ["We ask once more: is this still true?"]
    run(days_later=13)
    entry.refresh_from_db()
    assert entry.live
    run(days_later=1)
    entry.refresh_from_db()
    assert not entry.live
    assert letters()[2:] == ["We have hidden your entry"]
    run(days_later=14)
    assert len(letters()) == 3


def test_job_that_runs_twice_or_late_sends_nothing_twice(portal: Portal) -> None:
    old_organisation()
    for _ in range(3):
        run()
    assert letters() == ["Is this still true?"]
    run(days_later=100)
    run()
    assert letters()[1:] == ["We ask once more: is this still true?"]


def test_second_worker_finds_the_letter_written(portal: Portal) -> None:
    entry = old_organisation()
    watch = watches.watch_of(entry)
    since = watches.checked_on(entry)
    assert freshness.remind(watch, entry, since, freshness.FIRST)
    assert not freshness.remind(watch, entry, since, freshness.FIRST)
    assert Mail.objects.count() == 1


def test_answer_a_moment_before_is_seen(portal: Portal) -> None:
    entry = old_organisation()
    asked_about = Organisation.objects.get(pk=entry.pk)
    freshness.confirm(entry)
    assert not freshness.next_step(watches.watch_of(entry), asked_about)
    assert not Mail.objects.exists()


def test_new_check_begins_to_count_anew(portal: Portal) -> None:
    entry = old_organisation()
    run()
    freshness.confirm(entry)
    run(days_later=20)
    assert len(letters()) == 1
    Organisation.objects.update(checked_on=months_ago(6))
    run()
    assert letters() == ["Is this still true?"] * 2


def test_each_person_is_asked_in_their_language(portal: Portal) -> None:
    entry = old_organisation()
    entry.people.create(
        name="Ola", email="ola@example.org", language="pl", confirmed_at=timezone.now()
    )
    entry.people.create(name="Not yet", email="new@example.org", language="cs")
    run()
    sent = dict(Mail.objects.values_list("to", "language"))
    assert sent == {f"ema-{entry.pk}@example.org": "en", "ola@example.org": "pl"}


def test_without_people_the_address_on_file_is_asked(portal: Portal) -> None:
    factories.organisation(checked_on=months_ago(7), contact_email="file@example.org")
    run()
    assert [mail.to for mail in Mail.objects.all()] == ["file@example.org"]


@pytest.mark.parametrize("on_file", ["", "no address"])
def test_staff_are_told_once_whom_nobody_can_ask(portal: Portal, on_file: str) -> None:
    factories.organisation(name="Spolek", checked_on=months_ago(7), contact_email=on_file)
    run()
    assert not Mail.objects.exists()
    freshness.tell_staff()
    freshness.tell_staff()
    (mail,) = Mail.objects.all()
    assert mail.to == freshness.centre()
    assert "Spolek" in mail.text


def test_staff_are_told_once_what_was_hidden(portal: Portal) -> None:
    entry = old_organisation(name="Spolek")
    hiding.hide(entry, Reason.STALE)
    hiding.hide(host(name="Paused by itself"), Reason.PAUSED)
    freshness.tell_staff()
    freshness.tell_staff()
    (mail,) = Mail.objects.all()
    assert "Spolek" in mail.text
    assert "Paused" not in mail.text


def test_flood_comes_in_portions(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "AT_A_TIME", 2)
    for _ in range(3):
        old_organisation()
    run()
    assert Mail.objects.count() == 2
    run()
    assert Mail.objects.count() == 3
