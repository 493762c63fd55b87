"""What visitors find wrong with an entry reaches staff, and nobody else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations_directory.models import Organisation
from submissions.models import Report
from tests import factories
from tests.admin import client_of
from tests.corner import at
from tests.people import HIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
WORDS = {"about": "outdated", "text": "They moved in May.", "email": "jan@example.org"}


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation(name="Spolek u řeky", language="en")


def send(organisation: Organisation, times: int = 1, **changes: str) -> Any:
    """Return the answer to somebody who sends one form, perhaps pressing more than once."""
    client, path = Client(), at("report", "organisation", organisation.pk)
    hidden = dict(HIDDEN.findall(client.get(path).content.decode()))
    answers = [client.post(path, {**hidden, **WORDS, **changes}) for _press in range(times)]
    return answers[-1]


def test_report_waits_at_the_desk_until_dealt_with(organisation: Organisation) -> None:
    assert "Thank you" in send(organisation).content.decode()
    moderator, url = client_of("Moderators"), reverse("desk_reports")
    page = moderator.get(url, headers={"Accept-Language": "en"}).content.decode()
    for words in ("Spolek u řeky", "It is out of date", "They moved in May.", "jan@example.org"):
        assert words in page
    row = Report.objects.get()
    assert moderator.post(url, {"key": row.pk})["Location"] == url
    row.refresh_from_db()
    assert row.dealt_with_at
    assert str(row.dealt_with_by) == moderator.get(url).context["user"].username
    assert "They moved in May." not in moderator.get(url).content.decode()


def test_first_page_of_the_admin_counts_reports(organisation: Organisation) -> None:
    send(organisation)
    home = reverse("wagtailadmin_home")
    page = client_of("Moderators").get(home, headers={"Accept-Language": "en"})
    assert "<b>1</b> report from a visitor" in page.content.decode()


def test_pressing_twice_makes_one_report(organisation: Organisation) -> None:
    send(organisation, times=2)
    assert Report.objects.count() == 1


def test_report_needs_to_say_what_is_wrong(organisation: Organisation) -> None:
    assert send(organisation, about="").status_code == 422
    assert not Report.objects.exists()


def test_what_is_not_public_cannot_be_reported(organisation: Organisation) -> None:
    organisation.unpublish()
    for kind, number in (("organisation", organisation.pk), ("nothing", 1)):
        assert Client().get(at("report", kind, number)).status_code == 404


def test_report_of_an_entry_that_is_gone_is_still_there(organisation: Organisation) -> None:
    send(organisation)
    organisation.delete()
    page = client_of("Moderators").get(reverse("desk_reports")).content.decode()
    assert "They moved in May." in page


def test_list_costs_the_same_however_many(organisation: Organisation) -> None:
    other = factories.opportunity(organisation=organisation, language="en")
    moderator, url = client_of("Moderators"), reverse("desk_reports")
    costs = []
    for _round in range(3):
        for entry in (organisation, other):
            Report.objects.create(entry=entry, about="other")
        with CaptureQueriesContext(connection) as queries:
            moderator.get(url)
        costs.append(len(queries))
    assert costs[1] == costs[2]
