"""“I can help”: the form, confirming, the private page, and the answer to a proposal."""

import json
from typing import Any

import pytest
from django.test import Client

from opportunities.models import OpportunityIndexPage
from portal.common.links import Link
from portal.common.models import Mail
from submissions.mails import lost
from tests import factories
from tests.advising import human_post, press_again
from tests.offering import (
    SENT,
    State,
    answer_page,
    dogs,
    offer,
    proposal,
    tell,
)
from tests.sites import LANGUAGES, Portal
from tests.test_form_junk import NASTY
from tests.test_interest import found_anywhere
from tests.volunteering import at, interest, link_in, mails, my_page
from volunteers import erasing
from volunteers.models import Consent, Offer, Skill, Volunteer
from volunteers.offers import flow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def animals(portal: Portal) -> None:
    """Let there be the fields that people of these tests wish for."""
    factories.field("animals")
    factories.field("sport")


# --- The form ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_offer_travels_from_the_form_to_the_brokers(client: Client, language: str) -> None:
    arrived = client.get(tell(client, language)["Location"])
    row = Offer.objects.get()
    assert (arrived.status_code, row.state) == (200, State.SENT)
    assert row.reference in arrived.text
    asked = Mail.objects.get()
    assert (asked.to, asked.language) == ("radka@example.org", language)
    confirm = link_in(asked)
    assert client.get(confirm).status_code == 200
    row.refresh_from_db()
    assert row.state == State.SENT
    page = client.get(client.post(confirm)["Location"])
    row.refresh_from_db()
    assert (page.status_code, row.state) == (200, State.NEW)
    assert SENT["text"] in page.text
    mine, staff = Mail.objects.order_by("pk")[1:]
    assert (mine.to, mine.language) == (SENT["email"], language)
    assert row.reference in staff.text
    assert not any(word in staff.text for word in ("Radka", "radka@example.org", "I grew up"))


def test_all_wishes_become_those_of_the_rules(client: Client) -> None:
    place = factories.place("Liberec")
    skill = Skill.objects.get(slug="driving")
    tell(
        client,
        fields_wished=["animals", "sport"],
        words="guitar",
        skills=[skill.slug],
        company=["families"],
        place="Liberec",
        radius="10",
        remote="on",
        times=["weekend"],
        commitments=["regular"],
        languages=["cs", "en"],
        age="16-17",
        guardian="",
    )
    row = Offer.objects.get()
    wishes = row.wishes
    assert set(wishes.likes["field"]) == {"animals", "sport"}
    assert (wishes.likes["audience"], wishes.likes["time"]) == (("families",), ("weekend",))
    assert (wishes.likes["commitment"], wishes.words) == (("regular",), "guitar")
    assert wishes.spot
    assert (wishes.spot.pk, wishes.radius, wishes.remote) == (place.pk, 10, True)
    assert (wishes.languages, wishes.age) == (("cs", "en"), 17)
    assert list(row.skills.all()) == [skill]


def test_answers_of_the_guide_stand_in_the_form(client: Client) -> None:
    query = "?field=animals&q=guitar&time=weekend&mode=remote&language=pl&not=sport&near=Nowhere"
    page = client.get(at("offer") + query).text
    for name, value in (("fields_wished", "animals"), ("times", "weekend"), ("languages", "pl")):
        box = page.partition(f'name="{name}" value="{value}"')[2].partition(">")[0]
        assert "checked" in box, name
    assert 'value="guitar"' in page
    assert 'value="Nowhere"' in page
    assert "checked" in page.partition('name="avoided" value="sport"')[2].partition(">")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_lead_to_the_form(client: Client, portal: Portal, language: str) -> None:
    form, answers = at("offer", language=language), "?field=animals"
    guide = OpportunityIndexPage.guide_in(language)
    asked = {
        f"/{language}/": form,
        portal.opportunities[language] + answers: form + answers,
        guide + answers: form + answers,
        my_page(interest().volunteer): at("offer"),
    }
    for path, way in asked.items():
        assert f'href="{way}"' in client.get(path).text, path


def test_pressing_twice_makes_one_offer(client: Client) -> None:
    path = at("offer")
    page = client.get(path)
    first = press_again(client, path, page, **SENT)
    second = press_again(client, path, page, **SENT)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert (Offer.objects.count(), Volunteer.objects.count(), Mail.objects.count()) == (1, 1, 1)
    assert Consent.objects.count() == 1


def test_nothing_typed_is_lost_and_errors_stand_beside_the_field(client: Client) -> None:
    answer = tell(client, fields_wished=[])
    assert answer.status_code == 422
    assert 'href="#id_fields_wished_0"' in answer.text
    assert SENT["text"] in answer.text
    assert 'href="#id_email"' in tell(client, email="").text
    assert 'href="#id_consent"' in tell(client, consent="").text
    assert 'href="#id_place"' in tell(client, place="Nowhere").text
    assert 'href="#id_avoided_0"' in tell(client, avoided=["animals"]).text
    assert 'href="#id_guardian"' in tell(client, age="13-14").text
    assert not Offer.objects.exists()


def test_robot_sends_nothing(client: Client) -> None:
    assert client.post(at("offer"), SENT).status_code == 422
    assert not Offer.objects.exists()


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_breaks_nothing_and_shows_as_text(client: Client, nasty: str) -> None:
    for field in ("name", "words", "text", "place", "radius", "fields_wished", "skills", "nonce"):
        answer = tell(client, **{field: NASTY[nasty]})
        assert answer.status_code in (302, 422), field
        shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert "<script>alert" not in shown.text
    for row in Offer.objects.all():
        who = flow.confirm(row).volunteer
        assert "<script>alert" not in client.get(my_page(who)).text


def test_whoever_leaves_a_number_only_is_called(client: Client) -> None:
    answer = client.get(tell(client, email="", phone="+420 777 123 456")["Location"])
    assert "+420 777 123 456" in answer.text
    row = Offer.objects.get()
    assert row.state == State.NEW
    (mail,) = Mail.objects.all()
    assert row.reference in mail.text
    assert "777" not in mail.text


def test_address_with_a_slip_is_put_right(client: Client) -> None:
    page = tell(client, email="radka@exmaple.org")["Location"]
    wrong = link_in(Mail.objects.get())
    human_post(client, page, email="radka@example.org")
    assert client.post(wrong).status_code == 410
    assert client.post(link_in(Mail.objects.get(to="radka@example.org"))).status_code == 302


# --- One record for one person -----------------------------------------------------------


def test_same_confirmed_address_is_the_same_person() -> None:
    first = interest(email="radka@example.org")
    second = offer(email="RADKA@example.org")
    assert second.volunteer_id == first.volunteer_id
    assert Volunteer.objects.count() == 1


def test_second_offer_puts_the_first_right() -> None:
    first = offer(email="radka@example.org")
    flow.pause(first, paused=True)
    again = offer(email="radka@example.org", wishes={"fields": ["sport"], "text": "Only sport."})
    first.refresh_from_db()
    assert again.pk == first.pk
    assert (first.fields, first.text, first.paused_at) == (["sport"], "Only sport.", None)
    assert Offer.objects.count() == 1
    assert len(mails("received")) == 1


# --- The private page --------------------------------------------------------------------


def test_page_shows_what_fits_with_reasons(client: Client) -> None:
    call = dogs(title="Walk the shelter dogs")
    row = offer()
    page = client.get(my_page(row.volunteer)).text
    assert row.reference in page
    assert call.title in page
    assert "Animals" in page


def test_offer_is_changed_paused_and_taken_back(client: Client) -> None:
    row = offer()
    change = my_page(row.volunteer, "volunteer_offer_change", row.pk)
    assert "I like dogs." in client.get(change).text
    assert client.post(change, {"words": ""}).status_code == 422
    assert client.post(change, {"words": "guitar", "radius": "50"}).status_code == 302
    row.refresh_from_db()
    assert (row.words, row.radius, row.fields) == ("guitar", 50, [])
    pause = my_page(row.volunteer, "volunteer_offer_pause", row.pk)
    assert client.get(pause).status_code == 405
    for pressed, paused in (("pause", True), ("pause", True), ("go", False)):
        client.post(pause, {pressed: ""})
        row.refresh_from_db()
        assert bool(row.paused_at) is paused
    back = my_page(row.volunteer, "volunteer_offer_withdraw", row.pk)
    client.get(back)
    row.refresh_from_db()
    assert row.state == State.NEW
    client.post(back)
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert client.post(back).status_code == 404


def test_nobody_reaches_what_others_offer(client: Client) -> None:
    mine, other = offer(), offer()
    for name in ("change", "pause", "withdraw"):
        path = my_page(mine.volunteer, f"volunteer_offer_{name}", other.pk)
        assert client.post(path, {"words": "x"}).status_code == 404
    other.refresh_from_db()
    assert (other.state, other.paused_at) == (State.NEW, None)


def test_pages_are_private(client: Client) -> None:
    for path in (at("offer"), answer_page(proposal())):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_who_lost_the_link_gets_it_again() -> None:
    row = offer(email="radka@example.org")
    lost("radka@example.org")
    (mail,) = mails("lost-")
    assert link_in(mail) == my_page(row.volunteer)


# --- All of it ---------------------------------------------------------------------------


def test_everything_kept_is_handed_out(client: Client) -> None:
    row = proposal()
    flow.note(row.offer, None, "Called, nice.")
    data = json.loads(client.get(my_page(row.offer.volunteer, "volunteer_data")).content)
    (kept,) = data["offers"]
    assert (kept["fields"], kept["text"]) == (["animals"], "I like dogs.")
    assert kept["proposals"][0]["opportunity"] == row.opportunity.title
    assert "Called, nice." in json.dumps(kept)


def test_erasing_leaves_nothing_findable(client: Client) -> None:
    secrets: dict[str, Any] = {"name": "Xenie Qvwková", "email": "qvwk@example.org"}
    row = proposal(offer(wishes={"words": "qvwk", "text": "I am Xenie."}, **secrets))
    flow.note(row.offer, None, "Qvwková called.")
    client.post(answer_page(row), {"answer": "no", "no-text": "Xenie says no."})
    client.get(my_page(row.offer.volunteer))
    assert found_anywhere("qvwk")
    erasing.erase(row.offer.volunteer)
    assert found_anywhere("qvwk", "xenie") == []
    assert not Link.objects.filter(purpose__startswith="offer").exists()


def test_deleting_a_call_takes_its_proposals_with_it() -> None:
    row = proposal()
    row.opportunity.delete()
    assert not mails("proposal-")
    assert not Link.objects.filter(purpose="offer-proposal").exists()
    assert Offer.objects.filter(pk=row.offer_id).exists()
