"""What is scheduled goes live and ends on time: pages and entries, once, everywhere."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from advice.models import GuideIndexPage, Question
from news.models import NewsIndexPage
from opportunities.models import Opportunity
from portal.common import jobs, schedule, versions
from tests import advising, factories
from tests import rooms as made
from tests.cards import titles
from tests.sites import Portal

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def moved_on(monkeypatch: pytest.MonkeyPatch, by: datetime.timedelta) -> None:
    """Let it be later than it is."""
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + by)


def scheduled(page: Any, at: datetime.datetime) -> Any:
    """Schedule ``page`` as an editor does: publish, with a moment to come."""
    page.go_live_at = at
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return page


def test_page_goes_live_on_time_and_shows_on_kept_pages(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    page = made.news("en", title="The fair", publish=False)
    scheduled(page, timezone.now() + MINUTE)
    listed = NewsIndexPage.url_in("en")
    assert "The fair" not in client.get(listed).text
    schedule.tend()
    assert client.get(page.url).status_code == 404
    moved_on(monkeypatch, MINUTE)
    schedule.tend()
    assert client.get(page.url).status_code == 200
    assert "The fair" in client.get(listed).text
    assert "The fair" in client.get(f"{listed}feed/rss/").text


def test_page_ends_on_time(rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = made.news("en", title="The fair", expire_at=timezone.now() + MINUTE)
    listed = NewsIndexPage.url_in("en")
    assert client.get(page.url).status_code == 200
    schedule.tend()
    assert "The fair" in client.get(listed).text
    moved_on(monkeypatch, MINUTE)
    schedule.tend()
    assert client.get(page.url).status_code == 404
    assert "The fair" not in client.get(listed).text
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_new_version_of_a_live_page_comes_on_time(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = made.news("en", title="Before")
    page.title, page.go_live_at = "After", timezone.now() + MINUTE
    page.save_revision().publish()
    schedule.tend()
    assert "Before" in client.get(page.url).text
    moved_on(monkeypatch, MINUTE)
    schedule.tend()
    assert "After" in client.get(page.url).text


def test_entry_goes_live_and_ends_in_lists_and_search(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import queue

    call = factories.opportunity(language="en", title="Walk dogs", live=False)
    call.expire_at = timezone.now() + 2 * MINUTE
    scheduled(call, timezone.now() + MINUTE)
    rooms.rebuild()
    found = f"{rooms.opportunities['en']}?q=dogs"
    assert titles(client.get(found)) == []
    with monkeypatch.context() as later:
        moved_on(later, MINUTE)
        schedule.tend()
        # At the commit, which a test never reaches.
        queue.apply()
        assert titles(client.get(found)) == ["Walk dogs"]
    moved_on(monkeypatch, 2 * MINUTE)
    schedule.tend()
    queue.apply()
    assert titles(client.get(found)) == []
    assert client.get(call.url_in("en")).status_code == 410


def test_question_and_guide_reach_the_search_when_they_are_due(
    rooms: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import queue
    from search.query import SearchQuery
    from search.service import search

    question = advising.question("en", title="Am I insured at the shelter?", live=False)
    guide = advising.guide("en", title="Insurance at the shelter")
    guide.unpublish()
    for each in (question, guide):
        scheduled(type(each).objects.get(pk=each.pk), timezone.now() + MINUTE)
    rooms.rebuild()
    moved_on(monkeypatch, MINUTE)
    schedule.tend()
    queue.apply()
    for kind, key in (("question", question.pk), ("guide", guide.pk)):
        assert search(SearchQuery(kind, "en", words="shelter")).keys == (key,)
    assert Question.objects.published().filter(pk=question.pk).exists()
    assert GuideIndexPage.objects.filter(locale__language_code="en").get().items().count() == 1


def test_content_version_changes_only_when_something_was_due(rooms: Portal) -> None:
    page = made.news("en", publish=False)
    scheduled(page, timezone.now() + MINUTE)
    before = versions.current()
    schedule.tend()
    assert versions.current() == before
    Revision.objects.update(approved_go_live_at=timezone.now())
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    schedule.tend()
    assert versions.current() != before


def test_one_that_fails_keeps_no_other_waiting(
    rooms: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = made.news("en", publish=False), made.news("en", publish=False)
    for page in (bad, good):
        scheduled(page, timezone.now() + MINUTE)
    publish = Revision.publish

    def fail(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.object_id == str(bad.pk):
            raise ValueError("A plug-in is broken.")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", fail)
    moved_on(monkeypatch, MINUTE)
    schedule.tend()
    good.refresh_from_db()
    assert good.live


def test_it_is_a_job_of_the_worker_and_soon_enough() -> None:
    job = jobs._jobs["publish what is due"]
    assert job.seconds <= 30


def test_history_names_the_schedule(rooms: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    page = made.news("en", publish=False, expire_at=timezone.now() + 2 * MINUTE)
    scheduled(page, timezone.now() + MINUTE)
    call = factories.opportunity(language="en", expire_at=timezone.now() + MINUTE)
    moved_on(monkeypatch, 3 * MINUTE)
    schedule.tend()
    schedule.tend()
    told = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert schedule.GO_LIVE in told
    assert list(told).count(schedule.END) == 1
    own = ModelLogEntry.objects.for_instance(Opportunity.objects.get(pk=call.pk))
    assert schedule.END in own.values_list("action", flat=True)
