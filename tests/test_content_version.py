"""The content version: another number after each change that a visitor could see, and only then."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page

from home.models import HomePage
from portal.common import versions
from search import queue
from tests import factories
from tests.sites import Portal

pytestmark = pytest.mark.django_db


def changes(action: Callable[[], Any]) -> bool:
    """Return whether ``action`` leaves another content version."""
    before = versions.current()
    action()
    return versions.current() != before


def test_saved_and_deleted_rows_that_pages_show_make_a_new_one(portal: Portal) -> None:
    call = factories.opportunity([factories.field("animals")], [factories.place("Liberec")])
    assert call.organisation
    rows = (call, call.organisation, factories.field("animals"), factories.place("Turnov"))
    for row in rows:
        assert changes(row.save), row
    call.tags.add("dogs")
    assert changes(call.save)
    assert changes(call.delete)


def test_published_pages_make_a_new_one(portal: Portal) -> None:
    home = HomePage.objects.first()
    assert home
    home.heading = "Which way now?"
    draft = home.save_revision()
    assert changes(draft.publish)
    assert changes(HomePage.objects.get(pk=home.pk).unpublish)


def test_drafts_that_nobody_sees_make_none(portal: Portal) -> None:
    call = factories.opportunity()
    home = HomePage.objects.first()
    assert home
    call.title, home.heading = "Not yet", "Not yet"
    assert not changes(call.save_revision)
    assert not changes(home.save_revision)
    host = call.organisation
    assert not changes(lambda: factories.organisation(live=False))
    assert not changes(lambda: factories.opportunity(live=False, organisation=host, places=[]))


def test_drafts_that_nobody_sees_leave_the_index_alone(portal: Portal) -> None:
    call = factories.opportunity()
    portal.rebuild()
    factories.opportunity(live=False, organisation=call.organisation)
    call.save_revision()
    assert not queue.pending()
    call.save()
    assert queue.pending()


def test_logins_and_locks_make_none(portal: Portal) -> None:
    assert not changes(lambda: factories.user("Editors"))
    page = Page.objects.filter(depth=3).first()
    assert page
    page.locked = True
    assert not changes(lambda: page.save(update_fields=["locked"]))


def test_index_that_caught_up_makes_a_new_one(portal: Portal) -> None:
    """A list that was made between a commit and the index must not be kept."""
    portal.rebuild()
    factories.opportunity()
    assert changes(queue.apply)


def test_process_reads_it_now_and_then_only(
    portal: Portal, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    versions.current()
    with django_assert_num_queries(0):
        versions.current()


def test_own_change_is_known_at_once(portal: Portal, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    assert changes(versions.bump)


def test_kept_value_is_made_anew_after_a_change(portal: Portal) -> None:
    made = iter(range(10))
    value = versions.kept(lambda: next(made))
    assert (value(), value()) == (0, 0)
    versions.bump()
    assert value() == 1
