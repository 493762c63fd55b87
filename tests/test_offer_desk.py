"""The desk of offers: who sees it, what fits whom in both directions, proposals, reminders."""

import datetime
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from home.demo import offered
from opportunities.candidates import best
from portal.common.models import Mail
from submissions import retention
from tests import factories
from tests.admin import client_of
from tests.offering import Answer, State, dogs, offer
from tests.sites import Portal
from tests.volunteering import interest, mails, my_page
from volunteers.desk import offer_queue
from volunteers.models import Interest, Offer, Opening, Proposal, Skill, Volunteer
from volunteers.offers import flow, proposing, suggestions

pytestmark = pytest.mark.django_db
DESK = "/admin/offers-of-help/"


@pytest.fixture
def broker(portal: Portal) -> Any:
    user = factories.user("Brokers", first_name="Olga", last_name="Horská")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return user


@pytest.fixture
def client(broker: Any) -> Client:
    """Return a client of a broker."""
    made = Client()
    made.force_login(broker)
    return made


def page_of(row: Offer) -> str:
    return reverse("offer_desk_page", args=[row.pk])


def do(client: Client, row: Offer, what: str, **given: Any) -> Any:
    """Press a button of the desk, of the page as it is now."""
    row.refresh_from_db()
    answer = client.post(page_of(row), {"do": what, "seen": row.version, **given})
    row.refresh_from_db()
    return answer


# --- Who may see it ----------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators", "Experts"])
def test_nobody_but_brokers_sees_offers(portal: Portal, group: str) -> None:
    row, call = offer(), dogs()
    other = client_of(group)
    for url in (
        *(DESK, f"{DESK}results/", page_of(row), f"{page_of(row)}erase/"),
        reverse("offer_desk_call", args=[call.pk]),
    ):
        assert other.get(url).status_code == 302, url
        assert other.post(url, {"do": "agreed"}).status_code in (302, 405), url
    row.refresh_from_db()
    assert row.state == State.NEW


def test_who_may_only_look_changes_nothing(portal: Portal) -> None:
    row = offer()
    looker = client_of(permissions=["volunteers.view_interest"])
    page = looker.get(page_of(row))
    assert page.status_code == 200
    assert 'name="do"' not in page.text
    assert do(looker, row, "agreed").status_code == 302
    assert row.state == State.NEW


def test_every_look_is_noted(client: Client) -> None:
    row, call = offer(), dogs()
    number = row.volunteer_id
    client.get(page_of(row))
    do(client, row, "in_progress")
    client.get(reverse("offer_desk_call", args=[call.pk]))
    client.post(f"{page_of(row)}erase/")
    deeds = list(Opening.objects.order_by("pk").values_list("deed", "number", "rows"))
    expected = [("opened", number, 1), ("changed", number, 1), ("opened", None, 1)]
    assert deeds == [*expected, ("erased", number, 1)]
    assert not Volunteer.objects.exists()


# --- The list ----------------------------------------------------------------------------


def test_list_shows_what_is_not_settled_and_narrows(client: Client, broker: Any) -> None:
    far = factories.place(region=factories.region("PL-02"))
    new = offer(name="Alena", wishes={"fields": ["sport"], "place": far}, age="18")
    taken = offer(State.IN_PROGRESS, name="Bořek")
    done = offer(State.ENDED, name="Cyril")
    offer(State.SENT, name="Dita")
    skill = Skill.objects.get(slug="driving")
    new.skills.add(skill)
    factories.field("sport")
    flow.note(taken, broker, "Mine.")

    def shown(query: str = "") -> str:
        page = client.get(f"{DESK}results/{query}").text
        return "".join(name[0] for name in ("Alena", "Bořek", "Cyril", "Dita") if name in page)

    assert shown() == "AB"
    assert shown("?state=all") == "ABC"
    assert shown("?state=ended") == "C"
    assert shown("?mine=yes") == "B"
    assert shown("?field=sport") == "A"
    assert shown(f"?skill={skill.pk}") == "A"
    assert shown(f"?region={far.region.pk}") == "A"
    assert shown("?age=18") == "A"
    assert shown("?q=borek") == "B"
    assert shown(f"?q={done.reference}") == "C"
    assert shown("?waits=overdue") == ""


def test_home_and_menu_say_who_waits_without_names(client: Client) -> None:
    row = offer()
    page = client.get("/admin/").text
    assert "People who offer help (1)" in page
    assert row.volunteer.name not in page


def test_what_nobody_deals_with_is_overdue(client: Client) -> None:
    old = timezone.now() - datetime.timedelta(days=30)
    rows = [offer(), offer(State.IN_PROGRESS), offer(), offer()]
    Offer.objects.update(waiting_since=old)
    flow.pause(rows[2], paused=True)
    Offer.objects.update(waiting_since=old)
    later = timezone.localdate() + datetime.timedelta(days=3)
    Offer.objects.filter(pk=rows[3].pk).update(remind_on=later)
    late = set(Offer.objects.filter(offer_queue.overdue()).values_list("pk", flat=True))
    assert late == {rows[0].pk, rows[1].pk}
    assert {row.pk for row in offer_queue.rows() if offer_queue.is_overdue(row)} == late
    assert "overdue" in client.get(f"{DESK}results/").text


# --- What fits whom ----------------------------------------------------------------------


def test_calls_for_a_person_and_people_for_a_call_are_the_same(client: Client) -> None:
    call = dogs(title="Walk the shelter dogs")
    fits, other = offer(name="Alena"), offer(name="Bořek", wishes={"fields": ["sport"]})
    words = offer(name="Cyril", wishes={"fields": [], "words": "shelter"})
    silent = offer(name="Dita", wishes={"fields": [], "words": "guitar"})
    for row in (fits, other, words, silent):
        found = call.pk in {match.key for match in best(row.wishes, "en")}
        assert (call.pk in {each.call.pk for each in suggestions.calls_for(row)}) is found
        assert (row.pk in {each.offer.pk for each in suggestions.people_for(call)}) is found, row
    page = client.get(page_of(fits)).text
    assert call.title in page
    assert "Animals" in page
    people = client.get(reverse("offer_desk_call", args=[call.pk])).text
    assert [name in people for name in ("Alena", "Bořek", "Cyril", "Dita")] == [
        *(True, False),
        *(True, False),
    ]


def test_paused_settled_and_connected_people_are_left_out() -> None:
    call = dogs()
    rows = [offer(), offer(), offer(State.ENDED), offer(), offer(State.SENT)]
    flow.pause(rows[1], paused=True)
    proposing.propose(rows[3], call, "", None)
    assert [each.offer.pk for each in suggestions.people_for(call)] == [rows[0].pk]
    assert suggestions.calls_for(rows[3]) == []


def test_points_come_first_then_who_lives_nearest_then_who_waits_longest() -> None:
    near, far = factories.place("Here"), factories.place("There", longitude=15.2)
    call = dogs(places=[near], times=["weekend"])
    wanted = [
        {"place": far, "times": ["weekend"]},
        {"place": near, "times": ["weekday_morning"]},
        {"place": near, "times": ["weekend"]},
        {"place": near, "times": ["weekend"]},
    ]
    rows = [offer(wishes=wishes) for wishes in wanted]
    ordered = [each.offer.pk for each in suggestions.people_for(call)]
    assert ordered == [rows[number].pk for number in (2, 3, 0, 1)]


# --- Doing -------------------------------------------------------------------------------


def test_letter_that_is_shown_is_the_one_that_is_sent(client: Client) -> None:
    call, row = dogs(), offer(language="cs")
    page = client.get(page_of(row)).text
    assert not Proposal.objects.exists()
    assert do(client, row, f"propose-{call.pk}").status_code == 302
    made = Proposal.objects.get()
    assert (row.state, made.state, made.why) == (State.IN_PROGRESS, Answer.SENT, "Animals")
    (letter,) = mails("proposal-")
    assert (letter.to, letter.language) == (row.volunteer.email, "cs")
    assert letter.subject in page
    assert do(client, row, f"propose-{call.pk}").status_code == 409
    assert len(mails("proposal-")) == 1


def test_yes_on_the_telephone_is_passed_on(client: Client) -> None:
    call = dogs()
    row = offer(email="", phone="+420 777 123 456")
    assert "propose-" not in client.get(page_of(row)).text
    assert do(client, row, f"propose-{call.pk}").status_code == 400
    assert do(client, row, f"yes-{call.pk}").status_code == 302
    made = Interest.objects.get()
    assert (made.state, Proposal.objects.get().state) == ("passed", Answer.YES)
    assert made.volunteer.confirmed_at
    assert "+420 777 123 456" in mails("to-host")[0].text


def test_who_is_under_age_is_passed_on_after_a_word_with_the_guardian(client: Client) -> None:
    call = dogs(welcomes=["minors"])
    row = offer(age="13-14", guardian="Jan, 777 000 111")
    assert "Speak with them before" in client.get(page_of(row)).text
    do(client, row, f"yes-{call.pk}")
    assert Interest.objects.get().state == "new"
    assert not mails("to-host")


def test_colleague_who_was_faster_is_not_written_over(client: Client) -> None:
    row, call = offer(), dogs()
    seen = row.version
    flow.withdraw(row)
    for what in ("in_progress", f"propose-{call.pk}", f"yes-{call.pk}", "remind"):
        answer = client.post(page_of(row), {"do": what, "seen": seen, "note": "Not lost."})
        row.refresh_from_db()
        assert (answer.status_code, row.state) == (409, State.WITHDRAWN), what
        assert "Not lost." in answer.text
    assert not Proposal.objects.exists()
    other = offer()
    assert client.post(page_of(other), {"do": "agreed"}).status_code == 409


def test_reminder_comes_up_on_its_day(client: Client, broker: Any) -> None:
    row = offer()
    today = timezone.localdate()
    do(client, row, "remind", remind_on=today.isoformat(), note="Call her son.")
    assert (row.remind_on, row.taken_by) == (today, broker)
    assert row.steps.get(for_staff=True).text == "Call her son."
    assert row.volunteer.name in client.get(f"{DESK}results/?waits=due").text
    assert do(client, row, "remind", remind_on="31. 2.").status_code == 422
    do(client, row, "remind", remind_on="")
    assert row.remind_on is None


def test_notes_stay_among_brokers(client: Client) -> None:
    row = offer()
    assert do(client, row, "note", note="").status_code == 422
    do(client, row, "note", note="Speaks softly.")
    assert "Speaks softly." in client.get(page_of(row)).text
    assert "Speaks softly." not in Client().get(my_page(row.volunteer)).text
    assert not [mail for mail in Mail.objects.all() if "softly" in mail.text]


def test_outcome_can_be_put_right(client: Client) -> None:
    row = offer()
    for state in ("agreed", "in_progress", "ended", "withdrawn"):
        assert do(client, row, state).status_code == 302
        assert row.state == state
    assert do(client, row, "in_progress").status_code == 409


def test_mail_that_did_not_arrive_is_for_brokers(client: Client) -> None:
    row = offer(email="slip@example.org")
    Mail.objects.filter(to="slip@example.org").update(state="failed")
    assert "slip@example.org: could not be delivered" in client.get(page_of(row)).text
    assert "slip@example.org" not in client_of("Moderators").get(reverse("desk_mails")).text


def test_unknown_buttons_do_nothing(client: Client) -> None:
    row = offer()
    for what in ("explode", "propose-x", "yes-", f"propose-{'9' * 12}", "propose-987654"):
        assert do(client, row, what).status_code == 400, what
    assert row.state == State.NEW


# --- By itself ---------------------------------------------------------------------------


def test_what_is_settled_or_unconfirmed_is_deleted_in_time(portal: Portal) -> None:
    done, kept, unsure = offer(State.ENDED), offer(), offer(State.SENT)
    called = offer(email="", phone="777 123 456")
    person = interest().volunteer
    year = datetime.timedelta(days=366)
    Offer.objects.filter(done_at__isnull=False).update(done_at=F("done_at") - year)
    Volunteer.objects.exclude(pk=person.pk).update(created_at=timezone.now() - year)
    retention.carry_out()
    left = set(Offer.objects.values_list("pk", flat=True))
    assert left == {kept.pk, called.pk}
    assert Volunteer.objects.filter(pk=done.volunteer_id).exists()
    assert not Volunteer.objects.filter(pk=unsure.volunteer_id).exists()


# --- The demo ----------------------------------------------------------------------------


def test_demo_has_an_offer_in_every_state_and_writes_to_nobody(portal: Portal) -> None:
    factories.place("Liberec")
    for slug in ("children", "environment", "culture"):
        dogs(fields=[factories.field(slug)])
    made = offered.make()
    assert (made, offered.make()) == (10, 0)
    assert {row.state for row in Offer.objects.all()} == set(Offer.State)
    assert {row.state for row in Proposal.objects.all()} == {Answer.SENT, Answer.YES, Answer.NO}
    assert Offer.objects.filter(paused_at__isnull=False).count() == 1
    assert not Mail.objects.exists()
    offered.remove()
    assert not Volunteer.objects.exists()
