"""The people of an organisation, its profile, and what they sent."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations_directory.models import ContactPerson
from portal.common import hiding, watches
from portal.common.hiding import Reason
from portal.common.links import Link
from portal.common.models import Mail
from submissions import flow, receivers
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.corner import at, inside, path_in, person
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
State = Submission.State


# --- People --------------------------------------------------------------------------


def test_author_of_an_accepted_profile_is_its_first_person(portal: Portal) -> None:
    entry = factories.organisation(contact_name="Ema Nováková", contact_phone="+420 1")
    row = flow.start(kind_called("organisation"), None, "pl")
    row.entry, row.state, row.email = entry, State.WAITING, "ema@example.org"
    row.save()
    receivers.accept(row, None)
    (who,) = entry.people.all()
    assert (who.name, who.email, who.phone) == ("Ema Nováková", "ema@example.org", "+420 1")
    assert who.language == "pl"
    assert who.confirmed_at


def test_invited_person_gets_in_from_their_own_mailbox(portal: Portal) -> None:
    client = inside(person())
    form = {"name": "Jan", "email": "jan@example.org", "language": "cs"}
    assert client.post(at("corner_person_add"), form).status_code == 302
    mail = Mail.objects.get(to="jan@example.org")
    assert mail.language == "cs"
    new = Client()
    new.post(path_in(mail, "/corner/invited/"))
    assert new.get(at("corner")).status_code == 200
    assert ContactPerson.objects.get(email="jan@example.org").confirmed_at


def test_same_person_is_invited_once(portal: Portal) -> None:
    client = inside(person())
    for email in ("jan@example.org", "JAN@example.org"):
        client.post(at("corner_person_add"), {"name": "Jan", "email": email, "language": "cs"})
    assert ContactPerson.objects.count() == 2


def test_removed_person_is_out_at_once_with_all_their_links(portal: Portal) -> None:
    who = person()
    organisation = who.organisation
    leaving = person(organisation, name="Jan", email="jan@example.org")
    call = factories.opportunity(organisation=organisation)
    gone = inside(leaving)
    row = flow.change(kind_called("organisation"), organisation, "jan@example.org")
    status = Link.objects.make(flow.STATUS, row.pk, 1).token
    letters = [
        Link.objects.make(watches.watch_of(entry).purpose, entry.pk, 1).token
        for entry in (organisation, call)
    ]
    client = inside(who)
    assert client.post(at("corner_person_remove", leaving.pk)).status_code == 302
    assert gone.get(at("corner")).status_code == 302
    assert gone.get(at("submission_status", status)).status_code == 410
    for token in letters:
        assert gone.get(at("still_valid", token)).status_code == 410
    row.refresh_from_db()
    assert row.email == "ema@example.org"
    assert client.get(at("corner")).status_code == 200


def test_last_person_stays(portal: Portal) -> None:
    who = person()
    person(who.organisation, email="not-yet@example.org", confirmed_at=None)
    assert inside(who).post(at("corner_person_remove", who.pk)).status_code == 409
    assert who.organisation.people.filter(pk=who.pk).exists()


def test_people_of_others_cannot_be_removed(portal: Portal) -> None:
    other = person(email="other@example.org")
    person(other.organisation, email="third@example.org")
    who = person(factories.organisation(name="Mine"))
    inside(who).post(at("corner_person_remove", other.pk))
    assert ContactPerson.objects.filter(pk=other.pk).exists()


def test_people_show_on_no_public_page(portal: Portal) -> None:
    who = person(name="Božena Tajná", email="secret@t.example", phone="+420 777 666 555")
    page = Client().get(who.organisation.url_in("cs")).content.decode()
    for private in ("Tajná", "secret@t.example", "777 666 555"):
        assert private not in page


# --- The profile and what was sent ---------------------------------------------------


def test_profile_is_changed_in_its_form(portal: Portal) -> None:
    who = person()
    client = inside(who)
    answer = client.post(at("corner_profile_edit"))
    row = Submission.objects.get()
    assert answer.status_code == 302
    assert "/send/" in answer["Location"]
    assert (row.entry, row.changes_entry, row.email) == (who.organisation, True, who.email)
    client.post(at("corner_profile_edit"))
    assert Submission.objects.count() == 1


def test_profile_hidden_for_want_of_an_answer_comes_back(portal: Portal) -> None:
    who = person()
    hiding.hide(who.organisation, Reason.STALE)
    client = inside(who)
    assert "Show it again" in client.get(at("corner")).content.decode()
    client.post(at("corner_profile_valid"))
    who.organisation.refresh_from_db()
    assert (who.organisation.live, who.organisation.checked_on) == (True, timezone.localdate())


def test_own_submissions_are_found_and_those_of_others_are_not(portal: Portal) -> None:
    who = person()
    mine = flow.change(kind_called("organisation"), who.organisation, "x@example.org")
    call = factories.opportunity(organisation=who.organisation)
    about_call = flow.change(kind_called("opportunity"), call, "x@example.org")
    # The same address wrote about another organisation: its people here have no part in it.
    foreign = flow.change(kind_called("organisation"), factories.organisation(), who.email)
    client = inside(who)
    page = client.get(at("corner")).content.decode()
    for row, seen in ((mine, True), (about_call, True), (foreign, False)):
        assert (row.reference in page) is seen
        assert (client.post(at("corner_sent", row.pk)).status_code == 302) is seen


def test_looking_at_the_corner_changes_nothing(portal: Portal) -> None:
    who = person()
    factories.opportunity(organisation=who.organisation)
    flow.change(kind_called("organisation"), who.organisation, who.email)
    client = inside(who)
    before = Link.objects.count(), Submission.objects.count()
    client.get(at("corner"))
    assert (Link.objects.count(), Submission.objects.count()) == before


def test_corner_asks_no_more_for_more_calls(
    portal: Portal, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60  # as on a real site, nearly
    who = person()
    client = inside(who)

    def queries() -> int:
        client.get(at("corner"))  # what is read once for each content version
        with django_assert_max_num_queries(25) as asked:
            client.get(at("corner"))
        return len(asked)

    for _ in range(2):
        factories.opportunity(organisation=who.organisation)
        hiding.hide(factories.opportunity(organisation=who.organisation), Reason.PAUSED)
    few = queries()
    for _ in range(4):
        factories.opportunity(organisation=who.organisation)
        hiding.hide(factories.opportunity(organisation=who.organisation), Reason.PAUSED)
    assert queries() == few


def test_letter_is_shown_with_its_remarks(portal: Portal) -> None:
    entry = factories.organisation(name="Spolek")
    row = flow.change(kind_called("organisation"), entry, "ema@example.org")
    row.messages.create(from_staff=True, text="One thing.", remarks={"summary": "For whom?"})
    page = inside(person(entry)).get(at("corner")).content.decode()
    assert "One thing." in page
    assert "What you do, in one sentence – For whom?" in page
