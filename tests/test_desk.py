"""The staff's desk: what waits, how it is narrowed, and one page to decide on it."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from portal.common.models import Mail
from submissions import flow, letters
from submissions.desk import days, differences, looking
from submissions.models import Message, Reason, Submission
from tests import factories
from tests.admin import PUBLISH, client_of, organisation_form
from tests.admin import address as entry_address
from tests.sending import entry_of, sent, waiting
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Submission.State
LONG_AGO = timezone.now() - datetime.timedelta(days=20)


@pytest.fixture
def moderator() -> Client:
    client = client_of("Moderators", first_name="Jitka")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def other() -> Client:
    client = client_of("Moderators", first_name="Petr")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def listed(client: Client, **asked: str) -> list[Submission]:
    """Return the rows of the list narrowed by ``asked``."""
    return list(client.get(reverse("desk"), asked).context["object_list"])


def address(row: Submission) -> str:
    return reverse("desk_submission", args=[row.pk])


def opened(client: Client, row: Submission) -> str:
    return client.get(address(row)).content.decode()


def do(client: Client, row: Submission, act: str, **typed: Any) -> Any:
    """Press a button of the page; return the answer."""
    answer = client.post(address(row), {"do": act, **typed})
    row.refresh_from_db()
    return answer


def reason(decision: str = Reason.For.DECLINED) -> Reason:
    found = Reason.objects.filter(decision=decision).first()
    assert found
    return found


# --- Days ------------------------------------------------------------------------------


def test_overdue_is_what_is_older_than_the_target() -> None:
    edge = days.overdue_before()
    assert not days.is_overdue(edge)
    assert days.is_overdue(edge - datetime.timedelta(seconds=1))


# --- The list --------------------------------------------------------------------------


def test_what_waits_is_listed_oldest_first(moderator: Client) -> None:
    new, old = waiting(), waiting(since=LONG_AGO)
    sent()
    assert listed(moderator) == [old, new]


def test_list_is_narrowed_by_type_language_and_age(moderator: Client) -> None:
    czech, old = waiting(language="cs"), waiting(since=LONG_AGO)
    assert listed(moderator, language="cs") == [czech]
    assert listed(moderator, overdue="yes") == [old]
    assert listed(moderator, kind="organisation") == [old, czech]


def test_every_state_but_drafts_is_found(moderator: Client) -> None:
    declined, unconfirmed, draft = waiting(), sent(), sent()
    flow.decline(declined, factories.user("Moderators"), "", ["No."])
    Submission.objects.filter(pk=draft.pk).update(state=State.DRAFT)
    assert listed(moderator, state=State.DECLINED) == [declined]
    assert listed(moderator, state=State.SENT) == [unconfirmed]
    assert set(listed(moderator, state="all")) == {declined, unconfirmed}


def test_search_finds_reference_name_and_email_in_any_state(moderator: Client) -> None:
    row = waiting(name="Útulek Za Vodou", contact_email="ema@utulek.example")
    waiting()
    flow.decline(row, factories.user("Moderators"), "", ["No."])
    for typed in (row.reference, row.reference.lower(), "utulek vodou", "ema@utulek"):
        assert listed(moderator, q=typed) == [row], typed


def test_overdue_is_said_in_words(moderator: Client) -> None:
    waiting()
    assert "overdue" not in moderator.get(reverse("desk_results")).content.decode()
    waiting(since=LONG_AGO)
    assert "overdue" in moderator.get(reverse("desk_results")).content.decode()


def test_list_asks_the_database_as_often_for_many_as_for_few(moderator: Client) -> None:
    for _number in range(3):
        waiting()
    few = queries(moderator)
    for _number in range(3):
        waiting()
    assert queries(moderator) == few


def test_calls_say_whose_they_are_without_a_query_for_each(moderator: Client) -> None:
    calls = [call_waiting("Shelter Za Vodou")]
    few = queries(moderator)
    assert "Shelter Za Vodou" in moderator.get(reverse("desk")).content.decode()
    calls += [call_waiting(name) for name in ("Sousedé", "Mosty")]
    assert listed(moderator, kind="opportunity") == calls
    assert queries(moderator) == few


def call_waiting(name: str) -> Submission:
    call = factories.opportunity(live=False, organisation=factories.organisation(name=name))
    return Submission.objects.create(
        kind_slug="opportunity",
        language="cs",
        email="ema@example.org",
        entry=call,
        state=State.WAITING,
        waiting_since=timezone.now(),
    )


def queries(client: Client) -> int:
    client.get(reverse("desk"))  # what a process learns once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(reverse("desk"))
    return len(captured)


def test_findings_are_made_by_the_worker_and_counted_in_the_list(moderator: Client) -> None:
    row = waiting(contact_email="ema@gmail.com")
    assert "not looked at yet" in moderator.get(reverse("desk")).content.decode()
    looking.look_at_new()
    row.refresh_from_db()
    assert row.found["notice"] >= 1
    assert "not looked at yet" not in moderator.get(reverse("desk")).content.decode()


def test_menu_says_how_much_waits(moderator: Client) -> None:
    assert "To check (" not in moderator.get(reverse("wagtailadmin_home")).content.decode()
    waiting()
    assert "To check (1)" in moderator.get(reverse("wagtailadmin_home")).content.decode()


# --- The page --------------------------------------------------------------------------


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


# --- Several moderators ----------------------------------------------------------------


def test_opened_by_another_moderator_it_is_shown_as_such(moderator: Client, other: Client) -> None:
    row = waiting()
    opened(moderator, row)
    page = opened(other, row)
    assert "Jitka" in page
    assert 'value="publish"' not in page
    assert 'value="take"' not in page
    assert "Jitka" in other.get(reverse("desk")).content.decode()
    do(other, row, "publish")
    assert row.state == State.WAITING


def test_after_a_quarter_of_an_hour_it_may_be_taken_over(moderator: Client, other: Client) -> None:
    row = waiting()
    opened(moderator, row)
    do(other, row, "take")
    assert entry_of(row).locked_by.first_name == "Jitka"
    entry = entry_of(row)
    quarter = timezone.now() - datetime.timedelta(minutes=15)
    type(entry).objects.update(locked_at=quarter)
    assert 'value="take"' in opened(other, row)
    do(other, row, "take")
    assert entry_of(row).locked_by.first_name == "Petr"
    assert 'value="publish"' in opened(other, row)
    do(moderator, row, "publish")
    assert row.state == State.WAITING


@pytest.mark.parametrize("act", ["publish", "back"])
def test_decided_or_put_back_it_is_open_to_others(moderator: Client, act: str) -> None:
    row = waiting()
    opened(moderator, row)
    assert entry_of(row).locked
    do(moderator, row, act)
    assert not entry_of(row).locked


def test_withdrawn_by_its_author_it_is_let_go(moderator: Client) -> None:
    row = waiting()
    opened(moderator, row)
    flow.withdraw(row)
    assert not entry_of(row).locked


def test_next_one_is_none_that_another_moderator_has_open(moderator: Client, other: Client) -> None:
    first, second, third = waiting(), waiting(), waiting()
    opened(other, second)
    assert do(moderator, first, "publish")["Location"] == address(third)


def test_second_decision_is_told_who_was_first(moderator: Client) -> None:
    row = waiting()
    flow.decline(row, factories.user("Moderators", first_name="Petr"), "", ["No."])
    do(moderator, row, "publish")
    assert row.state == State.DECLINED
    assert "Petr was first: declined." in opened(moderator, row)


def test_what_was_sent_back_meanwhile_is_not_declined_by_who_saw_it_waiting(
    moderator: Client,
) -> None:
    row = waiting()
    page = opened(moderator, row)
    assert '<input type="hidden" name="seen" value="waiting">' in page
    flow.ask_for_changes(row, factories.user("Moderators"), "Please.")
    typed = {"seen": "waiting", "decline-reasons": [reason().pk]}
    do(moderator, row, "decline", **typed)
    assert row.state == State.CHANGES
    do(moderator, row, "decline", **{**typed, "seen": "changes"})
    assert row.state == State.DECLINED


# --- Wagtail's own editor --------------------------------------------------------------


def form_of(row: Submission, **changes: Any) -> dict[str, Any]:
    draft: Any = entry_of(row).get_latest_revision_as_object()
    facts = {
        "name": draft.name,
        "legal_form": draft.legal_form,
        "place": draft.place_id,
        "fields": [field.pk for field in draft.fields.all()],
    }
    return organisation_form(**facts | changes)


def mails_of_publication(row: Submission) -> int:
    return Mail.objects.filter(event__startswith=f"submission-{row.pk}-published-").count()


def test_corrected_and_approved_in_wagtail_it_is_published(moderator: Client) -> None:
    row = waiting()
    opened(moderator, row)
    url = entry_address("edit", entry_of(row))
    moderator.post(url, form_of(row, summary="Corrected."))
    row.refresh_from_db()
    assert row.state == State.WAITING
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    moderator.post(url, {**form_of(row, summary="Corrected again."), **approve})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    entry: Any = entry_of(row)
    assert (entry.live, entry.locked, entry.summary) == (True, False, "Corrected again.")
    assert mails_of_publication(row) == 1


@pytest.mark.parametrize("asked", [False, True])
def test_published_past_the_workflow_it_is_published(moderator: Client, asked: bool) -> None:
    row = waiting()
    if asked:
        flow.ask_for_changes(row, factories.user("Moderators"), "Please.")
    url = entry_address("edit", entry_of(row))
    moderator.post(url, {**form_of(row, summary="By hand."), **PUBLISH})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert row.events.last().by.first_name == "Jitka"  # type: ignore[union-attr]
    assert mails_of_publication(row) == 1
    moderator.post(url, {**form_of(row, summary="Once more."), **PUBLISH})
    assert mails_of_publication(row) == 1


def test_published_after_the_workflow_was_ended_it_is_published(moderator: Client) -> None:
    row = waiting()
    entry_of(row).current_workflow_state.cancel(user=factories.user("Moderators"))
    row.refresh_from_db()
    assert row.state == State.WAITING
    url = entry_address("edit", entry_of(row))
    moderator.post(url, {**form_of(row), **PUBLISH})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert mails_of_publication(row) == 1


def test_sent_back_in_wagtail_its_author_is_told(moderator: Client) -> None:
    row = waiting()
    entry = entry_of(row)
    state = entry.current_workflow_task_state
    url = entry_address("workflow_action", entry, "reject", state.pk)
    moderator.post(url, {"comment": "Where is it?"})
    row.refresh_from_db()
    assert row.state == State.CHANGES
    assert row.messages.get().text == "Where is it?"


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
