"""The page to decide on: what it shows, and what its buttons do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.common.models import Mail
from submissions import flow, letters
from submissions.desk import differences
from submissions.models import Message, Reason, Submission
from tests import factories
from tests.admin import address as entry_address
from tests.desk import LONG_AGO, address, do, listed, opened, reason
from tests.sending import entry_of, waiting
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Submission.State


def test_page_shows_all_there_is_to_know(portal: Portal, moderator: Client) -> None:
    before = waiting(contact_email="ema@gmail.com")
    flow.decline(before, factories.user("Moderators"), "Sorry.", ["No."])
    row = waiting(contact_email="ema@gmail.com")
    letters.write(row, "How long does it take?")
    page = opened(moderator, row)
    assert "gmail.com" in page
    assert before.reference in page
    assert "How long does it take?" in page
    assert "Ema Nováková" in page
    assert "New: nothing of it is public yet." in page
    look = moderator.get(reverse("desk_look", args=[row.pk]))
    assert "We look after dogs nobody wants any more." in look.content.decode()
    assert "sandbox" in look["Content-Security-Policy"]


def test_differences_from_the_live_version_are_shown(moderator: Client) -> None:
    row = waiting()
    flow.publish(row, factories.user("Moderators"))
    row.refresh_from_db()
    change = flow.change(row.kind, entry_of(row), row.email)
    typed = {**change.data["what"], "summary": ["We look after cats nobody wants any more."]}
    flow.keep(change, "what", typed)
    flow.send(change)
    page = opened(moderator, change)
    assert '<span class="deletion">dogs</span>' in page
    assert '<span class="addition">cats</span>' in page


def test_what_the_author_corrected_is_shown_apart(moderator: Client) -> None:
    row = waiting()
    do(moderator, row, "changes", **{"changes-text": "Cats, please."})
    typed = {**row.data["what"], "summary": ["We look after cats nobody wants any more."]}
    flow.keep(row, "what", typed)
    flow.correct(row)
    page = opened(moderator, row)
    assert "What the author has changed since we asked" in page
    assert '<span class="addition">cats</span>' in page


def test_publishing_opens_the_next_one_and_says_so(moderator: Client) -> None:
    first, second = waiting(since=LONG_AGO), waiting()
    answer = do(moderator, first, "publish")
    assert first.state == State.PUBLISHED
    assert entry_of(first).live
    assert answer["Location"] == address(second)
    page = moderator.get(answer["Location"]).content.decode()
    assert f"Published: {first.title}" in page
    assert '<h2 tabindex="-1" autofocus>' in page
    assert do(moderator, second, "publish")["Location"] == reverse("desk")


def test_next_one_is_of_the_list_as_it_was_narrowed(moderator: Client) -> None:
    first, _other, third = waiting(language="cs"), waiting(), waiting(language="cs")
    answer = moderator.post(f"{address(first)}?language=cs", {"do": "publish"})
    assert answer["Location"] == f"{address(third)}?language=cs"


def test_incomplete_entry_is_not_published_and_says_why(moderator: Client) -> None:
    row = waiting()
    entry = entry_of(row)
    draft: Any = entry.get_latest_revision_as_object()
    draft.summary = ""
    draft.save_revision(clean=False)
    answer = do(moderator, row, "publish")
    assert answer.status_code == 422
    assert row.state == State.WAITING
    page = answer.content.decode()
    assert "In one sentence:" in page
    assert entry_address("edit", entry) in page


def test_changes_are_asked_for_with_reasons_a_sentence_and_remarks(moderator: Client) -> None:
    row = waiting(language="cs")
    why = reason(Reason.For.CHANGES)
    typed = {
        "changes-reasons": [why.pk],
        "changes-text": "Ještě jedna věc.",
        "changes-remark-summary": "Pro koho to je?",
    }
    do(moderator, row, "changes", **typed)
    assert row.state == State.CHANGES
    letter = row.messages.get()
    assert letter.reasons == [why.texts["cs"]]
    assert letter.text == "Ještě jedna věc."
    assert letter.remarks == {"summary": "Pro koho to je?"}
    assert row.kind.forms(row)["what"].remarks == {"summary": "Pro koho to je?"}


@pytest.mark.parametrize("act", ["changes", "decline", "letter"])
def test_authors_are_not_left_without_a_word(moderator: Client, act: str) -> None:
    row = waiting()
    mails = Mail.objects.count()
    assert do(moderator, row, act).status_code == 422
    assert row.state == State.WAITING
    assert Mail.objects.count() == mails


def test_what_was_typed_is_kept_when_something_is_missing(moderator: Client) -> None:
    row = waiting()
    page = do(moderator, row, "decline", **{"decline-text": "So sorry."}).content.decode()
    assert "So sorry." in page
    assert "Tick at least one reason" in page


def test_declined_with_a_reason_in_the_language_of_the_author(moderator: Client) -> None:
    row, why = waiting(language="pl"), reason()
    do(moderator, row, "decline", **{"decline-reasons": [why.pk]})
    assert row.state == State.DECLINED
    assert row.messages.get().reasons == [why.texts["pl"]]
    history = moderator.get(entry_address("history", entry_of(row))).content.decode()
    assert "Declined what was sent" in history


def test_letter_goes_to_the_author_and_stays_in_the_thread(moderator: Client) -> None:
    row = waiting()
    do(moderator, row, "letter", **{"letter-text": "Thank you!"})
    assert row.state == State.WAITING
    assert "Thank you!" in opened(moderator, row)
    assert Mail.objects.filter(event__contains="-letter-", to=row.email).count() == 1


def test_letter_of_an_author_is_new_until_somebody_opens_it(moderator: Client) -> None:
    row = waiting()
    letters.write(row, "Hello?")
    assert listed(moderator, state="letters") == [row]
    opened(moderator, row)
    assert listed(moderator, state="letters") == []
    assert Message.objects.get().seen_at


def test_every_field_of_a_call_can_be_compared(moderator: Client) -> None:
    call = factories.opportunity(times=["weekend"], languages=["cs"], offers=["training"])
    draft: Any = call.get_latest_revision_as_object()
    draft.times, draft.languages, draft.offers = ["weekday_morning"], ["en"], []
    draft.fields, draft.places = [factories.field("sport")], [factories.place("Praha")]
    draft.tags.add("new")
    for field in draft._meta.fields:
        if field.name in ("title", "summary", "description", "street"):
            setattr(draft, field.name, "Other")
    request = moderator.get(reverse("desk")).wsgi_request
    before = type(call).objects.get(pk=call.pk)
    with translation.override("en"):
        found = {row.label: str(row.html) for row in differences.between(before, draft, request)}
    assert "Praha" in found["Towns"]
    assert '<span class="addition">weekday mornings</span>' in found["Times"]
    assert len(found) >= 9, found
