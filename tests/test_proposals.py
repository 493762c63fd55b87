"""What brokers propose: the letter, the answer on a page, and silence."""

import pytest
from django.test import Client

from portal.common.models import Mail
from tests.offering import Answer, answer_page, dogs, offer, proposal
from tests.sites import Portal
from tests.volunteering import interest, link_in, mails, my_page, travel
from volunteers import followup
from volunteers.flow import Moved
from volunteers.models import Consent, Interest, Proposal
from volunteers.offers import flow, proposing
from volunteers.offers.followup import FOLLOWUPS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def test_yes_becomes_an_interest_that_is_passed_on(client: Client) -> None:
    row = proposal()
    (letter,) = mails("proposal-")
    assert letter.to == row.offer.volunteer.email
    assert "Animals" in letter.text
    page = link_in(letter)
    assert row.opportunity.title in client.get(page).text
    row.refresh_from_db()
    assert (row.state, Interest.objects.count()) == (Answer.SENT, 0)
    for _time in range(2):
        assert client.post(page, {"answer": "yes", "yes-text": "On Sundays."}).status_code == 200
    row.refresh_from_db()
    made = Interest.objects.get()
    assert (row.state, row.interest_id, made.state) == (Answer.YES, made.pk, "passed")
    (told,) = mails("to-host")
    assert "On Sundays." in told.text
    assert Consent.objects.filter(volunteer=made.volunteer).count() == 2
    client.post(page, {"answer": "no"})
    row.refresh_from_db()
    assert row.state == Answer.YES


def test_what_was_proposed_is_not_shown_as_fitting_once_more(client: Client) -> None:
    row, fitting = offer(), dogs(title="Walk the dogs")
    page = my_page(row.volunteer)
    assert "This is open and fits" in client.get(page).text
    proposing.propose(row, fitting, "Animals", None)
    text = client.get(page).text
    assert "This is open and fits" not in text
    assert text.count("Walk the dogs") == 1


def test_no_may_say_why_and_passes_nothing_on(client: Client) -> None:
    row = proposal()
    page = answer_page(row)
    client.post(page, {"answer": "no", "no-reason": "place", "no-text": "Two hours by bus."})
    row.refresh_from_db()
    assert (row.state, row.reason, row.text) == (Answer.NO, "place", "Two hours by bus.")
    assert not Interest.objects.exists()
    assert "We go on looking" in client.get(page).text


def test_junk_is_no_answer(client: Client) -> None:
    row = proposal()
    page = answer_page(row)
    client.post(page, {"answer": "maybe"})
    assert client.post(page, {"answer": "no", "no-reason": "<x>"}).status_code == 422
    row.refresh_from_db()
    assert row.state == Answer.SENT


def test_what_has_ended_meanwhile_takes_no_yes(client: Client) -> None:
    row = proposal()
    row.opportunity.unpublish()
    page = answer_page(row)
    assert "not open any more" in client.post(page, {"answer": "yes"}).text
    row.refresh_from_db()
    assert (row.state, Interest.objects.count()) == (Answer.SENT, 0)


def test_yes_of_who_wrote_by_themselves_is_the_same_interest(client: Client) -> None:
    call = dogs()
    known = interest(about=call, email="radka@example.org")
    row = proposing.propose(offer(email="radka@example.org"), call, "", None)
    client.post(answer_page(row), {"answer": "yes"})
    row.refresh_from_db()
    assert row.interest_id == known.pk
    assert Interest.objects.count() == 1


def test_nothing_is_proposed_twice_or_to_who_wants_nothing() -> None:
    row = proposal()
    with pytest.raises(Moved):
        proposing.propose(row.offer, row.opportunity, "", None)
    flow.pause(row.offer, paused=True)
    with pytest.raises(Moved):
        proposing.propose(row.offer, dogs(), "", None)
    flow.withdraw(row.offer)
    row.refresh_from_db()
    assert (row.state, Proposal.objects.count()) == (Answer.EXPIRED, 1)


# --- By itself ---------------------------------------------------------------------------


def look() -> list[str]:
    """Let the worker look twice; return what the new mails are about."""
    before = set(Mail.objects.values_list("pk", flat=True))
    for _time in range(2):
        followup.look_after(FOLLOWUPS)
    events = Mail.objects.exclude(pk__in=before).order_by("pk").values_list("event", flat=True)
    return [event.rsplit("-", 1)[1] for event in events]


def test_silence_about_a_proposal_is_followed_up(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    travel(monkeypatch, "2026-11-02 10:00")  # a Monday
    row, gone = proposal(), proposal()
    gone.opportunity.unpublish()
    travel(monkeypatch, "2026-11-09 09:00")
    assert look() == []
    travel(monkeypatch, "2026-11-09 11:00")
    assert look() == ["again"]
    travel(monkeypatch, "2026-11-16 10:30")
    assert look() == []
    row.refresh_from_db()
    assert row.state == Answer.SENT
    travel(monkeypatch, "2026-11-16 12:00")
    assert look() == []
    row.refresh_from_db()
    assert (row.state, bool(row.done_at)) == (Answer.EXPIRED, True)
    proposing.accept(row, "", "You may.")  # late is welcome
    assert row.state == Answer.YES
