"""Two workers look after the same entries; these tests really commit, and empty the database.

In a file of their own, which comes last: nothing may follow in the same process.
"""

import datetime
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from portal.common import freshness, mails
from portal.common.counting import Buffer, Counted, ViewCount, add_up_now
from portal.common.hiding import Hiding
from portal.common.models import Mail
from portal.common.reminders import Reminder
from tests import factories
from tests.sites import make_portal

AT_ONCE = 3


def at_once(work: Callable[[], Any]) -> None:
    """Let several threads do ``work`` at the same moment."""
    barrier = Barrier(AT_ONCE)

    def begin() -> None:
        barrier.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=begin) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_write_and_hide_once(tmp_path: Any) -> None:
    make_portal(tmp_path)
    old = timezone.localdate() - datetime.timedelta(days=400)
    entries = [
        factories.organisation(checked_on=old, contact_email=f"{n}@example.org") for n in range(5)
    ]
    for letters in (1, 2, 3):
        at_once(freshness.look_after)
        assert Mail.objects.count() == letters * len(entries)
        Reminder.objects.update(at=timezone.now() - datetime.timedelta(days=15))
    assert Hiding.objects.count() == len(entries)
    at_once(freshness.tell_staff)
    assert Mail.objects.filter(to=mails.centre()).count() == 1


@pytest.mark.django_db(transaction=True)
def test_processes_at_once_lose_no_view() -> None:
    def count() -> None:
        buffer = Buffer(add_up_now)
        for number in range(60):
            buffer.add(Counted("opportunity", number % 3))
            if number % 20 == 19:
                buffer.write()

    at_once(count)
    assert sum(ViewCount.objects.values_list("views", flat=True)) == 60 * AT_ONCE
    assert ViewCount.objects.count() == 3
