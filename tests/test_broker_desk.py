"""The brokers' desk: who may see it, what it says and does, and that every look is noted."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.common.models import Mail
from tests import factories
from tests.admin import client_of
from tests.sites import Portal
from tests.volunteering import State, Who, call, interest, mails
from volunteers import flow
from volunteers.models import Interest, Opening, Volunteer

pytestmark = pytest.mark.django_db
DESK = "/admin/interested/"


@pytest.fixture
def broker() -> Any:
    user = factories.user("Brokers", first_name="Olga", last_name="Horská")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return user


@pytest.fixture
def client(broker: Any) -> Client:
    """Return a client of a broker."""
    made = Client()
    made.force_login(broker)
    return made


def page_of(row: Interest) -> str:
    return reverse("interest_desk_page", args=[row.pk])


def do(client: Client, row: Interest, what: str, **given: Any) -> Any:
    """Press a button of the desk, of the page as it is now."""
    row.refresh_from_db()
    answer = client.post(page_of(row), {"do": what, "seen": row.version, **given})
    row.refresh_from_db()
    return answer


# --- Who may see it ----------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators", "Experts"])
def test_nobody_but_brokers_sees_volunteers(portal: Portal, group: str) -> None:
    row = interest(State.NEW, email="", phone="777 123 456")
    other = client_of(group)
    for url in (
        *(DESK, f"{DESK}results/", f"{DESK}export/", page_of(row), f"{page_of(row)}erase/"),
        reverse("volunteer_openings"),
    ):
        assert other.get(url).status_code == 302, url
        assert other.post(url, {"do": "passed"}).status_code in (302, 405), url
    row.refresh_from_db()
    assert row.state == State.NEW
    assert "777 123 456" not in other.get("/admin/").text
    edit = reverse("wagtailsnippets_opportunities_opportunity:edit", args=[row.opportunity_id])
    for url in (edit, edit.replace("edit", "usage"), edit.replace("edit", "history")):
        assert row.volunteer.name not in other.get(url).text


def test_who_may_only_look_changes_nothing(portal: Portal) -> None:
    row = interest()
    looker = client_of(permissions=["volunteers.view_interest"])
    page = looker.get(page_of(row))
    assert page.status_code == 200
    assert 'name="do"' not in page.text
    assert do(looker, row, "agreed").status_code == 302
    assert row.state == State.PASSED
    assert looker.get(f"{page_of(row)}erase/").status_code == 302


def test_every_look_is_noted_for_administrators(
    client: Client, broker: Any, portal: Portal
) -> None:
    row = interest()
    number, name = row.volunteer_id, row.volunteer.name
    client.get(DESK)
    assert not Opening.objects.exists()
    client.get(page_of(row))
    do(client, row, "in_touch")
    client.post(f"{DESK}export/")
    client.post(f"{page_of(row)}erase/")
    deeds = list(Opening.objects.order_by("pk").values_list("deed", "number", "by"))
    assert deeds == [
        ("opened", number, broker.pk),
        ("changed", number, broker.pk),
        ("exported", None, broker.pk),
        ("erased", number, broker.pk),
    ]
    admin = Client()
    admin.force_login(factories.user(is_superuser=True))
    log = admin.get(reverse("volunteer_openings")).text
    assert log.count("Olga Horská") == 4
    assert name not in log
    assert client.get(reverse("volunteer_openings")).status_code == 302


# --- The list ----------------------------------------------------------------------------


def test_list_shows_what_is_not_settled_and_narrows(client: Client, portal: Portal) -> None:
    dogs = factories.field("nature")
    far = factories.place(region=factories.region("PL-02"))
    new = interest(State.NEW, email="", phone="777 123 456", name="Alena")
    passed = interest(about=call(fields=[dogs], places=[far]), name="Bořek", age="18")
    done = interest(State.AGREED, name="Cyril")
    unconfirmed = interest(State.SENT, name="Dita")
    names = [row.volunteer.name for row in (new, passed, done, unconfirmed)]

    def shown(query: str = "") -> list[bool]:
        page = client.get(f"{DESK}results/{query}").text
        return [name in page for name in names]

    assert shown() == [True, True, False, False]
    assert shown("?state=all") == [True, True, True, False]
    assert shown("?state=agreed") == [False, False, True, False]
    assert shown(f"?field={dogs.pk}") == [False, True, False, False]
    assert shown(f"?region={far.region.pk}") == [False, True, False, False]
    assert shown("?age=18") == [False, True, False, False]
    assert shown("?q=borek") == [False, True, False, False]
    assert shown("?q=777+123") == [True, False, False, False]
    assert shown(f"?q={done.reference}") == [False, False, True, False]
    assert shown("?overdue=yes") == [False, False, False, False]


def test_home_says_who_waits_without_names(client: Client, portal: Portal) -> None:
    row = interest(State.NEW, email="", phone="777 123 456")
    page = client.get("/admin/").text
    assert "People interested (1)" in page
    assert row.reference in page
    assert row.volunteer.name not in page


# --- The page ----------------------------------------------------------------------------


def test_page_shows_beforehand_what_is_sent(client: Client, portal: Portal) -> None:
    row = interest(State.NEW, age="13-14", guardian="Jan, 777 000 111", about=call(minimum_age=13))
    sent = Mail.objects.count()
    page = client.get(page_of(row)).text
    assert "Speak with them before" in page
    assert "We have passed on what you wrote" in page
    assert row.opportunity.organisation.people.get().email in page
    assert Mail.objects.count() == sent
    row.refresh_from_db()
    assert row.state == State.NEW
    assert do(client, row, "passed").status_code == 302
    assert row.state == State.PASSED
    (told,) = mails("to-host")
    assert told.subject in page


def test_colleague_who_was_faster_is_not_written_over(client: Client, portal: Portal) -> None:
    row = interest()
    seen = row.version
    flow.move(row, State.IN_TOUCH, Who.ORGANISATION)
    answer = client.post(page_of(row), {"do": "not_now", "seen": seen, "note": "Not lost."})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (409, State.IN_TOUCH)
    assert "A colleague was faster" in answer.text
    assert "Not lost." in answer.text
    assert client.post(page_of(row), {"do": "agreed"}).status_code == 409
    assert do(client, row, "not_now", reason="time", note="Not lost.").status_code == 302
    assert (row.state, row.reason) == (State.NOT_NOW, "time")
    assert row.steps.get(for_staff=True).text == "Not lost."


def test_notes_stay_among_brokers(client: Client, portal: Portal) -> None:
    from tests.volunteering import host_page, my_page

    row = interest()
    assert do(client, row, "note", note="").status_code == 422
    do(client, row, "note", note="Speaks softly.")
    assert "Speaks softly." in client.get(page_of(row)).text
    for path in (my_page(row.volunteer), host_page(row)):
        assert "Speaks softly." not in Client().get(path).text
    assert not [mail for mail in Mail.objects.all() if "softly" in mail.text]


def test_nobody_is_said_to_have_been_tried_who_was_not(client: Client, portal: Portal) -> None:
    row = interest(State.NEW, age="0-12", guardian="Jan, 777", about=call(welcomes=["minors"]))
    do(client, row, "no_answer")
    assert row.state == State.NO_ANSWER
    assert not mails("no_answer")


def test_mail_that_did_not_arrive_is_for_brokers(client: Client, portal: Portal) -> None:
    row = interest(email="slip@example.org")
    Mail.objects.filter(to="slip@example.org").update(state="failed")
    troubled = Mail.objects.filter(to="slip@example.org")
    assert "slip@example.org: could not be delivered" in client.get(page_of(row)).text
    moderator = client_of("Moderators")
    path = reverse("desk_mails")
    assert "slip@example.org" not in moderator.get(path).text
    moderator.post(path, {"key": troubled[0].pk})
    assert {mail.state for mail in troubled} == {"failed"}


def test_unknown_buttons_do_nothing(client: Client, portal: Portal) -> None:
    row = interest()
    assert do(client, row, "explode").status_code == 400
    assert client.post(page_of(row), {"do": "agreed", "seen": "x" * 50}).status_code == 409
    assert row.state == State.PASSED


def test_table_warns_and_holds_no_formulas(client: Client, portal: Portal) -> None:
    interest(name="=HYPERLINK(1)", phone="+420 777 123 456")
    interest(State.AGREED)
    page = client.get(f"{DESK}export/").text
    assert "personal data of 1 interest" in page
    answer = client.post(f"{DESK}export/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "'=HYPERLINK(1)" in rows[1]
    assert "'+420 777 123 456" in rows[1]
    assert "no-store" in answer["Cache-Control"]
    assert len(list(csv.reader(client.post(f"{DESK}export/?state=all").text.splitlines()))) == 3


def test_erasing_at_the_desk_leaves_nothing(client: Client, portal: Portal) -> None:
    row = interest()
    assert client.get(f"{page_of(row)}erase/").status_code == 200
    assert Volunteer.objects.exists()
    assert client.post(f"{page_of(row)}erase/").status_code == 302
    assert not Volunteer.objects.exists()
    assert not mails("interest-")
