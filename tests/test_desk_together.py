"""Several moderators at one desk."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions import flow
from submissions.models import Submission
from tests import factories
from tests.desk import address, do, opened, reason
from tests.sending import entry_of, waiting

pytestmark = pytest.mark.django_db
State = Submission.State


def test_opened_by_another_moderator_it_is_shown_as_such(moderator: Client, other: Client) -> None:
    row = waiting()
    opened(moderator, row)
    page = opened(other, row)
    assert "Jitka" in page
    assert 'value="publish"' not in page
    assert 'value="take"' not in page
    assert "Jitka" in other.get(reverse("desk")).content.decode()
    do(other, row, "publish")
    assert row.state == State.WAITING


def test_after_a_quarter_of_an_hour_it_may_be_taken_over(moderator: Client, other: Client) -> None:
    row = waiting()
    opened(moderator, row)
    do(other, row, "take")
    assert entry_of(row).locked_by.first_name == "Jitka"
    entry = entry_of(row)
    quarter = timezone.now() - datetime.timedelta(minutes=15)
    type(entry).objects.update(locked_at=quarter)
    assert 'value="take"' in opened(other, row)
    do(other, row, "take")
    assert entry_of(row).locked_by.first_name == "Petr"
    assert 'value="publish"' in opened(other, row)
    do(moderator, row, "publish")
    assert row.state == State.WAITING


@pytest.mark.parametrize("act", ["publish", "back"])
def test_decided_or_put_back_it_is_open_to_others(moderator: Client, act: str) -> None:
    row = waiting()
    opened(moderator, row)
    assert entry_of(row).locked
    do(moderator, row, act)
    assert not entry_of(row).locked


def test_withdrawn_by_its_author_it_is_let_go(moderator: Client) -> None:
    row = waiting()
    opened(moderator, row)
    flow.withdraw(row)
    assert not entry_of(row).locked


def test_next_one_is_none_that_another_moderator_has_open(moderator: Client, other: Client) -> None:
    first, second, third = waiting(), waiting(), waiting()
    opened(other, second)
    assert do(moderator, first, "publish")["Location"] == address(third)


def test_second_decision_is_told_who_was_first(moderator: Client) -> None:
    row = waiting()
    flow.decline(row, factories.user("Moderators", first_name="Petr"), "", ["No."])
    do(moderator, row, "publish")
    assert row.state == State.DECLINED
    assert "Petr was first: declined." in opened(moderator, row)


def test_what_was_sent_back_meanwhile_is_not_declined_by_who_saw_it_waiting(
    moderator: Client,
) -> None:
    row = waiting()
    page = opened(moderator, row)
    assert '<input type="hidden" name="seen" value="waiting">' in page
    flow.ask_for_changes(row, factories.user("Moderators"), "Please.")
    typed = {"seen": "waiting", "decline-reasons": [reason().pk]}
    do(moderator, row, "decline", **typed)
    assert row.state == State.CHANGES
    do(moderator, row, "decline", **{**typed, "seen": "changes"})
    assert row.state == State.DECLINED
