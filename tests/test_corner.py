"""The organisation's corner: who gets in, who is kept out, how sessions end."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory import people
from organisations_directory.models import ContactPerson
from portal.common.links import Link
from portal.common.models import Mail
from submissions.models import Submission
from tests import factories
from tests.corner import ask_for_link, at, inside, path_in, person, words
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


# --- Getting in ----------------------------------------------------------------------


def test_link_leads_in_by_one_button(portal: Portal) -> None:
    person()
    ask_for_link("EMA@example.org")
    path = path_in(Mail.objects.get(), "/corner/enter/")
    client = Client()
    assert f"For {people.SESSION_DAYS} days this device" in client.get(path).content.decode()
    assert client.get(at("corner")).status_code == 302
    assert client.post(path)["Location"] == at("corner")
    page = client.get(at("corner"))
    assert page.status_code == 200
    assert "Spolek" in page.content.decode()


def test_answer_is_the_same_for_known_and_unknown_addresses(portal: Portal) -> None:
    person()
    known, unknown = ask_for_link("ema@example.org"), ask_for_link("eva@example.org")
    assert known.status_code == unknown.status_code == 200
    assert re.sub(r"ema@|eva@", "", words(known)) == re.sub(r"ema@|eva@", "", words(unknown))
    assert [mail.to for mail in Mail.objects.all()] == ["ema@example.org"]


def test_invited_but_not_confirmed_person_gets_no_link(portal: Portal) -> None:
    person(confirmed_at=None)
    ask_for_link("ema@example.org")
    assert not Mail.objects.exists()


def test_one_mail_names_all_organisations_of_an_address(portal: Portal) -> None:
    person(), person(factories.organisation(name="Sokol"))
    ask_for_link("ema@example.org")
    (mail,) = Mail.objects.all()
    assert "Spolek" in mail.text
    assert "Sokol" in mail.text
    assert mail.text.count("/corner/enter/") == 2


def test_mail_is_in_the_language_of_the_person(portal: Portal) -> None:
    person(language="pl")
    ask_for_link("ema@example.org")
    mail = Mail.objects.get()
    assert mail.language == "pl"
    assert "/pl/corner/enter/" in mail.text


def test_cookie_is_for_the_corner_alone_and_out_of_reach_of_scripts(portal: Portal) -> None:
    cookies = inside(person()).cookies
    ours = {name: morsel for name, morsel in cookies.items() if name.startswith("corner_")}
    assert {morsel["path"] for morsel in ours.values()} == {
        at("corner", language=code) for code in portal.opportunities
    }
    for morsel in ours.values():
        assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
        assert not morsel["secure"]


def test_cookie_goes_over_https_only_where_there_is_https(portal: Portal) -> None:
    link = Link.objects.make(people.CORNER, person().pk, 1)
    answer = Client().post(at("corner_enter", link.token), secure=True)
    assert answer.cookies["corner_en"]["secure"]


def test_session_holds_in_every_language(portal: Portal) -> None:
    client = inside(person())
    for code in portal.opportunities:
        assert client.get(at("corner", language=code)).status_code == 200


def test_public_pages_set_no_cookie_and_stay_cacheable_for_members(portal: Portal) -> None:
    client = inside(person())
    answer = client.get(portal.organisations["en"])
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["revoked", "expired", "other purpose", "tampered"])
@pytest.mark.parametrize("purpose", [people.CORNER, people.SESSION])
def test_ended_links_and_sessions_open_nothing(portal: Portal, kind: str, purpose: str) -> None:
    link = Link.objects.make(purpose, person().pk, 1)
    token = link.token
    if kind == "revoked":
        Link.objects.all().revoke()
    elif kind == "expired":
        Link.objects.update(expires_at=timezone.now())
    elif kind == "other purpose":
        token = Link.objects.make("status", link.subject, 1).token
    else:
        token = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    client = Client()
    if purpose == people.CORNER:
        assert client.post(at("corner_enter", token)).status_code == 410
    else:
        client.cookies["corner_en"] = token
    assert client.get(at("corner")).status_code == 302


def test_session_can_be_ended_here_or_everywhere(portal: Portal) -> None:
    who = person()
    here, there = inside(who), inside(who)
    copied = here.cookies["corner_en"].value
    here.post(at("corner_leave"))
    assert here.get(at("corner")).status_code == 302
    here.cookies["corner_en"] = copied
    assert here.get(at("corner")).status_code == 302
    assert there.get(at("corner")).status_code == 200
    other = inside(who)
    other.post(at("corner_leave_everywhere"))
    assert there.get(at("corner")).status_code == 302


def test_same_person_goes_to_their_other_organisation_and_to_no_one_elses(portal: Portal) -> None:
    who, other = person(), person(factories.organisation(name="Sokol"))
    stranger = person(factories.organisation(name="Foreign"), email="other@example.org")
    client = inside(who)
    assert client.post(at("corner_switch", stranger.pk)).status_code == 404
    assert client.post(at("corner_switch", other.pk)).status_code == 302
    assert "Sokol" in client.get(at("corner")).content.decode()


PAGES = [
    "corner",
    "corner_leave_everywhere",
    "corner_switch",
    "corner_profile_edit",
    "corner_profile_valid",
    "corner_sent",
    "corner_person_add",
    "corner_person_remove",
    "corner_call_new",
    *(
        f"corner_call_{name}"
        for name in ("copy", "edit", "valid", "pause", "resume", "found", "close", "extend")
    ),
]


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_led_to_the_door_by_every_page(portal: Portal, name: str) -> None:
    call = factories.opportunity(organisation=person().organisation)
    plain = ("corner", "corner_leave_everywhere", "corner_call_new", "corner_person_add")
    keys = [] if name in plain or "profile" in name else [call.pk]
    for answer in (Client().get(at(name, *keys)), Client().post(at(name, *keys), {"people": 3})):
        assert (answer.status_code, answer["Location"]) == (302, at("corner_open"))
        assert "no-store" in answer["Cache-Control"]
    call.refresh_from_db()
    assert call.live


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("corner_call_")][1:])
def test_calls_of_others_are_not_found(portal: Portal, name: str) -> None:
    foreign = factories.opportunity()
    client = inside(person())
    assert client.post(at(name, foreign.pk), {"people": 3}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.live
    assert not Submission.objects.exists()


def test_forged_post_is_refused(portal: Portal) -> None:
    call = factories.opportunity(organisation=person().organisation)
    client = Client(enforce_csrf_checks=True)
    client.cookies["corner_en"] = Link.objects.make(people.SESSION, person_of(call).pk, 1).token
    assert client.post(at("corner_call_pause", call.pk)).status_code == 403
    call.refresh_from_db()
    assert call.live


def person_of(call: Opportunity) -> ContactPerson:
    assert call.organisation
    return ContactPerson.objects.get(organisation=call.organisation)
