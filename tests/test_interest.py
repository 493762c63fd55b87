"""“I am interested”: the form, the mails, one record for one person, the private page."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from portal.common.links import Link
from portal.common.models import Mail
from tests import factories
from tests.advising import press_again
from tests.sites import LANGUAGES, Portal
from tests.test_form_junk import NASTY
from tests.volunteering import (
    SENT,
    State,
    Who,
    ask,
    at,
    call,
    contact_of,
    host_page,
    interest,
    link_in,
    mails,
    my_page,
)
from volunteers import ages, erasing, flow
from volunteers.models import Consent, Interest, Step, Tally, Volunteer
from volunteers.purposes import WORKED

pytestmark = pytest.mark.django_db


# --- The form ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_interest_travels_from_the_call_to_the_organisation(
    client: Client, portal: Portal, language: str
) -> None:
    about = call()
    page = client.get(about.url_in(language))
    assert at("interest", about.pk, language=language) in page.text
    arrived = client.get(ask(client, about, language)["Location"])
    row = Interest.objects.get()
    assert (arrived.status_code, row.state) == (200, State.SENT)
    assert row.reference in arrived.text
    asked = Mail.objects.get()
    assert (asked.to, asked.language) == (SENT["email"], language)
    confirm = link_in(asked)
    assert client.get(confirm).status_code == 200
    row.refresh_from_db()
    assert row.state == State.SENT
    page = client.get(client.post(confirm)["Location"])
    row.refresh_from_db()
    assert (page.status_code, row.state) == (200, State.PASSED)
    assert SENT["text"] in page.text
    mine, theirs = Mail.objects.order_by("pk")[1:]
    assert (mine.to, mine.language) == (SENT["email"], language)
    assert theirs.to == contact_of(about).email
    assert all(SENT[name] in theirs.text for name in ("name", "email", "text"))


def test_no_subject_names_anybody(portal: Portal) -> None:
    for state in (State.AGREED, State.NOT_NOW, State.NO_ANSWER, State.WITHDRAWN):
        interest(state, name="Radka Zelinková")
    row = interest(State.PASSED, name="Radka Zelinková")
    flow.write(row, "One more thing.")
    assert Mail.objects.count() > 12
    assert not [m.subject for m in Mail.objects.all() if "Radka" in m.subject or "@" in m.subject]


def test_pressing_twice_makes_one_interest(client: Client, portal: Portal) -> None:
    path = at("interest", call().pk)
    page = client.get(path)
    first = press_again(client, path, page, **SENT)
    second = press_again(client, path, page, **SENT)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert (Interest.objects.count(), Volunteer.objects.count(), Mail.objects.count()) == (1, 1, 1)
    assert Consent.objects.count() == 1


def test_confirming_twice_passes_on_once(client: Client, portal: Portal) -> None:
    row = interest(State.SENT)
    link = link_in(Mail.objects.get())
    assert client.post(link)["Location"] == client.post(link)["Location"]
    flow.confirm(row)
    assert len(mails("to-host")) == 1
    assert Step.objects.filter(state=State.PASSED).count() == 1


def test_nothing_typed_is_lost_and_errors_stand_beside_the_field(
    client: Client, portal: Portal
) -> None:
    answer = ask(client, call(), email="", phone="")
    assert answer.status_code == 422
    assert 'href="#id_email"' in answer.text
    assert SENT["text"] in answer.text
    answer = ask(client, call(), phone="call me")
    assert 'href="#id_phone"' in answer.text
    assert "call me" in answer.text
    without = ask(client, call(), consent="")
    assert 'href="#id_consent"' in without.text
    assert not Interest.objects.exists()


def test_robot_sends_nothing(client: Client, portal: Portal) -> None:
    answer = client.post(at("interest", call().pk), SENT)
    assert answer.status_code == 422
    assert not Interest.objects.exists()


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_breaks_nothing_and_shows_as_text(client: Client, portal: Portal, nasty: str) -> None:
    about = call(minimum_age=16)
    for field in ("name", "email", "phone", "text", "age", "guardian", "consent", "nonce"):
        answer = ask(client, about, **{"age": "18", field: NASTY[nasty]})
        assert answer.status_code in (302, 422), field
        shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert "<script>alert" not in shown.text
    for sent in Interest.objects.exclude(volunteer__email=""):
        who = flow.confirm(sent).volunteer
        assert "<script>alert" not in client.get(my_page(who)).text


def test_hidden_and_unknown_calls_take_nobody(client: Client, portal: Portal) -> None:
    hidden = call(live=False)
    for key in (hidden.pk, 987654):
        assert client.get(at("interest", key)).status_code == 404
        assert client.post(at("interest", key), SENT).status_code == 404


def test_title_in_another_language_says_so(client: Client, portal: Portal) -> None:
    about = call(title="Venčení psů", language="cs")
    row = interest(State.PASSED, about=about)
    foreign = re.compile(r'lang="cs"[^>]*>\s*(<a [^>]*>)?Venčení psů<')
    for path in (
        at("interest", about.pk),
        my_page(row.volunteer),
        host_page(row),
        at("interest_worked", Link.objects.make(WORKED, row.pk, 1).token),
    ):
        assert foreign.search(client.get(path).text), path


def test_address_with_a_slip_is_put_right(client: Client, portal: Portal) -> None:
    page = ask(client, call(), email="radka@exmaple.org")["Location"]
    wrong = link_in(Mail.objects.get())
    from tests.advising import human_post

    answer = human_post(client, page, email="radka@example.org")
    assert "We have sent it again, to radka@example.org" in answer.text
    assert client.post(wrong).status_code == 410
    assert client.post(link_in(Mail.objects.get(to="radka@example.org"))).status_code == 302


# --- Telephone, age, guardian ------------------------------------------------------------


def test_whoever_leaves_a_number_only_is_called_first(client: Client, portal: Portal) -> None:
    answer = client.get(ask(client, call(), email="", phone="+420 777 123 456")["Location"])
    assert "+420 777 123 456" in answer.text
    row = Interest.objects.get()
    assert row.state == State.NEW
    mail = Mail.objects.get()
    assert row.reference in mail.text
    assert not any(word in mail.text for word in ("Radka", "777", SENT["text"]))
    flow.move(row, State.PASSED, Who.STAFF, by=factories.user("Brokers"))
    assert "+420 777 123 456" in mails("to-host")[0].text
    row.volunteer.refresh_from_db()
    assert row.volunteer.confirmed_at


@pytest.mark.parametrize(
    ("region", "age", "guarded"),
    [
        ("CZ-51", "13-14", True),
        ("CZ-51", "15", False),
        ("PL-02", "16-17", True),
        ("PL-02", "18", False),
        ("SI-061", "15", False),
        ("SI-061", "0-12", True),
        ("DE-BE", "15", True),
        ("DE-BE", "16-17", False),
    ],
)
def test_guardian_is_asked_for_by_country(
    client: Client, portal: Portal, region: str, age: str, guarded: bool
) -> None:
    place = factories.place(region=factories.region(region))
    about = call(places=[place], welcomes=["minors"])
    assert ages.needs_guardian(age, about) is guarded
    answer = ask(client, about, age=age)
    assert answer.status_code == (422 if guarded else 302)
    if guarded:
        assert 'href="#id_guardian"' in answer.text
        answer = ask(client, about, age=age, guardian="Jan Zelinka, 777 000 111")
        row = flow.confirm(Interest.objects.get())
        assert row.state == State.NEW  # the centre speaks with them first
        assert not mails("to-host")


def test_country_can_set_another_age(client: Client, portal: Portal, settings: Any) -> None:
    settings.GUARDIAN_AGES = {"CZ": 18}
    assert ages.needs_guardian("15", call(minimum_age=15))


def test_too_young_is_told_kindly(client: Client, portal: Portal) -> None:
    answer = ask(client, call(minimum_age=18), age="16-17", guardian="Jan, 777 000 111")
    assert answer.status_code == 422
    assert "people of 18 or older" in answer.text


def test_age_is_asked_only_where_it_matters(client: Client, portal: Portal) -> None:
    assert 'name="age"' not in client.get(at("interest", call().pk)).text
    assert 'name="age"' in client.get(at("interest", call(minimum_age=16).pk)).text


# --- One record for one person -----------------------------------------------------------


def test_same_confirmed_address_is_the_same_person(portal: Portal) -> None:
    first = interest(email="radka@example.org", name="Radka")
    unconfirmed = interest(State.SENT, email="RADKA@example.org", name="Somebody")
    first.volunteer.refresh_from_db()
    assert first.volunteer.name == "Radka"
    second = flow.confirm(unconfirmed)
    assert second.volunteer_id == first.volunteer_id
    assert Volunteer.objects.get().name == "Somebody"
    assert Consent.objects.filter(volunteer=first.volunteer).count() == 2


def test_second_time_about_the_same_call_adds_to_the_first(portal: Portal) -> None:
    about = call()
    first = interest(about=about, email="radka@example.org")
    again = flow.send(
        "again",
        about,
        "On Sundays, too.",
        "You may.",
        name="R",
        email="radka@example.org",
        language="en",
    )
    assert flow.confirm(again).pk == first.pk
    assert Interest.objects.count() == 1
    assert len(mails("to-host")) == 1
    assert "On Sundays, too." in mails("wrote")[0].text


# --- The private page --------------------------------------------------------------------


def test_page_says_what_happens_next(client: Client, portal: Portal) -> None:
    row = interest()
    page = client.get(my_page(row.volunteer)).text
    assert row.reference in page
    assert "The organisation has it" in page
    flow.move(row, State.AGREED, Who.ORGANISATION)
    assert "You agreed" in client.get(my_page(row.volunteer)).text


def test_taking_it_back_tells_the_organisation_once(client: Client, portal: Portal) -> None:
    row = interest()
    path = my_page(row.volunteer, "volunteer_withdraw", row.pk)
    client.get(path)
    row.refresh_from_db()
    assert row.state == State.PASSED
    client.post(path)
    client.post(path)
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    (mail,) = mails("withdrawn")
    assert row.volunteer.name not in mail.text


def test_what_is_added_reaches_the_organisation_once(client: Client, portal: Portal) -> None:
    row = interest()
    page = client.get(my_page(row.volunteer)).text
    prefix = f"i{row.pk}"
    nonce = re.search(rf'name="{prefix}-nonce" value="([^"]+)"', page)
    assert nonce
    data = {f"{prefix}-nonce": nonce[1], f"{prefix}-text": "I can bring a lead."}
    path = my_page(row.volunteer, "volunteer_write", row.pk)
    for _time in range(2):
        assert client.post(path, data).status_code == 302
    assert len(mails("wrote")) == 1
    assert client.post(path, {f"{prefix}-text": ""}).status_code == 422


def test_changed_details_are_what_the_organisation_sees(client: Client, portal: Portal) -> None:
    row = interest()
    path = my_page(row.volunteer, "volunteer_change")
    assert client.post(path, {"name": "Radka Nová", "phone": "777 222 333"}).status_code == 302
    row.refresh_from_db()
    assert (row.volunteer.name, row.volunteer.phone) == ("Radka Nová", "777 222 333")
    assert "nova" in row.folded
    assert client.post(path, {"name": "", "phone": "x"}).status_code == 422


def test_nobody_reaches_what_others_wrote(client: Client, portal: Portal) -> None:
    mine, other = interest(), interest()
    for name in ("volunteer_withdraw", "volunteer_write"):
        path = my_page(mine.volunteer, name, other.pk)
        assert client.post(path, {f"i{other.pk}-text": "x"}).status_code == 404
    other.refresh_from_db()
    assert other.state == State.PASSED


def test_pages_are_private(client: Client, portal: Portal) -> None:
    row = interest()
    for path in (at("interest", row.opportunity_id), my_page(row.volunteer)):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_everything_kept_is_handed_out(client: Client, portal: Portal) -> None:
    row = interest(phone="777 123 456")
    flow.note(row, None, "Called, nice.")
    answer = client.get(my_page(row.volunteer, "volunteer_data"))
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert (data["name"], data["phone"]) == (row.volunteer.name, "777 123 456")
    assert data["consents"][0]["words"] == "You may."
    assert "Called, nice." in json.dumps(data)
    assert len(data["mails"]) == 2


# --- Erasing -----------------------------------------------------------------------------


def found_anywhere(*words: str) -> list[str]:
    """Return the tables in which one of ``words`` stands in any column."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for values in model._base_manager.values():
            text = repr(list(values.values())).casefold()
            found += [model._meta.label for word in words if word.casefold() in text]
    return found


def test_erasing_leaves_nothing_findable(client: Client, portal: Portal) -> None:
    secrets = {
        "name": "Xenie Qvwková",
        "email": "qvwk@example.org",
        "phone": "777 131 313",
        "guardian": "Zbyhněv Qvwk",
    }
    about = call(people_wanted=1)
    row = interest(State.AGREED, about=about, **secrets)
    again = interest(State.SENT, email=secrets["email"], name=secrets["name"])
    flow.confirm(again)
    flow.write(row, "Xenie Qvwková adds something.")
    flow.note(row, None, "Qvwková called.")
    from submissions.mails import lost

    lost(secrets["email"])
    client.get(my_page(row.volunteer))
    other = interest(name="Somebody else")
    assert found_anywhere("qvwk")
    path = my_page(row.volunteer, "volunteer_erase")
    assert client.get(path).status_code == 200
    assert Volunteer.objects.count() == 2
    assert "Nothing is left" in client.post(path).text
    gone = [*secrets.values(), "qvwk", "xenie", "131313"]
    assert found_anywhere(*gone) == []
    assert client.get(path).status_code == 410
    other.refresh_from_db()
    assert other.volunteer.name == "Somebody else"
    told = mails("erased-")
    assert {mail.event.split("-", 1)[1][:7] for mail in told} == {row.reference, again.reference}
    assert Tally.objects.get(opportunity=about.pk, state=State.AGREED).number == 1


def test_deleting_a_call_leaves_nothing_of_who_was_interested(portal: Portal) -> None:
    row = interest(name="Xenie Qvwková", email="qvwk@example.org")
    row.opportunity.delete()
    assert not Interest.objects.exists()
    assert not mails("interest-")
    erasing.erase(row.volunteer)
    assert found_anywhere("qvwk") == []


def test_numbers_outlive_the_people(portal: Portal) -> None:
    about = call(fields=[factories.field("animals")])
    rows = [interest(State.AGREED, about=about) for _number in range(2)]
    for row in rows:
        erasing.erase(row.volunteer)
    kept = Tally.objects.get(state=State.AGREED)
    assert (kept.number, kept.fields, kept.regions) == (2, ["animals"], ["CZ-51"])


def test_who_lost_the_link_gets_it_again(portal: Portal) -> None:
    row = interest(email="radka@example.org")
    from submissions.mails import lost

    lost("radka@example.org")
    lost("stranger@example.org")
    (mail,) = mails("lost-")
    assert link_in(mail) == my_page(row.volunteer)


def test_settings_name_the_countries_of_the_portal() -> None:
    assert set(settings.PORTAL_COUNTRIES) <= set(settings.GUARDIAN_AGES)
