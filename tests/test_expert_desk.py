"""The experts' desk: what waits, who may see it, answers, what becomes public."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advice.models import Asked, Canned
from portal.common.models import Mail
from tests import factories
from tests.admin import client_of
from tests.advising import Advice, asked, page_of, question, topic, who_reads_english
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Asked.State
DESK = "/admin/asked/"


def do(client: Client, row: Asked, what: str, **given: Any) -> Any:
    """Press a button of the desk."""
    answer = client.post(page_of(row), {"do": what, **given})
    row.refresh_from_db()
    return answer


@pytest.fixture
def expert() -> Any:
    return who_reads_english("Helena", "Dubská")


@pytest.fixture
def client(expert: Any) -> Client:
    """Return a client of an expert."""
    made = Client()
    made.force_login(expert)
    return made


# --- Who may see it ----------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators"])
def test_nobody_but_experts_sees_private_questions(advice: Advice, group: str) -> None:
    row = asked()
    other = client_of(group)
    publish = reverse("asked_desk_publish", args=[row.pk])
    for url in (DESK, f"{DESK}results/", page_of(row), publish):
        answer = other.get(url)
        assert answer.status_code == 302, url
    assert do(other, row, "take").status_code == 302
    assert row.state == State.NEW
    home = other.get("/admin/").text
    assert "Questions to answer" not in home
    assert row.title not in home


@pytest.mark.parametrize(
    ("permissions", "reads", "answers"),
    [
        ((), False, False),
        (("advice.view_asked",), True, False),
        (("advice.change_asked",), True, True),
        (("advice.view_asked", "advice.change_asked"), True, True),
    ],
)
def test_answering_takes_more_than_reading(
    advice: Advice, permissions: tuple[str, ...], reads: bool, answers: bool
) -> None:
    row = asked()
    other = Client()
    other.force_login(factories.user(permissions=permissions))
    assert (other.get(page_of(row)).status_code == 200) is reads
    assert (other.get(DESK).status_code == 200) is reads
    do(other, row, "answer", **{"answer-text": "It is insured."})
    assert (row.state == State.ANSWERED) is answers


def test_what_is_not_confirmed_is_seen_by_nobody(client: Client, advice: Advice) -> None:
    row = asked(State.SENT)
    assert client.get(page_of(row), follow=True).status_code == 404
    assert row.title not in client.get(f"{DESK}?state=all").text


def test_first_page_of_the_admin_says_what_waits(client: Client, advice: Advice) -> None:
    row = asked()
    page = client.get("/admin/").text
    assert "Questions to answer (1)" in page
    assert row.title in page


# --- The list ----------------------------------------------------------------------------


def test_oldest_stands_first_and_overdue_is_said(client: Client, advice: Advice) -> None:
    asked(text="The new one?")
    asked(text="The old one?", waiting_since=timezone.now() - datetime.timedelta(days=20))
    page = client.get(DESK).text
    assert page.index("The old one?") < page.index("The new one?")
    assert re.search(r"\d+ of 5 working days, overdue", page)
    assert "The new one?" not in client.get(f"{DESK}?overdue=yes").text


def test_list_is_narrowed(client: Client, expert: Any, advice: Advice) -> None:
    asked(text="Mine?", assigned_to=expert)
    asked(text="Polish?", language="pl", country="PL", topic=topic("grants"))
    asked(State.ANSWERED, text="Answered?")
    for query, found in {
        "": {"Mine?", "Polish?"},
        "whose=me": {"Mine?"},
        "whose=nobody": {"Polish?"},
        "language=pl": {"Polish?"},
        "country=PL": {"Polish?"},
        f"topic={topic('grants').pk}": {"Polish?"},
        "state=answered": {"Answered?"},
        "state=all": {"Mine?", "Polish?", "Answered?"},
        "q=polish": {"Polish?"},
    }.items():
        page = client.get(f"{DESK}?{query}").text
        assert {text for text in ("Mine?", "Polish?", "Answered?") if text in page} == found, query


def test_queries_do_not_grow(client: Client, expert: Any, advice: Advice) -> None:
    def asks() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(f"{DESK}results/")
        return len([one for one in found if "contentversion" not in one["sql"]])

    asked(assigned_to=expert)
    asks()
    few = asks()
    for _number in range(10):
        asked(assigned_to=factories.user("Experts"))
    assert asks() == few


# --- Answering ---------------------------------------------------------------------------


def test_taking_and_handing_over(client: Client, expert: Any, advice: Advice) -> None:
    row, colleague = asked(), factories.user("Experts")
    do(client, row, "take")
    assert (row.state, row.assigned_to) == (State.ASSIGNED, expert)
    do(client, row, "assign", **{"assign-to": colleague.pk})
    assert row.assigned_to == colleague
    stranger = factories.user("Editors")
    assert do(client, row, "assign", **{"assign-to": stranger.pk}).status_code == 422


def test_draft_is_kept_for_experts(client: Client, advice: Advice) -> None:
    row = asked()
    do(client, row, "keep", **{"answer-text": "Half an answer"})
    assert (row.draft, row.state) == ("Half an answer", State.NEW)
    assert "Half an answer" in client.get(page_of(row)).text
    assert not Mail.objects.exists()


def test_answer_goes_out_by_mail_once(client: Client, expert: Any, advice: Advice) -> None:
    row = asked(language="pl")
    do(client, row, "answer", **{"answer-text": "Ubezpieczenie."})
    assert (row.state, row.draft, row.assigned_to) == (State.ANSWERED, "", expert)
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == (row.email, "pl")
    assert "Ubezpieczenie." in mail.text
    assert "Helena" in mail.text
    do(client, row, "answer", **{"answer-text": "Once more."})
    assert Mail.objects.count() == 1


def test_whatever_is_pressed_nothing_typed_is_lost(client: Client, advice: Advice) -> None:
    row = asked()
    typed = {"answer-text": "Half an answer", "note-text": "She rang."}
    do(client, row, "take", **typed)
    assert (row.draft, row.notes.get().text) == ("Half an answer", "She rang.")
    do(client, row, "note", **{"answer-text": "Nearly an answer", "note-text": "Twice."})
    assert (row.draft, row.notes.count()) == ("Nearly an answer", 2)
    page = do(client, row, "assign", **{"answer-text": "An answer", "note-text": "Three."})
    assert page.status_code == 422
    assert "An answer</textarea>" in page.text
    assert "Three.</textarea>" in page.text


def test_notes_are_kept_with_their_author(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    do(client, row, "note", **{"note-text": "She rang, too."})
    text = client.get(page_of(row)).text
    assert "She rang, too." in text
    assert "Helena Dubská" in text


def test_paragraph_is_put_behind_what_is_written(client: Client, advice: Advice) -> None:
    row = asked()
    wanted = Canned.objects.create(title="Greeting", texts={"en": "With kind regards."})
    other = Canned.objects.create(title="Only Polish", texts={"pl": "Pozdrawiamy."})
    given = {"answer-text": "It is insured.", "answer-canned": wanted.pk}
    page = do(client, row, "insert", **given).text
    assert "It is insured.\n\nWith kind regards.</textarea>" in page
    assert f'<option value="{other.pk}"' not in page
    assert row.draft == ""


def test_empty_answer_is_refused(client: Client, advice: Advice) -> None:
    row = asked()
    assert do(client, row, "answer", **{"answer-text": " "}).status_code == 422
    assert row.state == State.NEW


def test_published_answer_is_pointed_to(client: Client, advice: Advice) -> None:
    row, known = asked(), question("en", title="Who pays for a window?")
    assert "Who pays for a window?" in client.get(page_of(row)).text
    do(client, row, "same", **{"same-question": known.pk, "same-text": "See there."})
    assert (row.state, row.duplicate_of) == (State.ANSWERED, known)
    mail = Mail.objects.get()
    assert "See there." in mail.text
    assert known.url_in("en") in mail.text


def test_likely_answer_is_offered_first_however_old(
    client: Client, advice: Advice, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advice.desk.forms.MOST_OFFERED", 2)
    known = question("en", title="Who pays for a broken window?")
    for _number in range(3):
        question("en")
    portal.rebuild()
    page = client.get(page_of(asked())).text
    assert page.index("Perhaps this one") < page.index(known.title) < page.index("All, the newest")


def test_drafts_cannot_be_pointed_to(client: Client, advice: Advice) -> None:
    row, draft = asked(), question("en", live=False)
    assert do(client, row, "same", **{"same-question": draft.pk}).status_code == 422


def test_closing_needs_no_answer(client: Client, advice: Advice) -> None:
    row = asked()
    do(client, row, "close")
    assert row.state == State.CLOSED
    assert row.done_at
    assert not Mail.objects.exists()


def test_closed_by_mistake_is_opened_again(client: Client, expert: Any, advice: Advice) -> None:
    row = asked()
    do(client, row, "close")
    assert "Open it again" in client.get(page_of(row)).text
    do(client, row, "reopen")
    assert (row.state, row.assigned_to, row.done_at) == (State.ASSIGNED, expert, None)


# --- Two at once -------------------------------------------------------------------------


@pytest.fixture
def colleague(advice: Advice) -> Client:
    made = Client()
    made.force_login(who_reads_english("Pavel", "Rehor"))
    return made


def seen(client: Client, row: Asked) -> dict[str, Any]:
    """Return how the question is as ``client`` opens it."""
    found = re.search(r'name="seen" value="(\w+)"', client.get(page_of(row)).text)
    assert found
    return {"seen": found[1]}


def test_second_draft_does_not_overwrite_the_first(client: Client, colleague: Client) -> None:
    row = asked()
    mine, theirs = seen(client, row), seen(colleague, row)
    do(colleague, row, "keep", **theirs, **{"answer-text": "Pavel's draft"})
    late = do(client, row, "keep", **mine, **{"answer-text": "Helena's draft"})
    assert (late.status_code, row.draft) == (409, "Pavel's draft")
    assert "Helena&#x27;s draft</textarea>" in late.text
    assert "Pavel&#x27;s draft" in late.text
    again = re.search(r'name="seen" value="(\w+)"', late.text)
    assert again
    do(client, row, "keep", seen=again[1], **{"answer-text": "Helena's draft"})
    assert row.draft == "Helena's draft"


def test_second_who_takes_it_is_told(client: Client, colleague: Client) -> None:
    row = asked()
    mine, theirs = seen(client, row), seen(colleague, row)
    do(colleague, row, "take", **theirs)
    late = do(client, row, "take", **mine)
    assert late.status_code == 409
    assert row.assigned_to
    assert row.assigned_to.last_name == "Rehor"
    assert "Pavel Rehor is at it" in late.text


def test_second_answer_is_not_sent_and_not_lost(client: Client, colleague: Client) -> None:
    row = asked()
    mine, theirs = seen(client, row), seen(colleague, row)
    do(colleague, row, "answer", **theirs, **{"answer-text": "The insurance."})
    late = do(client, row, "answer", **mine, **{"answer-text": "The employer."})
    assert (late.status_code, Mail.objects.count()) == (409, 1)
    assert "It was not sent" in late.text
    assert "The employer.</textarea>" in late.text


def test_unknown_button_is_refused(client: Client, advice: Advice) -> None:
    assert do(client, asked(), "explode").status_code == 400
