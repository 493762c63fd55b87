"""What people of an organisation do with its calls for volunteers."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone, translation

from opportunities.models import Opportunity
from portal.common import counting, hiding
from portal.common.counting import Counted
from portal.common.dates import day
from portal.common.hiding import Hiding, Reason
from portal.common.last_day import latest
from submissions.models import Submission
from tests import factories
from tests.corner import at, inside, person
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


# --- Calls ---------------------------------------------------------------------------


def test_new_call_is_one_draft_however_often_the_button_is_pressed(portal: Portal) -> None:
    who = person()
    client = inside(who)
    nonce = re.search(r'name="nonce" value="([^"]+)"', client.get(at("corner")).content.decode())
    assert nonce
    for _ in range(2):
        answer = client.post(at("corner_call_new"), {"nonce": nonce[1]})
        assert "/send/" in answer["Location"]
    row = Submission.objects.get()
    assert row.context == {"organisation": who.organisation.pk, "confirmed": True}
    assert row.email == who.email
    client.post(at("corner_call_new"), {"nonce": "another"})
    assert Submission.objects.count() == 2


def test_copy_has_the_words_and_not_the_days(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(
        organisation=who.organisation, title="Walk the dogs", end_on=timezone.localdate()
    )
    inside(who).post(at("corner_call_copy", call.pk), {"nonce": "x"})
    row = Submission.objects.get()
    assert row.data["job"]["title"] == ["Walk the dogs"]
    assert row.data["when"]["end_on_y"] == [""]
    assert not row.changes_entry


def test_paused_call_is_hidden_and_comes_back_without_a_check(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    address = call.url_in("cs")
    client = inside(who)
    client.post(at("corner_call_pause", call.pk))
    client.post(at("corner_call_pause", call.pk))
    assert Client().get(address).status_code == 410
    assert Hiding.objects.count() == 1
    client.post(at("corner_call_resume", call.pk))
    assert Client().get(address).status_code == 200
    call.refresh_from_db()
    assert call.current_workflow_state is None


def test_views_are_told_with_the_day_since_when_they_are_counted(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    first, *_others, last = counting.mondays()
    for week in (first, last, last):
        counting.add_up({Counted("opportunity", call.pk): 1}, week)
    with translation.override("en"):
        since = day(first)
    told = f"3 views since {since}, 2 of them this week"
    assert told in inside(who).get(at("corner")).content.decode()


def test_call_that_staff_took_down_cannot_be_resumed(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    Opportunity.objects.get(pk=call.pk).unpublish()
    client = inside(who)
    client.post(at("corner_call_resume", call.pk))
    client.post(at("corner_call_extend", call.pk), in_days(30))
    call.refresh_from_db()
    assert not call.live


def in_days(days: int) -> dict[str, int]:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return {"last_day_d": day.day, "last_day_m": day.month, "last_day_y": day.year}


@pytest.mark.parametrize(("number", "status"), [("3", 302), ("0", 422), ("", 422), ("many", 422)])
def test_people_who_were_found_are_counted_and_the_call_closes(
    portal: Portal, number: str, status: int
) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    answer = inside(who).post(at("corner_call_found", call.pk), {"people": number})
    assert answer.status_code == status
    call.refresh_from_db()
    assert call.live is (status != 302)
    assert list(Hiding.objects.values_list("people", flat=True)) == ([3] if status == 302 else [])


def test_call_is_closed_after_a_question(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    client = inside(who)
    client.get(at("corner_call_close", call.pk))
    call.refresh_from_db()
    assert call.live
    client.post(at("corner_call_close", call.pk))
    call.refresh_from_db()
    assert not call.live


@pytest.mark.parametrize("paused", [False, True])
def test_expired_call_is_shown_again_with_a_later_day(portal: Portal, paused: bool) -> None:
    who = person()
    past = timezone.localdate() - datetime.timedelta(days=3)
    call = factories.opportunity(organisation=who.organisation, expires_on=past)
    if paused:
        hiding.hide(call, Reason.PAUSED)
    client = inside(who)
    assert client.post(at("corner_call_extend", call.pk), in_days(-1)).status_code == 422
    too_late = client.post(at("corner_call_extend", call.pk), in_days(400))
    assert too_late.status_code == 422
    with translation.override("en"):
        last = day(latest())
    assert f"Choose an earlier day, {last} at the latest." in too_late.content.decode()
    assert client.post(at("corner_call_extend", call.pk), in_days(60)).status_code == 302
    assert Client().get(call.url_in("cs")).status_code == 200


def test_day_before_the_last_one_to_apply_is_refused(portal: Portal) -> None:
    who = person()
    deadline = timezone.localdate() + datetime.timedelta(days=20)
    call = factories.opportunity(organisation=who.organisation, deadline=deadline)
    answer = inside(who).post(at("corner_call_extend", call.pk), in_days(10))
    assert answer.status_code == 422
    assert "would vanish" in answer.content.decode()


def test_edit_of_a_call_opens_its_form(portal: Portal) -> None:
    who = person()
    call = factories.opportunity(organisation=who.organisation)
    answer = inside(who).post(at("corner_call_edit", call.pk))
    assert "/send/" in answer["Location"]
    row = Submission.objects.get()
    assert (row.entry, row.changes_entry) == (call, True)
