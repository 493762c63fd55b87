"""What staff are told about a call before they decide."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone, translation

from opportunities.findings import of, of_opportunity
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(1), TODAY + datetime.timedelta(1)
GOOD = {
    "title": "Walk the shelter dogs",
    "summary": "An hour in the forest with a dog that waits for it.",
    "description": f"<p>{'The dogs of our shelter need to get out. ' * 5}</p>",
    "expires_on": TOMORROW,
    "live": False,
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The words of errors are looked at."""
    with translation.override("en"):
        yield


@pytest.fixture
def host() -> Organisation:
    return factories.organisation(website="https://www.utulek.example")


def call_of(host: Organisation | None, **facts: Any) -> Opportunity:
    return factories.opportunity(**{**GOOD, "organisation": host, **facts})


def codes(call: Opportunity, email: str = "eva@utulek.example") -> list[str]:
    """Return what is found besides missing translations, problems first."""
    found = of_opportunity(call, email)
    return [finding.code for finding in found if finding.code != "languages"]


def test_good_call_has_nothing_against_it(host: Organisation) -> None:
    assert codes(call_of(host)) == ["email-of-website"]


def test_problems_come_first(host: Organisation) -> None:
    levels = [f.level for f in of_opportunity(call_of(host, expires_on=YESTERDAY), "a@gmail.com")]
    assert levels == ["problem", "notice", "notice"]


def test_call_of_an_organisation_that_is_not_shown(host: Organisation) -> None:
    call = call_of(factories.organisation(live=False, name="Hidden"))
    problem = of_opportunity(call, "")[0]
    assert (problem.code, problem.text) == (
        "organisation-hidden",
        "Its organisation is not published: Hidden.",
    )
    assert f"/{call.organisation_id}/" in problem.url


def test_call_of_nobody() -> None:
    assert "no-organisation" in codes(call_of(None))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Walk the shelter dogs", True),
        ("Wälk the dogs, shelter!", True),
        ("Walk the shelter dog", True),
        ("Feed the shelter cats", False),
    ],
)
def test_like_title_of_the_same_organisation(host: Organisation, title: str, found: bool) -> None:
    call_of(host, title=title)
    assert ("like-title" in codes(call_of(host))) is found


def test_like_title_of_others_or_of_a_call_that_is_over_says_nothing(host: Organisation) -> None:
    call_of(factories.organisation())
    call_of(host, expires_on=YESTERDAY)
    assert "like-title" not in codes(call_of(host))


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"expires_on": None}, "no-end"),
        ({"expires_on": None, "start_on": TOMORROW}, "no-end"),
        ({"expires_on": None, "start_on": TOMORROW, "commitment": "one_off"}, None),
        ({"expires_on": None, "start_on": YESTERDAY, "commitment": "one_off"}, "over"),
        ({"expires_on": None, "end_on": TODAY}, None),
        ({"expires_on": None, "end_on": YESTERDAY}, "over"),
        ({"deadline": YESTERDAY}, "over"),
    ],
)
def test_dates(host: Organisation, dates: dict[str, Any], found: str | None) -> None:
    expected = [found] if found else []
    assert [
        code for code in codes(call_of(host, **dates)) if code in ("no-end", "over")
    ] == expected


@pytest.mark.parametrize(
    ("age", "welcomes", "found"),
    [
        (None, ["minors"], None),
        (15, ["minors"], None),
        (15, [], "notice"),
        (18, [], None),
        (18, ["minors"], "problem"),
        (18, ["families"], "problem"),
    ],
)
def test_minimum_age_and_who_is_welcome_must_go_together(
    host: Organisation, age: int | None, welcomes: list[str], found: str | None
) -> None:
    call = call_of(host, minimum_age=age, welcomes=welcomes)
    levels = [f.level for f in of_opportunity(call, "") if f.code == "age"]
    assert levels == ([found] if found else [])


def test_links_to_the_organisations_own_site_are_its_own(host: Organisation) -> None:
    call = call_of(host, tasks="<p>See https://utulek.example and https://shop.example.</p>")
    found = [f for f in of_opportunity(call, "") if f.code == "links"]
    assert [f.values["hosts"] for f in found] == ["shop.example"]


def test_earlier_refusals_of_the_same_organisation_or_author(host: Organisation) -> None:
    refused = call_of(host, title="Something else entirely")
    other = factories.opportunity(live=False)
    for entry, email in ((refused, "x@example.org"), (other, "EVA@example.org")):
        Submission.objects.create(
            kind_slug="opportunity",
            state=Submission.State.DECLINED,
            language="en",
            email=email,
            entry=entry,
            data={"job": {"title": [entry.title]}},
        )
    draft = call_of(host)
    submission = flow.start(kind_called("opportunity"), None, "en")
    submission.email = "eva@example.org"
    texts = [f.text for f in of(draft, submission) if f.code == "refused"]
    assert len(texts) == 2
    assert any("Something else entirely" in text for text in texts)
