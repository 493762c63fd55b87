"""A first call for volunteers goes along with the profile of its organisation."""

import html
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Mail
from submissions import companions, flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.calls import address_of, call_steps, fill_in, token_of
from tests.people import Author
from tests.sites import Portal

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def author(portal: Portal) -> Author:
    """Somebody whose profile is all answered, and not sent."""
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    author = Author()
    author.fill()
    return author


@pytest.fixture
def profile(author: Author) -> Submission:
    return Submission.objects.get()


def press(author: Author, name: str, *args: str) -> Any:
    """Press a button that stands on a page of its own."""
    return author.client.post(reverse(name, args=args))


def add(author: Author) -> Submission:
    """Press “Add a call for volunteers now”."""
    press(author, "submission_add", author.token, "opportunity")
    return Submission.objects.get(kind_slug="opportunity")


@pytest.fixture
def call(author: Author, profile: Submission) -> Submission:
    """A call that goes along, all answered."""
    call = add(author)
    fill_in(author.client, call, call_steps())
    return call


def check_page(author: Author, submission: Submission) -> str:
    return html.unescape(author.client.get(address_of(submission)).content.decode())


def states(*submissions: Submission) -> list[str]:
    return [Submission.objects.get(pk=each.pk).state for each in submissions]


def mails(event: str) -> list[str]:
    """Return to whom mails about ``event`` went."""
    return list(Mail.objects.filter(event__contains=event).values_list("to", flat=True))


def test_last_page_of_a_profile_offers_to_add_a_call(author: Author, profile: Submission) -> None:
    assert "Add a call for volunteers now" in check_page(author, profile)


def test_pressing_add_twice_begins_one_call(author: Author, profile: Submission) -> None:
    first = press(author, "submission_add", author.token, "opportunity")
    second = press(author, "submission_add", author.token, "opportunity")
    assert first["Location"] == second["Location"]
    assert Submission.objects.filter(kind_slug="opportunity").count() == 1
    assert "Add a call for volunteers now" not in check_page(author, profile)


def test_looking_at_the_address_of_the_button_adds_nothing(author: Author) -> None:
    address = reverse("submission_add", args=[author.token, "opportunity"])
    assert author.client.get(address).status_code == 405
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("kind", ["organisation", "nothing"])
def test_nothing_else_can_be_added_to_a_profile(author: Author, kind: str) -> None:
    assert press(author, "submission_add", author.token, kind).status_code == 404


def test_nothing_is_added_to_a_call(author: Author, call: Submission) -> None:
    assert press(author, "submission_add", token_of(call), "opportunity").status_code == 404


def test_contact_of_the_call_is_filled_in_with_that_of_the_profile(
    author: Author, profile: Submission
) -> None:
    page = author.client.get(address_of(add(author), "contact")).content.decode()
    assert 'value="+420 485 000 111"' in page


def test_both_are_checked_on_one_page(
    author: Author, profile: Submission, call: Submission
) -> None:
    assert author.client.get(address_of(call))["Location"] == address_of(profile)
    page = check_page(author, profile)
    assert "Útulek Za Vodou" in page
    assert "The dogs of our shelter need to get out." in page
    assert address_of(call, "when") in page


def test_call_that_is_left_out_is_gone(
    author: Author, profile: Submission, call: Submission
) -> None:
    token = token_of(call)
    assert press(author, "submission_leave_out", token)["Location"] == address_of(profile)
    assert press(author, "submission_leave_out", token).status_code == 410
    assert list(Submission.objects.all()) == [profile]
    assert "Walk the shelter dogs" not in check_page(author, profile)


def test_one_mail_confirms_both_and_staff_see_both(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    assert states(profile, call) == [State.SENT, State.SENT]
    assert mails("-confirm-") == ["ema@example.org"]
    assert author.client.get(reverse("submission_sent", args=[token_of(call)]))[
        "Location"
    ] == reverse("submission_sent", args=[author.token])
    flow.confirm(profile)
    flow.confirm(profile)
    assert states(profile, call) == [State.WAITING, State.WAITING]
    entry = Opportunity.objects.get()
    assert (entry.organisation, entry.live) == (Organisation.objects.get(), False)
    assert mails("-received-") == ["ema@example.org"] * 2


def test_author_is_told_that_the_call_went_along(
    author: Author, profile: Submission, call: Submission
) -> None:
    told = f"Together with it: “{call.title}” ({call.reference})"
    assert told in html.unescape(author.client.get(author.send()["Location"]).content.decode())
    flow.confirm(profile)
    status = author.open_link(Mail.objects.filter(event__contains="-received-").earliest("pk"))
    assert told in html.unescape(status.content.decode())


def test_sending_twice_sends_each_once(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    flow.send(profile)
    flow.send(call)
    assert [each.events.count() for each in (profile, call)] == [1, 1]
    assert len(mails("-confirm-")) == 1


def test_address_that_was_put_right_holds_for_both(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    Submission.objects.filter(pk=profile.pk).update(email="right@example.org")
    flow.confirm(profile)
    call.refresh_from_db()
    assert call.email == "right@example.org"
    assert mails("-received-") == ["right@example.org"] * 2


def test_unfinished_call_stays_a_draft_until_it_is_finished(
    author: Author, profile: Submission
) -> None:
    call = add(author)
    steps = call_steps()
    fill_in(author.client, call, {"job": steps["job"]})
    assert "not finished" in check_page(author, profile)
    author.send()
    assert states(profile, call) == [State.SENT, State.DRAFT]
    sent = author.client.get(reverse("submission_sent", args=[author.token]))
    assert "Walk the shelter dogs" in sent.content.decode()
    fill_in(author.client, call, steps)
    assert author.client.get(address_of(call)).status_code == 200


@pytest.mark.parametrize("confirmed", [False, True])
def test_call_that_comes_after_its_profile_needs_no_confirmation_of_its_own(
    author: Author, profile: Submission, confirmed: bool
) -> None:
    call = add(author)
    author.send()
    if confirmed:
        flow.confirm(profile)
    fill_in(author.client, call, call_steps())
    flow.send(call)
    assert states(call) == [State.WAITING if confirmed else State.SENT]
    flow.confirm(profile)
    assert states(profile, call) == [State.WAITING, State.WAITING]
    assert mails("-confirm-") == ["ema@example.org"]


def test_call_cannot_be_published_before_its_organisation(
    author: Author, profile: Submission, call: Submission
) -> None:
    moderator = factories.user("Moderators")
    author.send()
    flow.confirm(profile)
    with pytest.raises(ValidationError) as refused:
        flow.publish(call, moderator)
    assert refused.value.message_dict == {
        "organisation": ["Publish the organisation first, then its call."]
    }
    assert states(call) == [State.WAITING]
    flow.publish(profile, moderator)
    flow.publish(call, moderator)
    assert states(profile, call) == [State.PUBLISHED, State.PUBLISHED]
    assert Opportunity.objects.get().live


def test_declined_profile_takes_its_call_along_in_one_mail(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    flow.confirm(profile)
    before = Mail.objects.count()
    flow.decline(profile, factories.user("Moderators"), "We know you already.", ())
    assert states(profile, call) == [State.DECLINED, State.DECLINED]
    (mail,) = Mail.objects.order_by("pk")[before:]
    assert mail.text.count("We know you already.") == 1
    assert "- Walk the shelter dogs" in mail.text
    letter = Submission.objects.get(pk=call.pk).messages.get()
    assert (letter.text, letter.from_staff) == ("We know you already.", True)
    entry: Any = Opportunity.objects.get()
    assert (entry.live, entry.current_workflow_state) == (False, None)


def test_call_that_staff_sent_back_is_declined_with_its_profile(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    flow.confirm(profile)
    moderator = factories.user("Moderators")
    flow.ask_for_changes(call, moderator, "Which day?")
    flow.decline(profile, moderator, "No.", ())
    assert states(call) == [State.DECLINED]


def test_published_profile_leaves_its_call_to_be_checked(
    author: Author, profile: Submission, call: Submission
) -> None:
    author.send()
    flow.confirm(profile)
    flow.publish(profile, factories.user("Moderators"))
    assert states(call) == [State.WAITING]


@pytest.mark.parametrize("confirmed", [False, True])
def test_withdrawn_profile_takes_its_call_along(
    author: Author, profile: Submission, call: Submission, confirmed: bool
) -> None:
    author.send()
    if confirmed:
        flow.confirm(profile)
    flow.withdraw(profile)
    assert states(profile, call) == [State.WITHDRAWN, State.WITHDRAWN]
    assert len(mails("-withdrawn")) == 1
    assert "Walk the shelter dogs" in Mail.objects.get(event__contains="-withdrawn").text


def test_call_that_was_not_sent_in_time_leads_nowhere(author: Author, profile: Submission) -> None:
    call = add(author)
    author.send()
    flow.confirm(profile)
    assert author.client.get(address_of(call, "job")).status_code == 200
    flow.decline(profile, factories.user("Moderators"), "No.", ())
    assert author.client.get(address_of(call, "job")).status_code == 410
    assert states(call) == [State.DRAFT]


def test_nothing_goes_along_with_a_change_of_an_entry(portal: Portal) -> None:
    organisation = factories.organisation()
    organisation.save_revision()
    draft = flow.change(kind_called("organisation"), organisation, "ema@example.org")
    assert companions.addable(draft) == []
