"""The staff's desk: what waits, and how it is narrowed."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from submissions import flow
from submissions.desk import days, looking
from submissions.models import Submission
from tests import factories
from tests.desk import LONG_AGO, listed
from tests.sending import sent, waiting

pytestmark = pytest.mark.django_db
State = Submission.State


def test_overdue_is_what_is_older_than_the_target() -> None:
    edge = days.overdue_before()
    assert not days.is_overdue(edge)
    assert days.is_overdue(edge - datetime.timedelta(seconds=1))


def test_what_waits_is_listed_oldest_first(moderator: Client) -> None:
    new, old = waiting(), waiting(since=LONG_AGO)
    sent()
    assert listed(moderator) == [old, new]


def test_list_is_narrowed_by_type_language_and_age(moderator: Client) -> None:
    czech, old = waiting(language="cs"), waiting(since=LONG_AGO)
    assert listed(moderator, language="cs") == [czech]
    assert listed(moderator, overdue="yes") == [old]
    assert listed(moderator, kind="organisation") == [old, czech]


def test_every_state_but_drafts_is_found(moderator: Client) -> None:
    declined, unconfirmed, draft = waiting(), sent(), sent()
    flow.decline(declined, factories.user("Moderators"), "", ["No."])
    Submission.objects.filter(pk=draft.pk).update(state=State.DRAFT)
    assert listed(moderator, state=State.DECLINED) == [declined]
    assert listed(moderator, state=State.SENT) == [unconfirmed]
    assert set(listed(moderator, state="all")) == {declined, unconfirmed}


def test_search_finds_reference_name_and_email_in_any_state(moderator: Client) -> None:
    row = waiting(name="Útulek Za Vodou", contact_email="ema@utulek.example")
    waiting()
    flow.decline(row, factories.user("Moderators"), "", ["No."])
    for typed in (row.reference, row.reference.lower(), "utulek vodou", "ema@utulek"):
        assert listed(moderator, q=typed) == [row], typed


def test_overdue_is_said_in_words(moderator: Client) -> None:
    waiting()
    assert "overdue" not in moderator.get(reverse("desk_results")).content.decode()
    waiting(since=LONG_AGO)
    assert "overdue" in moderator.get(reverse("desk_results")).content.decode()


def test_list_asks_the_database_as_often_for_many_as_for_few(moderator: Client) -> None:
    for _number in range(3):
        waiting()
    few = queries(moderator)
    for _number in range(3):
        waiting()
    assert queries(moderator) == few


def test_calls_say_whose_they_are_without_a_query_for_each(moderator: Client) -> None:
    calls = [call_waiting("Shelter Za Vodou")]
    few = queries(moderator)
    assert "Shelter Za Vodou" in moderator.get(reverse("desk")).content.decode()
    calls += [call_waiting(name) for name in ("Sousedé", "Mosty")]
    assert listed(moderator, kind="opportunity") == calls
    assert queries(moderator) == few


def call_waiting(name: str) -> Submission:
    call = factories.opportunity(live=False, organisation=factories.organisation(name=name))
    return Submission.objects.create(
        kind_slug="opportunity",
        language="cs",
        email="ema@example.org",
        entry=call,
        state=State.WAITING,
        waiting_since=timezone.now(),
    )


def queries(client: Client) -> int:
    client.get(reverse("desk"))  # what a process learns once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(reverse("desk"))
    return len(captured)


def test_findings_are_made_by_the_worker_and_counted_in_the_list(moderator: Client) -> None:
    row = waiting(contact_email="ema@gmail.com")
    assert "not looked at yet" in moderator.get(reverse("desk")).content.decode()
    looking.look_at_new()
    row.refresh_from_db()
    assert row.found["notice"] >= 1
    assert "not looked at yet" not in moderator.get(reverse("desk")).content.decode()


def test_menu_says_how_much_waits(moderator: Client) -> None:
    assert "To check (" not in moderator.get(reverse("wagtailadmin_home")).content.decode()
    waiting()
    assert "To check (1)" in moderator.get(reverse("wagtailadmin_home")).content.decode()
