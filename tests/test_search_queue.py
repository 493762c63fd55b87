"""A change travels from the database to the index; nothing is lost on the way."""

from typing import Any

import pytest
from django.db import transaction

from search import queue
from search.engines import engine
from search.models import Dirty, Place
from search.query import SearchQuery
from search.service import search
from search.signals import index_changed
from tests.conftest import Index
from tests.search_entries import KIND, EntrySearch, change, make
from tests.search_server import every_engine

pytestmark = every_engine


def found(words: str = "") -> set[int]:
    results = search(SearchQuery(KIND, "cs", words, size=1000))
    assert results.complete
    return set(results.keys)


def test_a_new_entry_is_found(entries: Index) -> None:
    entry = make("les")
    queue.mark(KIND, [entry.pk])
    assert found() == set()
    entries.apply()
    assert found("les") == {entry.pk}
    assert not queue.pending()


def test_a_changed_entry_is_found_by_its_new_words_only(entries: Index) -> None:
    entry = make("les")
    entries.rebuild()
    change(entry, texts=[["cs", ["louka", "", ""]]])
    queue.mark(KIND, [entry.pk])
    entries.apply()
    assert (found("les"), found("louka")) == (set(), {entry.pk})


def test_what_is_unpublished_or_deleted_is_gone(entries: Index) -> None:
    hidden, deleted, kept = make(), make(), make()
    entries.rebuild()
    queue.mark(KIND, [hidden.pk, deleted.pk])
    change(hidden, public=False)
    deleted.delete()
    entries.apply()
    assert found() == {kept.pk}


def test_a_mark_is_undone_with_the_change(entries: Index) -> None:
    entry = make()
    with transaction.atomic():
        queue.mark(KIND, [entry.pk])
        transaction.set_rollback(True)
    assert not queue.pending()


def test_more_changes_than_one_batch(entries: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "BATCH", 4)
    made = [make().pk for _ in range(11)]
    queue.mark(KIND, made)
    entries.apply()
    assert found() == set(made)


def test_an_entry_marked_again_while_it_is_applied_is_applied_again(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make("les")
    read = EntrySearch.documents

    def read_then_change(self: EntrySearch, keys: Any) -> Any:
        documents = list(read(self, keys))
        if documents[0].texts["cs"].title == "les":
            change(entry, texts=[["cs", ["louka", "", ""]]])
            queue.mark(KIND, [entry.pk])
        return documents

    monkeypatch.setattr(EntrySearch, "documents", read_then_change)
    queue.mark(KIND, [entry.pk])
    entries.apply()
    assert found("louka") == {entry.pk}


def test_a_crash_before_the_index_is_written_keeps_the_mark(
    entries: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make("les")
    queue.mark(KIND, [entry.pk])
    with monkeypatch.context() as broken:
        broken.setattr("search.engines.entries.digest", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            queue.apply()
    assert found() == set()
    entries.apply()
    assert found() == {entry.pk}


def test_a_broken_entry_does_not_keep_others_out(
    entries: Index, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad, good_too = make(), make(), make()
    change(bad, broken=True)
    queue.mark(KIND, [good.pk, bad.pk, good_too.pk])
    entries.apply()
    assert found() == {good.pk, good_too.pk}
    assert f"No document for {KIND} {bad.pk}" in caplog.text


def test_marks_of_a_kind_that_is_gone_are_dropped(entries: Index) -> None:
    queue.mark("no longer", [1])
    entries.apply()
    assert not queue.pending()


def test_without_an_index_marks_wait(entries: Index, caplog: pytest.LogCaptureFixture) -> None:
    entries.lose()
    queue.mark(KIND, [make("les").pk])
    entries.apply()
    assert queue.pending()
    assert "Changes wait" in caplog.text
    entries.rebuild()
    assert not queue.pending()


def test_while_another_process_writes_marks_are_left_to_it(entries: Index) -> None:
    queue.mark(KIND, [make().pk])
    with engine().writing(wait=False) as first:
        assert first
        entries.apply()
        assert queue.pending()
    entries.apply()
    assert not queue.pending()


def test_listeners_are_told_when_the_change_can_be_seen(entries: Index) -> None:
    seen: list[tuple[str, set[int], set[int]]] = []

    def look(kind: str, keys: set[int], **kwargs: Any) -> None:
        seen.append((kind, keys, found()))

    index_changed.connect(look)
    entry = make()
    queue.mark(KIND, [entry.pk])
    entries.apply()
    index_changed.disconnect(look)
    assert seen == [(KIND, {entry.pk}, {entry.pk})]


def test_marking_takes_one_query_however_many(
    entries: Index, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        queue.mark(KIND, range(1, 300))
    assert Dirty.objects.count() == 299


def test_a_place_that_is_no_entry_has_no_document(entries: Index) -> None:
    queue.mark(KIND, Place.objects.values_list("pk", flat=True))
    entries.apply()
    assert found() == set()
