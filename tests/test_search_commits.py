"""What commits is in the index at once; these tests really commit, and empty the database.

In a file of their own, which comes last: nothing may follow in the same process.
"""

from typing import Any

import pytest
from django.db import transaction

from search import queue
from search.signals import index_changed
from tests.conftest import Index
from tests.search_entries import KIND, make
from tests.test_search_queue import found


@pytest.mark.django_db(transaction=True)
def test_a_change_is_found_right_after_its_commit(entries: Index) -> None:
    with transaction.atomic():
        entry = make("les")
        queue.mark(KIND, [entry.pk])
        assert found() == set()
    assert found("les") == {entry.pk}


@pytest.mark.django_db(transaction=True)
def test_many_marks_of_one_transaction_are_applied_once(entries: Index) -> None:
    times: list[set[int]] = []

    def note(keys: set[int], **kwargs: Any) -> None:
        times.append(keys)

    index_changed.connect(note)
    with transaction.atomic():
        made = [make() for _ in range(5)]
        for entry in made:
            queue.mark(KIND, [entry.pk])
            with transaction.atomic():
                queue.mark(KIND, [entry.pk])
    index_changed.disconnect(note)
    assert times == [{entry.pk for entry in made}]


@pytest.mark.django_db(transaction=True)
def test_a_mark_after_an_undone_part_of_the_transaction_is_applied(entries: Index) -> None:
    with transaction.atomic():
        with transaction.atomic():
            queue.mark(KIND, [1])
            transaction.set_rollback(True)
        entry = make("les")
        queue.mark(KIND, [entry.pk])
    assert found("les") == {entry.pk}
