"""Who may read at the desk, and who decides: three tests for each pair of permissions."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from submissions import letters
from submissions.models import Reason, Submission
from tests import factories
from tests.admin import client_of
from tests.sending import entry_of, waiting
from tests.sites import Portal

pytestmark = pytest.mark.django_db
READ, DECIDE = "submissions.view_submission", "submissions.change_submission"
PUBLISH = "organisations_directory.publish_organisation"


def client_with(*permissions: str) -> Client:
    client = Client()
    client.force_login(factories.user(permissions=permissions))
    return client


def denied(answer: Any) -> bool:
    """Return whether the admin turned somebody away: it sends them to its front page."""
    return bool(answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home"))


def addresses(row: Submission) -> list[str]:
    """Return what may be read."""
    names = [reverse(name, args=[row.pk]) for name in ("desk_submission", "desk_look")]
    return [reverse("desk"), reverse("desk_results"), *names]


@pytest.mark.parametrize(
    ("permissions", "reads", "decides"),
    [((READ,), True, False), ((DECIDE,), True, True), ((READ, DECIDE), True, True)],
)
def test_deciding_takes_more_than_reading(
    portal: Portal, permissions: tuple[str, ...], reads: bool, decides: bool
) -> None:
    row, client = waiting(), client_with(*permissions)
    assert all(client.get(url).status_code == 200 for url in addresses(row)) is reads
    why = Reason.objects.filter(decision=Reason.For.DECLINED).first()
    assert why
    typed = {"do": "decline", "decline-reasons": [why.pk]}
    client.post(reverse("desk_submission", args=[row.pk]), typed)
    row.refresh_from_db()
    assert (row.state == Submission.State.DECLINED) is decides


@pytest.mark.parametrize(
    ("permissions", "published"),
    [((DECIDE,), False), ((PUBLISH,), False), ((DECIDE, PUBLISH), True)],
)
def test_publishing_takes_the_right_to_publish_the_entry(
    permissions: tuple[str, ...], published: bool
) -> None:
    row = waiting()
    client_with(*permissions).post(reverse("desk_submission", args=[row.pk]), {"do": "publish"})
    assert entry_of(row).live is published
    row.refresh_from_db()
    assert (row.state == Submission.State.PUBLISHED) is published


def test_reading_takes_nothing_from_others() -> None:
    row = waiting()
    letters.write(row, "Hello?")
    client_of("Editors").get(reverse("desk_submission", args=[row.pk]))
    assert not entry_of(row).locked
    assert row.messages.get().seen_at is None


@pytest.mark.parametrize(
    ("group", "reads", "decides"),
    [("Moderators", True, True), ("Editors", True, False), ("Translators", False, False)],
)
def test_groups(portal: Portal, group: str, reads: bool, decides: bool) -> None:
    row, client = waiting(), client_of(group)
    assert [denied(client.get(url)) for url in addresses(row)] == 4 * [not reads]
    for name in ("desk_facts", "desk_mails", "desk_reports"):
        assert denied(client.get(reverse(name))) is not decides
        assert denied(client.post(reverse(name), {"key": "1"})) is not decides or decides
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("desk-figures" in home) is decides
    assert (reverse("desk") in home) is reads
    page = client.post(reverse("desk_submission", args=[row.pk]), {"do": "back"})
    assert denied(page) is not decides


def test_strangers_are_asked_who_they_are(client: Client) -> None:
    row = waiting()
    for url in [*addresses(row), reverse("desk_facts"), reverse("desk_mails")]:
        assert client.get(url)["Location"].startswith(reverse("wagtailadmin_login"))
