"""“This is us”: how somebody takes over an entry that is there already."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opportunities import groups
from organisations_directory import claims
from organisations_directory.models import Claim, ContactPerson, Organisation
from portal.common import mails
from portal.common.links import Link
from portal.common.models import Mail
from submissions import flow, retention
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.admin import client_of
from tests.corner import at, path_in, person, words
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


# --- Taking over an entry ------------------------------------------------------------


def claimant(email: str = "new@example.org") -> str:
    """Return the token of a form in which somebody found that they are there already."""
    row = flow.start(kind_called("organisation"), None, "en")
    row.data = {"contact": {"contact_name": ["Nová"], "contact_email": [email]}}
    row.save()
    return Link.objects.make(flow.DRAFT, row.pk, 1).token


def make_claim(organisation: Organisation) -> Claim:
    """Return a claim whose author has confirmed the address."""
    path = at("corner_claim", claimant(), organisation.pk)
    Client().get(path)
    assert not Claim.objects.exists()
    assert Client().post(path).status_code == 302
    mail = Mail.objects.get(to="new@example.org")
    confirm = path_in(mail, "/corner/claim/confirm/")
    Client().get(confirm)
    assert Claim.objects.get().state == Claim.State.ASKED
    Client().post(confirm)
    Client().post(confirm)
    return Claim.objects.get()


def test_kind_leads_to_the_claim(portal: Portal) -> None:
    entry = factories.organisation()
    token = claimant()
    row = Submission.objects.get()
    path = kind_called("organisation").chosen(row, entry.pk, token)
    assert Client().get(path).status_code == 200


def test_page_says_the_same_whatever_is_on_file(portal: Portal) -> None:
    bare = factories.organisation(name="Spolek")
    token = claimant()
    before = words(Client().get(at("corner_claim", token, bare.pk)))
    person(bare, email="secret@t.example")
    bare.contact_email = "noted@t.example"
    bare.save()
    after = words(Client().get(at("corner_claim", token, bare.pk)))
    assert before == after


def test_nothing_reaches_others_before_the_address_is_confirmed(portal: Portal) -> None:
    entry = person().organisation
    path = at("corner_claim", claimant(), entry.pk)
    for _ in range(2):
        Client().post(path)
    assert [mail.to for mail in Mail.objects.all()] == ["new@example.org"]
    assert Claim.objects.count() == 1


def test_person_on_file_lets_the_claimant_in(portal: Portal) -> None:
    entry = person().organisation
    claim = make_claim(entry)
    asked = Mail.objects.get(to="ema@example.org")
    decide = path_in(asked, "/corner/claim/decide/")
    Client().get(decide)
    claim.refresh_from_db()
    assert claim.state == Claim.State.OPEN
    assert Client().post(decide, {"decision": "accept"}).status_code == 200
    assert entry.people.filter(email="new@example.org").exclude(confirmed_at=None).exists()
    mail = Mail.objects.filter(to="new@example.org").last()
    assert mail
    client = Client()
    client.post(path_in(mail, "/corner/enter/"))
    assert entry.name in client.get(at("corner")).content.decode()
    # The decision stands: the link has ended.
    assert Client().post(decide, {"decision": "decline"}).status_code == 410


def test_declined_claimant_stays_out_and_is_told(portal: Portal) -> None:
    entry = person().organisation
    claim = make_claim(entry)
    claims.decide(claim, accepted=False)
    assert entry.people.count() == 1
    assert Mail.objects.filter(to="new@example.org").count() == 2
    with pytest.raises(claims.Moved):
        claims.decide(claim, accepted=True)


@pytest.mark.parametrize(
    ("on_file", "asked"),
    [
        ({}, set()),
        ({"email": "info@example.org"}, {"info@example.org"}),
        ({"contact_email": "noted@example.org", "email": "info@x.org"}, {"noted@example.org"}),
    ],
)
def test_those_on_file_and_staff_are_asked(
    portal: Portal, on_file: dict[str, Any], asked: set[str]
) -> None:
    make_claim(factories.organisation(**on_file))
    told = set(Mail.objects.values_list("to", flat=True)) - {"new@example.org"}
    assert told == asked | {mails.centre()}


@pytest.mark.parametrize(
    ("group", "allowed"), [(groups.MODERATORS, True), (groups.TRANSLATORS, False)]
)
def test_moderators_decide_on_claims(portal: Portal, group: str, allowed: bool) -> None:
    entry = factories.organisation()
    claim = make_claim(entry)
    staff = client_of(group)
    page = staff.get("/admin/claims/")
    assert (page.status_code == 200) is allowed
    staff.post("/admin/claims/", {"key": claim.pk, "decision": "accept"})
    assert entry.people.exists() is allowed


def test_entry_that_is_not_public_cannot_be_claimed(portal: Portal) -> None:
    entry = factories.organisation(live=False)
    assert Client().post(at("corner_claim", claimant(), entry.pk)).status_code == 404


def test_old_claims_and_invitations_are_forgotten(portal: Portal) -> None:

    entry = factories.organisation()
    claim = make_claim(entry)
    person(entry, confirmed_at=None)
    long_ago = timezone.now() - datetime.timedelta(days=400)
    retention.carry_out()
    assert (Claim.objects.count(), ContactPerson.objects.count()) == (1, 1)
    ContactPerson.objects.update(created_at=long_ago)
    claims.decide(claim, accepted=False)
    Claim.objects.update(decided_at=long_ago)
    retention.carry_out()
    assert (Claim.objects.count(), ContactPerson.objects.count()) == (0, 0)
