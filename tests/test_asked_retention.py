"""Private questions are deleted in time, with all that belongs to them."""

import datetime

import pytest
from django.utils import timezone

from advice.asking import flow
from advice.models import Asked, Letter, Note, Question
from portal.common.links import Link
from submissions import retention
from tests.advising import Advice, asked, question

pytestmark = pytest.mark.django_db
State = Asked.State


def ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("state", "field", "days", "kept"),
    [
        (State.SENT, "sent_at", 13.9, True),
        (State.SENT, "sent_at", 14.1, False),
        (State.NEW, "sent_at", 400, True),
        (State.ANSWERED, "done_at", 364, True),
        (State.ANSWERED, "done_at", 366, False),
        (State.ASKED_BACK, "done_at", 366, False),
        (State.CLOSED, "done_at", 366, False),
    ],
)
def test_what_is_deleted_when(
    advice: Advice, state: str, field: str, days: float, kept: bool
) -> None:
    row = asked()
    Letter.objects.create(asked=row, text="An answer.")
    Note.objects.create(asked=row, text="A note.")
    Link.objects.make(flow.STATUS, row.pk, 400)
    Asked.objects.filter(pk=row.pk).update(state=state, **{field: ago(days)})
    retention.carry_out()
    assert Asked.objects.exists() is kept
    left = (Letter, Note, Link)
    assert all(model._default_manager.exists() is kept for model in left)


def test_what_was_published_stays_without_the_asker(advice: Advice) -> None:
    row, public = asked(State.ANSWERED), question()
    Asked.objects.filter(pk=row.pk).update(published=public, done_at=ago(366))
    retention.carry_out()
    assert not Asked.objects.exists()
    assert Question.objects.get() == public
