"""Entries are asked about when their last check is old, and hidden without an answer."""

import datetime
import random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import freshness, hiding, mails, watches
from portal.common.hiding import Reason
from portal.common.models import Mail
from portal.common.reminders import Reminder
from tests import factories
from tests.people import LINK
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


@pytest.mark.parametrize("seed", range(3))
def test_database_and_code_agree_on_what_is_due_and_how_urgently(portal: Portal, seed: int) -> None:
    chance = random.Random(seed)

    def some(least: int, most: int) -> datetime.date | None:
        return TODAY() + chance.randint(least, most) * DAY if chance.random() < 0.6 else None

    owner = host()
    for _ in range(60):
        call(
            organisation=owner,
            checked_on=some(-80, 0),
            first_published_at=timezone.now() - chance.randint(0, 80) * DAY,
            end_on=some(-5, 40),
            expires_on=some(0, 40),
        )
    watch = watches.watch_of(Opportunity())
    for ahead in (0, 10, 30):
        until = TODAY() + ahead * DAY
        known = [(watch.due_on(entry), entry) for entry in watch.shown()]
        expected = sorted((on, entry.pk) for on, entry in known if on <= until)
        assert expected
        assert watch.due(until).count() == len(expected)
        assert [(on, entry.pk) for on, entry in watch.most_urgent(until, 999)] == expected
        first = [on for on, _entry in watch.most_urgent(until, 5)]
        assert first == [on for on, _key in expected[:5]]


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
    assert freshness.next_step(entry, 1)
    assert not freshness.next_step(entry, 1)
    freshness.tend(entry.pk)
    assert not Mail.objects.exists()


def test_answer_a_moment_before_is_seen(portal: Portal) -> None:
    entry = old_organisation()
    assert freshness.owners() == [entry.pk]
    freshness.confirm(entry)
    freshness.tend(entry.pk)
    assert not Mail.objects.exists()
    assert not Reminder.objects.exists()


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
    assert mail.to == mails.centre()
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


# --- Several at once ---------------------------------------------------------------------


def pages_of(mail: Mail) -> list[str]:
    return [path for path in LINK.findall(mail.text) if "/still-valid/" in path]


def test_one_letter_lists_all_that_is_due_of_an_organisation(portal: Portal) -> None:
    owner = old_organisation(name="Spolek")
    for title in ("Walk the dogs", "Feed the cats"):
        call(organisation=owner, title=title, checked_on=months_ago(3))
    call(organisation=owner, title="New", checked_on=TODAY())
    old_organisation(name="Sokol")
    run()
    assert sorted(letters()) == ["Are these still true?", "Is this still true?"]
    mail = Mail.objects.get(subject="Are these still true?")
    for title in ("Spolek", "Walk the dogs", "Feed the cats"):
        assert f"“{title}” was checked on" in mail.text
    assert "New" not in mail.text
    assert len(set(pages_of(mail))) == 3
    run()
    assert Mail.objects.count() == 2


def test_each_entry_in_a_letter_has_a_button_of_its_own(portal: Portal) -> None:
    owner = old_organisation()
    due = call(organisation=owner, checked_on=months_ago(3))
    run()
    of_call, _of_owner = pages_of(Mail.objects.get())
    assert Client().post(of_call).status_code == 302
    due.refresh_from_db()
    owner.refresh_from_db()
    assert due.checked_on == TODAY()
    assert owner.checked_on != TODAY()


def test_letter_says_which_entries_are_asked_about_for_the_last_time(portal: Portal) -> None:
    owner = old_organisation(name="Spolek")
    run()
    call(organisation=owner, title="Walk the dogs", checked_on=months_ago(3))
    run(days_later=14)
    mail = Mail.objects.latest("pk")
    of_call, of_owner = mail.text.split("“Spolek”")
    assert "for the last time" in of_owner
    assert "for the last time" not in of_call


def test_one_letter_tells_of_all_that_was_hidden(portal: Portal) -> None:
    owner = old_organisation()
    call(organisation=owner, checked_on=months_ago(3))
    for _ in range(3):
        run(days_later=14)
    assert letters() == [
        *["Are these still true?"] * 2,
        "We have hidden some of your entries",
    ]
    assert len(pages_of(Mail.objects.latest("pk"))) == 2
    for page in pages_of(Mail.objects.latest("pk")):
        Client().post(page)
    assert Organisation.objects.get(pk=owner.pk).live
    assert Opportunity.objects.get().live


def test_entry_that_falls_due_later_gets_a_letter_of_its_own(portal: Portal) -> None:
    owner = old_organisation()
    run()
    call(organisation=owner, checked_on=months_ago(3))
    run(days_later=3)
    assert letters() == ["Is this still true?"] * 2


def test_looking_after_many_asks_no_more_before_there_is_something_to_do(
    portal: Portal, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        old_organisation(), call(checked_on=months_ago(3))
    run()
    with django_assert_num_queries(2):
        freshness.look_after()
