"""From the first page of the form to a live entry, through the very pages people use."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from organisations_directory.models import Organisation
from portal.common.models import Link, Mail
from submissions import flow
from submissions.models import Submission
from tests import factories
from tests.people import Author
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def author(portal: Portal) -> Author:
    """Somebody who is going to send the profile of an organisation in Liberec."""
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    return Author()


@pytest.fixture
def moderator() -> Any:
    return factories.user("Moderators")


def mail_about(event: str) -> Mail:
    """Return the last mail whose event has ``event`` in its name."""
    found = Mail.objects.filter(event__contains=event).last()
    assert found, list(Mail.objects.values_list("event", flat=True))
    return found


def sent(author: Author) -> Submission:
    author.fill()
    author.send()
    return Submission.objects.get()


@pytest.mark.parametrize("language", LANGUAGES)
def test_profile_travels_from_form_to_directory(
    portal: Portal, author: Author, language: str, moderator: Any
) -> None:
    author.language = language
    submission = sent(author)
    assert submission.state == State.SENT
    assert submission.language == language
    assert Organisation.objects.count() == 0
    page = author.open_link(mail_about("-confirm-"))
    submission.refresh_from_db()
    assert submission.state == State.SENT, "a GET must not confirm"
    author.press(page)
    submission.refresh_from_db()
    assert submission.state == State.WAITING
    assert not Organisation.objects.published().exists()
    flow.publish(submission, moderator)
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED
    organisation = Organisation.objects.published().get()
    assert organisation.name == "Útulek Za Vodou"
    assert organisation.locale.language_code == language
    assert [f.slug for f in organisation.fields.all()] == ["animals"]
    assert mail_about("-published-").language == language
    assert author.client.get(organisation.url_in(language)).status_code == 200


def test_pressing_send_twice_makes_one_entry_and_one_mail(author: Author) -> None:
    author.fill()
    first, second = author.send(), author.send()
    assert first["Location"] == second["Location"]
    assert Submission.objects.exclude(state=State.DRAFT).count() == 1
    assert Mail.objects.filter(event__contains="-confirm-").count() == 1


def test_confirming_twice_starts_one_check(author: Author) -> None:
    submission = sent(author)
    flow.confirm(submission)
    flow.confirm(submission)
    assert Organisation.objects.count() == 1
    assert Mail.objects.filter(event__contains="-received-").count() == 1


def test_half_typed_page_is_kept_when_going_back(author: Author) -> None:
    author.begin()
    author.post("who", name="Útulek", go="back")
    page = author.get("who")
    assert 'value="Útulek"' in page.content.decode()
    assert "error-summary" not in page.content.decode()


def test_errors_stand_beside_their_fields_and_in_the_summary(author: Author) -> None:
    author.begin()
    page = author.post(
        "who",
        name="Útulek",
        legal_form="association",
        country="CZ",
        registration_number="123",
        language="en",
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_registration_number"' in html
    assert 'id="id_registration_number_error"' in html
    assert html.count("<title>Error: ") == 1
    assert 'value="123"' in html


def test_slip_in_an_address_or_a_number_is_named_in_plain_words(author: Author) -> None:
    author.begin()
    page = author.post("contact", website="nowhere", phone="twelve", contact_name="Ema")
    html = page.content.decode()
    assert page.status_code == 422
    assert "This is not a web address." in html
    assert "Write one telephone number, in digits." in html
    assert "Give an e-mail or a telephone for the public." not in html


def test_author_reads_again_what_was_sent_and_cannot_change_it_there(author: Author) -> None:
    submission = sent(author)
    flow.confirm(submission)
    page = author.open_link(mail_about("-received-")).content.decode()
    assert "We look after dogs nobody wants any more." in page
    assert "Liberec" in page
    assert "/step/" not in page


def test_changes_asked_for_reopen_the_form_with_remarks(author: Author, moderator: Any) -> None:
    submission = sent(author)
    flow.confirm(submission)
    remarks = {"summary": "Say for whom you do it."}
    flow.ask_for_changes(submission, moderator, "One thing.", ["Too short."], remarks)
    submission.refresh_from_db()
    assert submission.state == State.CHANGES
    remark = "What you do, in one sentence – Say for whom you do it."
    assert remark in " ".join(mail_about("-changes-").text.replace("> ", "").split())
    page = author.open_link(mail_about("-changes-"))
    assert "Too short." in page.content.decode()
    assert remark in page.content.decode()
    form = author.press(page, "edit/")
    assert "Say for whom you do it." in author.client.get(form["Location"]).content.decode()
    author.token = re.search(r"/send/([^/]+)/", form["Location"]).group(1)  # type: ignore[union-attr]
    author.post("what", **{**author.answers["what"], "summary": "We walk dogs with children."})
    author.send()
    submission.refresh_from_db()
    assert submission.state == State.WAITING
    flow.publish(submission, moderator)
    assert Organisation.objects.published().get().summary == "We walk dogs with children."


def test_declined_profile_tells_its_author_why(author: Author, moderator: Any) -> None:
    submission = sent(author)
    flow.confirm(submission)
    flow.decline(submission, moderator, "Sorry.", ["This is paid work."])
    submission.refresh_from_db()
    assert submission.state == State.DECLINED
    assert not Organisation.objects.published().exists()
    mail = mail_about("-declined")
    assert "This is paid work." in mail.text
    assert "This is paid work." in author.open_link(mail).content.decode()


def test_wagtails_own_approval_counts_as_well(author: Author, moderator: Any) -> None:
    submission = sent(author)
    flow.confirm(submission)
    entry = Organisation.objects.get()
    task = entry.current_workflow_task_state
    task.task.specific.on_action(task, user=moderator, action_name="approve")
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED
    assert mail_about("-published-").to == submission.email


def test_contact_facts_of_a_live_entry_change_at_once_and_texts_wait(
    portal: Portal, author: Author, moderator: Any
) -> None:
    submission = sent(author)
    flow.confirm(submission)
    flow.publish(submission, moderator)
    entry = Organisation.objects.published().get()
    changing = flow.change(submission.kind, entry, "ema@example.org")
    answers = changing.data["contact"] | {"phone": ["+420 485 111 222"]}
    flow.keep(changing, "contact", answers)
    flow.send(changing)
    entry.refresh_from_db()
    assert entry.phone == "+420 485 111 222"
    changing.refresh_from_db()
    assert changing.state == State.PUBLISHED
    wording = flow.change(submission.kind, entry, "ema@example.org")
    flow.keep(wording, "what", wording.data["what"] | {"summary": ["Something new."]})
    flow.keep(wording, "contact", wording.data["contact"] | {"phone": ["+420 485 333 444"]})
    wording = flow.send(wording)
    entry.refresh_from_db()
    assert (entry.phone, entry.live) == ("+420 485 333 444", True)
    assert entry.summary != "Something new."
    assert wording.state == State.WAITING
    flow.publish(wording, moderator)
    entry.refresh_from_db()
    assert entry.summary == "Something new."


def test_link_for_one_purpose_opens_nothing_else(author: Author) -> None:
    submission = sent(author)
    for purpose, names in {
        flow.CONFIRM: ["submission_status", "submission_draft"],
        flow.DRAFT: ["submission_status", "submission_confirm"],
    }.items():
        token = Link.objects.standing(purpose, submission.pk, 1).token
        for name in names:
            assert author.client.get(address(name, token)).status_code == 410


def test_revoked_expired_and_tampered_links_lead_nowhere(author: Author) -> None:
    submission = sent(author)
    link = Link.objects.standing(flow.CONFIRM, submission.pk, 1)
    tampered = link.token[:-3] + ("AAA" if link.token[-3:] != "AAA" else "BBB")
    assert author.client.get(address("submission_confirm", tampered)).status_code == 410
    Link.objects.of(flow.CONFIRM, submission.pk).revoke()
    assert author.client.post(address("submission_confirm", link.token)).status_code == 410
    submission.refresh_from_db()
    assert submission.state == State.SENT


@pytest.mark.parametrize("name", ["submission_lost", "submission_start"])
def test_private_pages_declare_it(portal: Portal, client: Client, name: str) -> None:
    path = address(name, *(["organisation"] if name == "submission_start" else []))
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_lost_link_gives_the_same_answer_to_known_and_unknown(author: Author) -> None:
    submission = sent(author)
    said = []
    for email in (submission.email, "nobody@example.org"):
        page = author.human_post(address("submission_lost"), email=email).content.decode()
        said.append(re.findall(r'<div class="notice.*?</div>', page, re.DOTALL))
    assert said[0] == said[1]
    assert len(said[0]) == 1
    assert Mail.objects.filter(event__startswith="lost-").count() == 1


def address(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(name, args=args)
