"""One button keeps an entry, or brings it back; staff see what goes stale."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import freshness, hiding, stale
from portal.common.hiding import Hiding, Reason
from portal.common.links import Link
from portal.common.models import Mail
from submissions import entries, flow, receivers
from submissions.kinds import kind_called
from tests.sites import Portal
from tests.stale import DAY, TODAY, call, host, letters, months_ago, old_organisation, page_of, run

pytestmark = pytest.mark.django_db


# --- The button --------------------------------------------------------------------------


def test_one_button_notes_the_day_and_looking_changes_nothing(portal: Portal) -> None:
    entry = old_organisation()
    run()
    page, client = page_of(Mail.objects.get()), Client()
    shown = client.get(page)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    entry.refresh_from_db()
    assert entry.checked_on == months_ago(6, 1)
    assert client.post(page, follow=True).status_code == 200
    entry.refresh_from_db()
    assert entry.checked_on == TODAY()


def test_hidden_entry_comes_back_as_it_was_with_the_same_link(portal: Portal) -> None:
    entry = call(title="Walk the dogs", checked_on=months_ago(3))
    address = entry.url_in("cs")
    client = Client()
    run()
    page = page_of(Mail.objects.get())
    for _ in range(2):
        run(days_later=14)
    assert client.get(address).status_code == 410
    assert client.post(page).status_code == 302
    entry.refresh_from_db()
    assert (entry.live, entry.checked_on, entry.title) == (True, TODAY(), "Walk the dogs")
    assert client.get(address).status_code == 200
    assert entry.live_revision is not None
    assert not entry.has_unpublished_changes
    run(days_later=60)
    assert len(letters()) == 3


def test_changes_that_wait_stay_waiting_when_an_entry_comes_back(portal: Portal) -> None:
    entry = old_organisation(summary="As it was")
    draft = Organisation.objects.get(pk=entry.pk)
    draft.summary = "Not checked"
    draft.save_revision(changed=True)
    entries.start_workflow(draft)
    hiding.hide(entry, Reason.STALE)
    freshness.confirm(entry)
    entry = Organisation.objects.get(pk=entry.pk)
    assert (entry.live, entry.summary) == (True, "As it was")
    assert entry.has_unpublished_changes
    assert entry.workflow_in_progress
    assert entry.get_latest_revision_as_object().summary == "Not checked"


def test_older_draft_does_not_take_the_check_back(portal: Portal) -> None:
    entry = old_organisation()
    entry.save_revision()
    freshness.confirm(entry)
    Organisation.objects.get(pk=entry.pk).latest_revision.publish()
    entry.refresh_from_db()
    assert entry.checked_on == TODAY()


@pytest.mark.parametrize("why", [Reason.PAUSED, Reason.CLOSED, Reason.FOUND])
def test_button_leaves_hidden_what_its_people_hid(portal: Portal, why: Reason) -> None:
    entry = call(checked_on=months_ago(3))
    run()
    hiding.hide(entry, why)
    Client().post(page_of(Mail.objects.get()))
    entry.refresh_from_db()
    assert not entry.live


def test_nobody_outside_brings_back_what_staff_took_down(portal: Portal) -> None:
    entry = call(checked_on=months_ago(3))
    run()
    Opportunity.objects.get(pk=entry.pk).unpublish()
    Client().post(page_of(Mail.objects.get()))
    assert not hiding.show_again(entry)
    entry.refresh_from_db()
    assert not entry.live


def test_publishing_by_staff_ends_the_hiding(portal: Portal) -> None:
    entry = old_organisation()
    hiding.hide(entry, Reason.STALE)
    Organisation.objects.get(pk=entry.pk).save_revision().publish()
    Organisation.objects.get(pk=entry.pk).unpublish()
    assert not Hiding.objects.lasting().exists()
    assert not freshness.confirm(entry)


@pytest.mark.parametrize(
    ("days", "status", "moved"), [(30, 302, True), (-1, 422, False), (400, 422, False)]
)
def test_last_day_is_moved_within_a_year(
    portal: Portal, days: int, status: int, moved: bool
) -> None:
    end, wanted = TODAY() + 5 * DAY, TODAY() + days * DAY
    entry = call(checked_on=TODAY() - 20 * DAY, expires_on=end)
    run()
    parts = {"last_day_d": wanted.day, "last_day_m": wanted.month, "last_day_y": wanted.year}
    assert Client().post(page_of(Mail.objects.get()), parts).status_code == status
    entry.refresh_from_db()
    assert entry.expires_on == (wanted if moved else end)
    assert (entry.checked_on == TODAY()) is moved


@pytest.mark.parametrize("kind", ["revoked", "expired", "tampered", "foreign"])
def test_link_that_has_ended_opens_nothing(portal: Portal, kind: str) -> None:
    entry = old_organisation()
    run()
    page = page_of(Mail.objects.get())
    links = Link.objects.filter(purpose="still-organisation")
    if kind == "revoked":
        freshness.revoke(Organisation.objects.filter(pk=entry.pk))
    elif kind == "expired":
        links.update(expires_at=timezone.now())
    elif kind == "tampered":
        page = page[:-6] + ("AAAAA/" if page[-6:] != "AAAAA/" else "BBBBB/")
    else:
        token = Link.objects.make("status", entry.pk, 1).token
        page = f"{page.rpartition('still-valid/')[0]}still-valid/{token}/"
    assert Client().post(page).status_code == 410
    entry.refresh_from_db()
    assert entry.checked_on != TODAY()


# --- For the staff -------------------------------------------------------------------------


def test_staff_see_what_goes_stale_and_what_is_hidden(portal: Portal) -> None:
    soon, late = host(checked_on=months_ago(6, -20)), old_organisation()
    host(checked_on=months_ago(6, -40))
    gone = host()
    hiding.hide(gone, Reason.STALE)
    assert [one.entry for one in stale.going_stale()] == [late, soon]
    assert [one.entry for one in stale.hidden()] == [gone]


def test_list_of_staff_asks_no_more_for_more_entries(
    portal: Portal, django_assert_max_num_queries: Any, admin_client: Client
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(70) as asked:
            assert admin_client.get("/admin/desk/freshness/").status_code == 200
        return len(asked)

    def settled() -> int:
        queries()  # what is read once for each content version
        return queries()

    old_organisation(), call(checked_on=months_ago(3))
    few = settled()
    for _ in range(3):
        old_organisation(), call(checked_on=months_ago(3))
    assert settled() == few


def test_publishing_what_was_sent_is_a_check(portal: Portal) -> None:
    entry = host(checked_on=months_ago(3))
    row = flow.change(kind_called("organisation"), entry, "ema@example.org")
    receivers.accept(row, None)
    entry.refresh_from_db()
    assert entry.checked_on == TODAY()
