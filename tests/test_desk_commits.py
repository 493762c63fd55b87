"""Two moderators decide at the same moment. These tests really commit, and empty the database.

In a file of their own: nothing may follow in the same process.
"""

from collections.abc import Callable
from itertools import permutations
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from portal.common.models import Mail
from submissions import flow
from submissions.models import Submission
from tests import factories
from tests.sending import waiting

Act = Callable[[Submission, Any], None]
ACTS: dict[str, Act] = {
    Submission.State.PUBLISHED: flow.publish,
    Submission.State.CHANGES: lambda row, user: flow.ask_for_changes(row, user, "Please."),
    Submission.State.DECLINED: lambda row, user: flow.decline(row, user, "", ["No."]),
}


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_wins_and_the_other_is_told() -> None:
    users = [factories.user("Moderators"), factories.user("Moderators")]
    for pair in permutations(ACTS, 2):
        row = waiting()
        mails = Mail.objects.count()
        told = at_once(row, users, pair)
        row.refresh_from_db()
        won = [state for state, error in zip(pair, told, strict=True) if error is None]
        assert won == [row.state], (pair, told)
        assert [type(error) for error in told if error] == [flow.Moved]
        assert Mail.objects.count() == mails + 1
        assert row.events.filter(state__in=ACTS).count() == 1


def at_once(row: Submission, users: list[Any], pair: tuple[str, ...]) -> list[Exception | None]:
    """Let each of ``users`` take one decision of ``pair`` now; return what each was told."""
    start = Barrier(len(users))
    told: list[Exception | None] = [None] * len(users)

    def decide(number: int) -> None:
        start.wait()
        try:
            ACTS[pair[number]](row.__class__.objects.get(pk=row.pk), users[number])
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what one is told
            told[number] = error
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[number]) for number in range(len(users))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
