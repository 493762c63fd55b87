"""Asking: the form, what is offered before sending, the mails, the private page, deletion."""

import re
from typing import Any

import pytest
from django.test import Client

from advice.asking import flow, mails, views
from advice.models import Asked, Note
from advice.similar import similar_questions
from portal.common.links import Link
from portal.common.models import Mail
from tests.advising import (
    Advice,
    address,
    asked,
    guide,
    human_post,
    press_again,
    question,
    topic,
)
from tests.people import LINK
from tests.sites import Portal
from tests.test_form_junk import NASTY

pytestmark = pytest.mark.django_db
State = Asked.State
SENT = {
    "text": "A volunteer of ours has broken a window. Who pays for the damage?",
    "topic": "insurance",
    "country": "CZ",
    "email": "jana@example.org",
    "consent": "on",
}


def ask(client: Client, language: str = "en", **changes: Any) -> Any:
    return human_post(client, address("ask", language=language), **{**SENT, **changes})


def private_page(row: Asked, language: str = "en") -> str:
    link = Link.objects.standing(flow.STATUS, row.pk, flow.STATUS_DAYS)
    return address("asked", link.token, language=language)


def link_in(mail: Mail) -> str:
    """Return the path of the last private page in ``mail``."""
    found: list[str] = [path for path in LINK.findall(mail.text) if len(path) > 20]
    return found[-1]


# --- The form ----------------------------------------------------------------------------


def test_question_is_kept_and_its_address_asked_to_confirm(client: Client, advice: Advice) -> None:
    answer = client.get(ask(client)["Location"])
    row = Asked.objects.get()
    assert (answer.status_code, row.state) == (200, State.SENT)
    assert row.reference in answer.text
    assert (row.text, row.topic, row.country) == (SENT["text"], topic(), "CZ")
    assert (row.consent, row.language) == (True, "en")
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == ("jana@example.org", "en")


def test_consent_is_never_required(client: Client, advice: Advice) -> None:
    without = {name: value for name, value in SENT.items() if name != "consent"}
    human_post(client, address("ask"), **without)
    assert Asked.objects.get().consent is False


def test_country_is_chosen_on_purpose(client: Client, advice: Advice) -> None:
    left_out = {name: value for name, value in SENT.items() if name != "country"}
    answer = human_post(client, address("ask"), **left_out)
    assert answer.status_code == 422
    assert "Choose the country" in answer.text
    ask(client, country="other")
    assert Asked.objects.get().country == ""


def test_country_and_topic_come_from_the_page_before(client: Client, advice: Advice) -> None:
    page = client.get(f"{address('ask')}?topic=insurance&country=PL").text
    assert '<option value="insurance" selected>' in page
    assert re.search(r'value="PL"[^>]* checked', page)


def test_nothing_typed_is_lost_when_something_is_wrong(client: Client, advice: Advice) -> None:
    answer = ask(client, email="no address")
    assert answer.status_code == 422
    assert "Who pays for the damage?" in answer.text
    assert not Asked.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 5000, "x" * 1_000_000, "http://a.b " * 9])
def test_junk_is_refused_with_a_word(client: Client, advice: Advice, text: str) -> None:
    answer = ask(client, text=text)
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.text
    assert not Asked.objects.exists()


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_anywhere_breaks_nothing_and_shows_as_text(
    client: Client, advice: Advice, nasty: str
) -> None:
    for field in ("text", "topic", "country", "email", "consent", "nonce"):
        answer = ask(client, **{field: NASTY[nasty]})
        assert answer.status_code in (302, 422), field
        shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert "<script>alert" not in shown.text
        assert 'onmouseover="alert' not in shown.text.replace("&quot;", "")
    for row in Asked.objects.all():
        flow.confirm(row)
        assert "<script>alert" not in client.get(private_page(row)).text


def test_robot_sends_nothing(client: Client, advice: Advice) -> None:
    answer = client.post(address("ask"), SENT)
    assert answer.status_code == 422
    assert not Asked.objects.exists()


def test_pressing_twice_makes_one_question(client: Client, advice: Advice) -> None:
    path = address("ask")
    page = client.get(path)
    first = press_again(client, path, page, **SENT)
    second = press_again(client, path, page, **SENT)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert (Asked.objects.count(), Mail.objects.count()) == (1, 1)


def test_pages_are_private(client: Client, advice: Advice) -> None:
    for answer in (client.get(address("ask")), client.get(private_page(asked()))):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"


# --- After sending -----------------------------------------------------------------------


def test_address_with_a_slip_is_put_right(client: Client, advice: Advice) -> None:
    page = ask(client, email="jana@exmaple.org")["Location"]
    wrong = link_in(Mail.objects.get())
    answer = human_post(client, page, email="jana@example.org")
    assert "We have sent it again, to jana@example.org" in answer.text
    assert Asked.objects.get().email == "jana@example.org"
    mail = Mail.objects.get(to="jana@example.org")
    assert client.get(wrong).status_code == 410
    client.post(link_in(mail))
    assert Asked.objects.get().state == State.NEW


def test_address_is_not_changed_once_it_is_confirmed(client: Client, advice: Advice) -> None:
    page = ask(client)["Location"]
    flow.confirm(Asked.objects.get())
    shown = client.get(page).text
    assert "The address is confirmed" in shown
    assert "/ask/answer/" not in shown
    client.post(page, {"email": "robber@example.org"})
    assert Asked.objects.get().email == "jana@example.org"


# --- What has been answered --------------------------------------------------------------


def test_similar_answers_are_offered_before_sending(
    client: Client, advice: Advice, portal: Portal
) -> None:
    question("en", title="Who pays for damage?", answer="<p>A broken window: insurance.</p>")
    question("en", title="How do we found an association?", about="founding")
    guide("en", title="Insurance", summary="Who pays for damage by a volunteer.")
    portal.rebuild()
    path = address("ask")
    offered = ask(client)
    assert offered.status_code == 200
    assert "Is your answer here?" in offered.text
    assert "Who pays for damage?" in offered.text
    assert "In our guides" in offered.text
    assert "found an association" not in offered.text
    assert "A broken window: insurance." in offered.text
    # Whoever follows one of them still has what was typed.
    assert offered.text.count('target="_blank"') == 2
    assert offered.text.count('name="seen" value="1"') == 2
    assert not Asked.objects.exists()
    press_again(client, path, offered, seen="1", **SENT)
    assert Asked.objects.get().state == State.SENT


def test_nothing_similar_sends_at_once(client: Client, advice: Advice, portal: Portal) -> None:
    question("en", title="How do we found an association?", about="founding")
    portal.rebuild()
    ask(client)
    assert Asked.objects.count() == 1


def test_answers_of_another_country_are_not_offered(
    client: Client, advice: Advice, portal: Portal
) -> None:
    question("en", title="Who pays for the damage of a window?", country="PL")
    portal.rebuild()
    ask(client, country="CZ")
    assert Asked.objects.count() == 1


def test_answers_are_offered_while_typing(client: Client, advice: Advice, portal: Portal) -> None:
    question("en", title="Who pays for damage?", answer="<p>A broken window: insurance.</p>")
    portal.rebuild()
    answer = client.post(address("ask_similar"), {"text": SENT["text"]})
    assert "Who pays for damage?" in answer.text
    assert "<html" not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert client.get(address("ask_similar")).status_code == 405
    assert client.post(address("ask_similar"), {"text": ""}).text.strip() == ""


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Hello, could you please help me? Who pays the petrol when I drive my car?", True),
        ("Hello, could you please help me? I would like to know something.", False),
        ("May a volunteer of ours sing?", False),
        ("Greetings to you all from us here. " * 8 + "Who pays petrol for my car?", True),
    ],
)
def test_words_that_stand_in_every_question_offer_nothing(
    advice: Advice, portal: Portal, text: str, offered: bool
) -> None:
    known = question(
        "en",
        title="Must you help to pay petrol for a car of a volunteer?",
        answer="<p>Somebody would like to know something: may they?</p>",
    )
    for number in range(4):
        question("en", title=f"May a volunteer of ours do {number}?")
    portal.rebuild()
    assert (known.pk in similar_questions(text, "en")) is offered


def test_looking_while_typing_is_not_for_robots(
    client: Client, advice: Advice, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    question("en", title="Who pays for damage?", answer="<p>A broken window: insurance.</p>")
    portal.rebuild()
    monkeypatch.setattr(views, "MOST_LOOKS", 2)
    answers = [client.post(address("ask_similar"), {"text": SENT["text"]}) for _n in range(3)]
    assert ["Who pays for damage?" in answer.text for answer in answers] == [True, True, False]


# --- Confirming, reading, asking back ----------------------------------------------------


def test_opening_the_link_changes_nothing_pressing_does(client: Client, advice: Advice) -> None:
    ask(client, language="pl")
    path = link_in(Mail.objects.get())
    assert path.startswith("/pl/")
    page = client.get(path)
    assert (page.status_code, Asked.objects.get().state) == (200, State.SENT)
    client.post(path)
    row = Asked.objects.get()
    assert row.state == State.NEW
    assert row.waiting_since
    client.post(path)
    assert Mail.objects.count() == 2  # confirm, received


def test_answer_is_read_on_a_page_of_ones_own(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    mail = Mail.objects.get()
    assert "The insurance does." in mail.text
    assert mail.to == row.email
    text = client.get(link_in(mail)).text
    assert "The insurance does." in text
    assert "Ask back" in text


def test_notes_are_never_shown(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    Note.objects.create(asked=row, text="She rang us, too.")
    assert "She rang us" not in client.get(private_page(row)).text


def test_asking_back_works_once(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    path = f"{private_page(row)}back/"
    client.post(path, {"text": "And if there is none?", "nonce": "a"})
    row.refresh_from_db()
    assert row.state == State.ASKED_BACK
    client.post(path, {"text": "And once more?", "nonce": "b"})
    assert [one.text for one in row.letters.filter(from_staff=False)] == ["And if there is none?"]
    flow.answer(row, None, "Then the organisation.")
    row.refresh_from_db()
    assert row.state == State.CLOSED
    client.post(path, {"text": "And now?", "nonce": "c"})
    assert row.letters.count() == 3
    assert "id_text" not in client.get(private_page(row)).text


@pytest.mark.parametrize("said", ["yes", "no"])
def test_asker_says_whether_it_helped(client: Client, advice: Advice, said: str) -> None:
    row = asked(State.ANSWERED)
    client.post(f"{private_page(row)}helped/", {"helped": said})
    row.refresh_from_db()
    assert row.helped is (said == "yes")
    assert f"You said {said}" in client.get(private_page(row)).text


def test_nothing_can_be_said_before_the_answer(client: Client, advice: Advice) -> None:
    row = asked()
    client.post(f"{private_page(row)}helped/", {"helped": "yes"})
    client.post(f"{private_page(row)}back/", {"text": "Hello?"})
    row.refresh_from_db()
    assert (row.helped, row.state, row.letters.count()) == (None, State.NEW, 0)


def test_asker_deletes_all_of_it(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    path = f"{private_page(row)}delete/"
    client.get(path)
    assert Asked.objects.exists()
    assert "All of it is deleted" in client.post(path).text
    assert not Asked.objects.exists()
    assert client.get(private_page_of(path)).status_code == 410


def private_page_of(path: str) -> str:
    return path.removesuffix("delete/")


def test_links_open_nothing_else(client: Client, advice: Advice) -> None:
    row = asked()
    confirm = Link.objects.make(flow.CONFIRM, row.pk, 1)
    assert client.get(address("asked", confirm.token)).status_code == 410
    changed = re.sub(r".$", lambda end: "A" if end[0] != "A" else "B", confirm.token)
    assert client.get(address("ask_confirm", changed)).status_code == 410


def test_closed_without_an_answer_is_not_called_answered(client: Client, advice: Advice) -> None:
    row = asked()
    flow.close(row, None)
    text = client.get(private_page(row)).text
    assert "We closed it without a written answer" in text
    assert "Answered" not in text
    assert "Did it help?" not in text


def test_opened_again_it_waits_and_may_be_answered_once_more(
    client: Client, advice: Advice
) -> None:
    row = asked(State.ANSWERED)
    flow.reopen(row, None)
    assert "Being answered" in client.get(private_page(row)).text
    flow.answer(row, None, "We were wrong: the employer does.")
    assert (row.state, Mail.objects.count()) == (State.ANSWERED, 2)
    assert row.may_ask_back
    text = client.get(private_page(row)).text
    assert "The insurance does." in text
    assert "We were wrong" in text


def test_known_answer_that_was_taken_down_is_told(client: Client, advice: Advice) -> None:
    row, known = asked(), question("en", title="Who pays?")
    flow.point_to(row, None, known)
    known.delete()
    assert "It has been taken down since" in client.get(private_page(row)).text


def test_known_answer_is_sent_by_its_address(client: Client, advice: Advice) -> None:
    row, known = asked(), question("en", title="Who pays?")
    flow.point_to(row, None, known)
    mail = Mail.objects.get()
    assert known.url_in("en") in mail.text
    row.refresh_from_db()
    assert (row.state, row.duplicate_of) == (State.ANSWERED, known)
    assert known.url_in("en") in client.get(private_page(row)).text


def test_lost_link_is_found_again(client: Client, advice: Advice) -> None:
    row = asked()
    human_post(client, address("submission_lost"), email=row.email)
    assert mails.status_address(row) in Mail.objects.get().text
