"""A volunteer's e-mail becomes another one: confirmed first, and the old one is told."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.common.models import Mail
from submissions import retention
from tests.advising import human_post
from tests.sites import Portal
from tests.volunteering import State, call, interest, link_in, mails, my_page
from volunteers import erasing, merging
from volunteers.address import flow
from volunteers.models import Merge, NewAddress, Volunteer

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def who(portal: Portal) -> Volunteer:
    found: Volunteer = interest(email=OLD).volunteer
    return found


def ask(volunteer: Volunteer, email: str = NEW) -> Any:
    return human_post(Client(), my_page(volunteer, "volunteer_email"), email=email)


def link() -> str:
    """Return the path in the last mail that asks to confirm."""
    return link_in(mails("-address-")[-1])


def test_nothing_changes_before_it_is_confirmed(who: Volunteer) -> None:
    page = ask(who)
    assert f"We have written to <b>{NEW}</b>" in page.text
    (mail,) = mails("-address-")
    assert (mail.to, who.name in mail.subject) == (NEW, False)
    assert Client().get(link()).status_code == 200
    who.refresh_from_db()
    assert who.email == OLD
    assert Client().get(my_page(who)).status_code == 200


def test_confirmed_it_is_used_and_the_old_one_is_told(who: Volunteer) -> None:
    ask(who)
    before, path = my_page(who), link()
    answer = Client().post(path, follow=True)
    assert (answer.status_code, NEW in answer.text) == (200, True)
    who.refresh_from_db()
    assert who.email == NEW
    assert NEW in who.interests.get().folded
    (told,) = mails("-left-")
    assert told.to == OLD
    assert NEW not in told.text
    # Who has an older link may not be who reads the new address.
    assert Client().get(before).status_code == 410
    assert Client().post(path).status_code == 410
    assert len(mails("-left-")) == 1
    assert not NewAddress.objects.exists()


def test_address_of_another_record_makes_both_one(who: Volunteer) -> None:
    other = interest(email=NEW, name="Radka Z.").volunteer
    theirs = my_page(other)
    ask(who, NEW.upper())
    answer = Client().post(link(), follow=True)
    kept = Volunteer.objects.get()
    assert (kept.pk, kept.email.lower(), kept.interests.count()) == (who.pk, NEW, 2)
    assert Client().get(theirs).status_code == 410
    assert answer.text.count("Walk the shelter dogs") >= 2
    assert [mail.to for mail in mails("-left-")] == [OLD]
    merge = Merge.objects.get()
    assert merge.by is None
    merging.take_apart(merge)
    assert sorted(Volunteer.objects.values_list("email", flat=True)) == [NEW, OLD]


def test_older_record_that_has_the_address_is_the_one_that_stays(portal: Portal) -> None:
    older, newer = interest(email=NEW).volunteer, interest(email=OLD).volunteer
    flow.ask(newer, NEW)
    kept = flow.confirm(NewAddress.objects.get())
    assert (kept, kept.email) == (older, NEW)
    assert [mail.to for mail in mails("-left-")] == [OLD]
    erasing.erase(kept)
    assert not Mail.objects.filter(event__startswith="volunteer-").exists()


def test_who_left_only_a_number_may_add_an_address(portal: Portal) -> None:
    called = interest(State.PASSED, call(), email="", phone="777 123 456").volunteer
    Volunteer.objects.filter(pk=called.pk).update(confirmed_at=timezone.now())
    assert "Add an e-mail" in Client().get(my_page(called)).text
    ask(called)
    Client().post(link())
    called.refresh_from_db()
    assert called.email == NEW
    assert not mails("-left-")


def test_only_the_last_one_that_was_asked_for_counts(who: Volunteer) -> None:
    ask(who, "slip@example.org")
    slip = link()
    ask(who)
    assert Client().post(slip).status_code == 410
    Client().post(link())
    who.refresh_from_db()
    assert who.email == NEW


@pytest.mark.parametrize("email", [OLD, OLD.upper(), "nothing", ""])
def test_what_is_no_new_address_is_said_beside_it(who: Volunteer, email: str) -> None:
    answer = ask(who, email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not NewAddress.objects.exists()


def test_nobody_is_written_to_again_and_again(who: Volunteer) -> None:
    answers = [ask(who).status_code for _ in range(12)]
    assert answers[0] == 200
    assert answers[-1] == 422
    assert len(mails("-address-")) == answers.count(200)


def test_unconfirmed_it_is_forgotten(who: Volunteer) -> None:
    ask(who)
    path = link()
    assert erasing.everything(who)["new addresses"] == [NEW]
    NewAddress.objects.update(at=timezone.now() - datetime.timedelta(days=15))
    retention.carry_out()
    assert not NewAddress.objects.exists()
    assert Client().get(path).status_code == 410


def test_erased_with_all_else(who: Volunteer) -> None:
    ask(who)
    path = link()
    erasing.erase(who)
    assert Client().get(path).status_code == 410
    assert not mails("-address-")
