"""An entry in one more language, from its people's corner to the page that visitors read."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import Translation

from opportunities.models import Opportunity
from organisations_directory.models import ContactPerson, Organisation
from portal.common.links import Link
from portal.common.models import Entry, Mail
from submissions import flow, retention, versions
from submissions.models import Submission
from tests import factories
from tests.admin import client_of
from tests.calls import address_of, post
from tests.corner import at, inside, person
from tests.people import HIDDEN
from tests.sites import Portal
from tests.test_translations import translate_this

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
State = Submission.State
POLISH = {
    "title": "Spacer z psami",
    "summary": "Godzina w lesie z psem, który na to czeka.",
    "description": "Psy z naszego schroniska muszą wyjść.\n\nLudzie też.",
    "requirements": "Nie boisz się dużych psów.",
}


@pytest.fixture
def who(portal: Portal) -> ContactPerson:
    return person(factories.organisation(name="Spolek", about="<p>Od roku 1990.</p>"))


@pytest.fixture
def call(who: ContactPerson) -> Opportunity:
    return factories.opportunity(
        organisation=who.organisation,
        title="Venčení psů",
        requirements="<p>Pevné boty.</p>",
        tags=["psi"],
        people_wanted=4,
    )


@pytest.fixture
def moderator() -> Any:
    return factories.user("Moderators", first_name="Jitka")


def begun(who: ContactPerson, entry: Entry, language: str = "pl") -> Submission:
    """Press the button for a version; return what it leads to."""
    if isinstance(entry, Organisation):
        address = at("corner_profile_version", language)
    else:
        address = at("corner_call_version", entry.pk, language)
    answer = inside(who).post(address)
    assert "/send/" in answer["Location"]
    return Submission.objects.order_by("-pk")[0]


def send(row: Submission, texts: dict[str, str]) -> Submission:
    """Fill in the form and press its last button."""
    client = Client()
    answer = post(client, row, versions.TEXTS, texts)
    assert answer.status_code == 302, answer.context["form"].errors
    page = address_of(row)
    hidden = dict(HIDDEN.findall(client.get(page).content.decode()))
    assert client.post(page, {**hidden, "consent": "on"}).status_code == 302
    row.refresh_from_db()
    return row


def waiting(who: ContactPerson, call: Opportunity) -> Submission:
    return send(begun(who, call), POLISH)


def version(call: Opportunity, language: str = "pl") -> Opportunity:
    found: Opportunity = Opportunity.objects.get(source=call, locale__language_code=language)
    return found


# --- In the corner -------------------------------------------------------------------------


def test_corner_offers_the_languages_that_are_missing_and_those_that_are_there(
    who: ContactPerson, call: Opportunity
) -> None:
    factories.translation(call, "en", title="Walk the dogs")
    text = inside(who).get(at("corner")).content.decode()
    assert text.count("Add a version: Polski") == 2
    assert text.count("Add a version: English") == text.count("Change the version: English") == 1
    assert "version: Čeština" not in text


def test_corner_asks_no_more_for_more_calls(who: ContactPerson, call: Opportunity) -> None:
    client = inside(who)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(at("corner"))
        # What is kept for each content version asks for that alone; tests ask each time.
        return sum("contentversion" not in query["sql"] for query in asked.captured_queries)

    queries()  # what is read once for each content version
    few = queries()
    for _ in range(3):
        factories.translation(factories.opportunity(organisation=who.organisation), "pl")
    queries()
    assert queries() == few


@pytest.mark.parametrize("language", ["cs", "de"])
def test_own_language_and_unknown_ones_are_not_found(
    who: ContactPerson, call: Opportunity, language: str
) -> None:
    client = inside(who)
    assert client.post(at("corner_profile_version", language)).status_code == 404
    assert client.post(at("corner_call_version", call.pk, language)).status_code == 404


def test_what_visitors_do_not_see_gets_no_version(who: ContactPerson, call: Opportunity) -> None:
    call.unpublish()
    assert inside(who).post(at("corner_call_version", call.pk, "pl")).status_code == 404


def test_calls_of_others_get_no_version(who: ContactPerson) -> None:
    foreign = factories.opportunity()
    assert inside(who).post(at("corner_call_version", foreign.pk, "pl")).status_code == 404
    assert not Submission.objects.exists()


def test_pressing_twice_leads_to_one_draft_for_each_language(
    who: ContactPerson, call: Opportunity
) -> None:
    assert begun(who, call) == begun(who, call)
    begun(who, call, "en"), begun(who, who.organisation)
    languages = Submission.objects.order_by("pk").values_list("language", flat=True)
    assert list(languages) == ["pl", "en", "pl"]


# --- The form --------------------------------------------------------------------------------


def test_form_asks_for_texts_only_with_the_source_beside_each(
    who: ContactPerson, call: Opportunity
) -> None:
    row = begun(who, call)
    page = Client().get(address_of(row, versions.TEXTS))
    assert set(page.context["form"].fields) == {"title", "summary", "description", "requirements"}
    text = page.content.decode()
    assert '<div class="beside__source" lang="cs"><p class="soft">Čeština</p><p>Venčení psů' in text
    assert text.count(' lang="pl"') >= 4
    profile = Client().get(address_of(begun(who, who.organisation), versions.TEXTS))
    assert set(profile.context["form"].fields) == {"summary", "about"}


def test_deleted_entry_is_said_and_nothing_is_sent(who: ContactPerson, call: Opportunity) -> None:
    row = begun(who, call)
    call.delete()
    answer = post(Client(), row, versions.TEXTS, POLISH)
    assert answer.status_code == 422
    assert "has been deleted" in answer.content.decode()
    assert Client().get(address_of(row)).status_code == 302


# --- From the form to the page ---------------------------------------------------------------


def test_version_travels_from_the_corner_to_visitors(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    row = waiting(who, call)
    assert row.state == State.WAITING
    draft = version(call)
    assert (draft.live, draft.workflow_in_progress) == (False, True)
    assert call.version_in("pl") == call
    flow.publish(row, moderator)
    shown = call.version_in("pl")
    assert shown == draft
    assert (shown.title, shown.requirements) == (
        POLISH["title"],
        "<p>Nie boisz się dużych psów.</p>",
    )
    assert shown.description.count("<p>") == 2
    assert list(shown.tags.names()) == []
    assert shown.facts.people_wanted == 4
    page = Client().get(call.version_in("pl").url_in("pl")).content.decode()
    assert "Spacer z psami" in page
    call.refresh_from_db()
    assert call.title == "Venčení psů"


def test_letters_come_in_the_language_of_the_person(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    flow.publish(waiting(who, call), moderator)
    assert set(Mail.objects.values_list("to", "language")) == {(who.email, "en")}
    mail = Mail.objects.get(event__contains="-published-")
    assert "“Spacer z psami (Polski)” is online" in mail.text
    assert version(call).url_in("pl") in mail.text


def test_profile_goes_the_same_way(who: ContactPerson, moderator: Any) -> None:
    texts = {"summary": "Opiekujemy się psami, których nikt nie chce.", "about": "Od 1990."}
    row = send(begun(who, who.organisation), texts)
    assert row.title == "Spolek (Polski)"
    flow.publish(row, moderator)
    shown = who.organisation.version_in("pl")
    assert (shown.summary, shown.about) == (texts["summary"], "<p>Od 1990.</p>")


def test_public_version_stays_until_its_change_is_checked(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    factories.translation(call, "pl", title="Psy", requirements="")
    row = begun(who, call)
    assert row.changes_entry
    assert row.data[versions.TEXTS]["title"] == ["Psy"]
    assert send(row, POLISH).state == State.WAITING
    assert call.version_in("pl").title == "Psy"
    flow.publish(row, moderator)
    assert call.version_in("pl").title == "Spacer z psami"
    assert call.translations.count() == 1


def test_changes_asked_for_reopen_the_texts(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    row = waiting(who, call)
    flow.ask_for_changes(row, moderator, "", (), {"title": "Too short."})
    assert "Too short." in Client().get(address_of(row, versions.TEXTS)).content.decode()
    send(row, {**POLISH, "title": "Spacer z psami ze schroniska"})
    flow.publish(row, moderator)
    assert call.version_in("pl").title == "Spacer z psami ze schroniska"


def test_declined_version_never_shows_and_may_be_tried_again(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    row = waiting(who, call)
    flow.decline(row, moderator, "Machine-made.", ())
    assert call.version_in("pl") == call
    again = begun(who, call)
    assert again != row
    flow.publish(send(again, POLISH), moderator)
    assert call.version_in("pl").title == "Spacer z psami"
    assert call.translations.count() == 1


def test_declined_version_is_deleted_in_time_and_a_translators_work_is_not(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    flow.decline(waiting(who, call), moderator, "Machine-made.", ())
    row = begun(who, call, "en")
    begun_by_staff = translate_this(client_of("Translators"), call, "en")
    flow.decline(send(row, POLISH), moderator, "Not English.", ())
    old = Submission.objects.all()[0].created_at.replace(year=2020)
    Submission.objects.update(saved_at=old)
    retention.carry_out()
    assert list(call.translations.all()) == [begun_by_staff]


def test_what_staff_translated_meanwhile_becomes_the_same_row(
    who: ContactPerson, call: Opportunity, moderator: Any
) -> None:
    row = begun(who, call)
    made = translate_this(client_of("Translators"), call)
    assert Translation.objects.get().enabled
    flow.publish(send(row, POLISH), moderator)
    made.refresh_from_db()
    assert (made.live, made.title) == (True, "Spacer z psami")
    assert not Translation.objects.get().enabled, "old strings could replace the author's"


# --- Who holds the link, and the desk --------------------------------------------------------


def test_link_of_a_version_ends_with_the_person(who: ContactPerson, call: Opportunity) -> None:
    other = person(who.organisation, email="ola@example.org")
    row = begun(who, call)
    link = Link.objects.get(purpose=flow.DRAFT, subject=row.pk)
    inside(other).post(at("corner_person_remove", who.pk))
    assert Client().get(reverse("submission_draft", args=[link.token])).status_code == 410
    row.refresh_from_db()
    assert row.email == "ola@example.org"


def test_desk_shows_both_languages_and_what_is_odd(who: ContactPerson, call: Opportunity) -> None:
    row = send(begun(who, call), {**POLISH, "summary": call.summary, "requirements": ""})
    desk = client_of("Moderators")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    text = desk.get(reverse("desk_submission", args=[row.pk])).content.decode()
    assert "Opportunity: another language · Polski" in text
    assert '<td lang="cs"><p>Venčení psů</p></td>' in text
    assert '<td lang="pl"><p>Spacer z psami</p></td>' in text
    assert "In one or two sentences: word for word as before." in text
    assert "What is expected: missing in this language." in text
    listed = desk.get(reverse("desk")).content.decode()
    assert "Spacer z psami (Polski)" in listed
    assert "Spolek" in listed


def test_desk_says_when_the_entry_itself_was_taken_down(
    who: ContactPerson, call: Opportunity
) -> None:
    row = waiting(who, call)
    Opportunity.objects.get(pk=call.pk).unpublish()
    draft = row.draft()
    assert draft
    assert "source-hidden" in {finding.code for finding in row.kind.findings(row, draft)}
