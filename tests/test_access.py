"""Who gets to see which address: every one that is ours, made from the URL configuration.

An address that is missing in tests/access_tables.py fails the first test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.signing import Signer
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from advice.asking import flow as asking
from advice.models import Asked
from alerts import flow as alerts
from alerts.models import Alert
from alerts.questions import question_for
from opportunities.models import OpportunityIndexPage
from organisations_directory import claims, people
from organisations_directory.models import ContactPerson, Organisation
from organisations_directory.models.contact import Claim
from portal.common.links import Link
from search.params import Params
from submissions import flow
from submissions.models import Submission
from tests import factories
from tests.access_tables import BEHIND_A_LINK, ELSEWHERE, IN_THE_CORNER, PUBLIC, ROLES, STAFF
from tests.admin import client_of
from tests.advising import asked
from tests.corner import inside, person
from tests.offering import State as OfferState
from tests.offering import offer, proposal
from tests.sending import entry_of, waiting
from tests.sites import Portal
from tests.volunteering import State, interest
from volunteers import purposes
from volunteers.models import Interest, Merge, NewAddress, Proposal, Volunteer

pytestmark = pytest.mark.django_db

ROOMS = (
    *("portal.", "submissions.", "organisations_directory.", "opportunities.", "search."),
    *("alerts.", "advice.", "news.", "editorial.", "volunteers.", "home."),
)


def names(patterns: Any = None) -> Iterator[str]:
    """Yield the names of all addresses whose view is ours."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and is_ours(pattern.callback) and pattern.name:
            yield pattern.name


def is_ours(view: Any) -> bool:
    """Return whether the portal made ``view``, and no snippet's viewset did."""
    view = getattr(view, "view_class", view)
    return str(view.__module__).startswith(ROOMS) and not hasattr(view, "model_opts")


def test_every_address_is_declared() -> None:
    declared = {*PUBLIC, *BEHIND_A_LINK, *IN_THE_CORNER, *STAFF, *ELSEWHERE}
    ours = {name for name in names() if not is_of_a_viewset(name)}
    assert ours - declared == set()
    assert declared - ours - {"django.contrib.sitemaps.views.sitemap"} == set()


def is_of_a_viewset(name: str) -> bool:
    """Wagtail makes these addresses and guards them: tests/test_permissions.py."""
    return name in {
        *("index", "index_results", "add", "edit", "delete", "list", "history", "usage"),
        *("history_results", "inspect", "copy", "preview_on_add", "preview_on_edit", "lock"),
        *("unlock", "publish", "unpublish", "workflow_action", "workflow_preview"),
        *("collect_workflow_action_data", "confirm_workflow_cancellation", "revisions_revert"),
        *("revisions_compare", "revisions_unschedule", "revisions_view", "reorder"),
        *("choose", "choose_results", "chosen", "chosen_multiple", "create", "confirm_delete"),
        *("submit", "update_translations", "list_results"),
    }


@dataclass
class Party:
    """An organisation, and all that belongs to it alone."""

    name: str
    entry: Organisation
    row: Submission
    who: ContactPerson
    client: Client
    question: Asked
    interest: Interest
    subjects: dict[str, int] = field(default_factory=dict)

    def token(self, purpose: str, days: int = 1) -> str:
        return Link.objects.make(purpose, self.subjects[purpose], days).token


def party(name: str) -> Party:
    row = waiting(name=name)
    entry = factories.organisation(name=f"{name} online", language="en")
    who = person(entry, email=f"{name.lower()}@example.org", name=f"Person of {name}")
    draft = flow.start(row.kind, None, "en")
    flow.keep(draft, "who", {"name": [name]})
    claim = Claim.objects.create(
        submission_id=draft.pk,
        organisation=entry,
        name=f"Claimant {name}",
        email="c@example.org",
        language="en",
    )
    # Waits to be answered; the one whose address is not confirmed opens its own links only.
    question = asked(text=f"{name} asks who pays.", email=f"{name.lower()}@asks.example")
    unconfirmed = asked(Asked.State.SENT, text=f"{name} asks.", email="u@asks.example")
    # One that was passed on, and one whose address is not confirmed.
    call = factories.opportunity(organisation=entry, language="en", title=f"{name} offer")
    helper = interest(about=call, name=f"Helper of {name}", email=f"{name.lower()}@helps.example")
    unread = interest(State.SENT, about=call, name=f"Stranger of {name}")
    told = offer(OfferState.SENT, name=f"Offerer of {name}")
    asked_about = proposal(offer(name=f"Helper of {name}"), title=f"{name} call")
    kept_search, unsure = alert_of(name, confirmed=True), alert_of(name, confirmed=False)
    address = NewAddress.objects.create(volunteer=helper.volunteer, email="new@helps.example")
    subjects = {
        purposes.ADDRESS: address.pk,
        alerts.CONFIRM: unsure.pk,
        alerts.STOP: kept_search.pk,
        **dict.fromkeys((alerts.PAGE, alerts.STILL), kept_search.reader_id),
        **dict.fromkeys((purposes.SENT, purposes.CONFIRM), unread.pk),
        **dict.fromkeys((purposes.WORKED, purposes.HOST), helper.pk),
        purposes.MINE: helper.volunteer_id,
        **dict.fromkeys((purposes.OFFER_SENT, purposes.OFFER_CONFIRM), told.pk),
        purposes.PROPOSAL: asked_about.pk,
        **dict.fromkeys((asking.SENT, asking.CONFIRM), unconfirmed.pk),
        asking.STATUS: question.pk,
        **dict.fromkeys((flow.CONFIRM, flow.STATUS), row.pk),
        flow.DRAFT: draft.pk,
        **dict.fromkeys((people.CORNER, people.INVITE), who.pk),
        **dict.fromkeys((claims.CONFIRM, claims.DECIDE), claim.pk),
        "still-organisation": entry.pk,
    }
    return Party(name, entry, row, who, inside(who), question, helper, subjects)


def alert_of(name: str, *, confirmed: bool) -> Alert:
    """Return a search for the name of a party that it keeps."""
    params = Params.from_get(QueryDict(f"q={name}"), OpportunityIndexPage.facets)
    email = f"{name.lower()}.{confirmed}@keeps.example".lower()
    alert = alerts.keep(email, question_for("opportunity", "en", params), "daily")
    if confirmed:
        alerts.confirm(alert)
    return alert


def merged(kept: Volunteer) -> Merge:
    """Return a record that went into ``kept``, as far as its page shows it."""
    values = {"name": f"{kept.name} before"}
    before = dict.fromkeys(("kept_before", "gone_before", "after"), values)
    return Merge.objects.create(kept=kept, gone=0, moved={}, **before)


@pytest.fixture
def parties(portal: Portal) -> tuple[Party, Party]:
    return party("Alpha"), party("Beta")


def at(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=args)


def text(answer: Any) -> str:
    return (
        b"".join(answer).decode("utf-8", "replace") if answer.streaming else answer.content.decode()
    )


@pytest.mark.parametrize("name", PUBLIC)
def test_public_addresses_ask_nobody_who_they_are(portal: Portal, name: str) -> None:
    assert Client().get(at(name, *PUBLIC[name])).status_code in (200, 301, 302, 404)


@pytest.mark.parametrize("name", BEHIND_A_LINK)
def test_only_the_right_link_opens(parties: tuple[Party, Party], name: str) -> None:
    alpha, beta = parties
    purpose, rest = BEHIND_A_LINK[name]
    wrong = next(other for other in alpha.subjects if other != purpose)
    right, of_beta = alpha.token(purpose), beta.token(purpose)
    expired, revoked = alpha.token(purpose, days=-1), alpha.token(purpose)
    Link.objects.filter(key=revoked.partition(".")[0]).update(revoked_at=timezone.now())
    tampered = of_beta.partition(".")[0] + "." + right.partition(".")[2]
    other_key = Signer(key="x" * 50, salt=f"link:{purpose}", sep=".").sign(right.partition(".")[0])
    for token in (expired, revoked, tampered, other_key, alpha.token(wrong)):
        for send in (Client().get, Client().post):
            answer = send(at(name, token, *rest))
            assert answer.status_code in (404, 405, 410), (name, answer.status_code)
            assert "Alpha" not in text(answer)
            assert "Beta" not in text(answer)
    opened = Client().get(at(name, right, *rest), follow=True)
    assert opened.status_code in (200, 404, 405)
    assert "Beta" not in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "noindex" in opened["X-Robots-Tag"]


@pytest.mark.parametrize("name", IN_THE_CORNER)
def test_corner_is_closed_to_strangers_and_to_others(
    parties: tuple[Party, Party], name: str
) -> None:
    alpha, beta = parties
    call = factories.opportunity(organisation=alpha.entry, language="en", title="Alpha call")
    keys = {
        "person": alpha.who.pk,
        "sent": alpha.row.pk,
        "call": call.pk,
        "interest": alpha.interest.pk,
    }
    path = at(name, *(keys.get(what, what) for what in IN_THE_CORNER[name]))
    before = list(Organisation.objects.values()), call.live
    for stranger in (Client(), client_of("Moderators")):
        for send in (stranger.get, stranger.post):
            answer = send(path)
            assert answer.status_code in (302, 403, 404, 405), name
            assert answer.status_code != 302 or answer["Location"].endswith("/corner/open/")
    if keys.keys() & IN_THE_CORNER[name]:
        for send in (beta.client.get, beta.client.post):
            answer = send(path)
            back = answer.status_code == 302 and answer["Location"].endswith("/corner/")
            assert back or answer.status_code in (404, 405), (name, answer.status_code)
            assert "Alpha" not in text(answer)
    assert ContactPerson.objects.filter(pk=alpha.who.pk).exists()
    call.refresh_from_db()
    assert (list(Organisation.objects.values()), call.live) == before


def test_corner_shows_its_own_only(parties: tuple[Party, Party]) -> None:
    alpha, beta = parties
    assert "Alpha online" in text(alpha.client.get(at("corner")))
    assert "Beta" not in text(alpha.client.get(at("corner")))
    assert "Alpha" not in text(beta.client.get(at("corner")))


def test_ended_session_opens_nothing(parties: tuple[Party, Party]) -> None:
    alpha, _beta = parties
    Link.objects.of(people.SESSION, alpha.who.pk).revoke()
    assert alpha.client.get(at("corner")).status_code == 302


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", STAFF)
def test_staff_pages_open_to_their_roles_only(
    parties: tuple[Party, Party], name: str, role: str
) -> None:
    alpha, beta = parties
    offered = Proposal.objects.get(pk=alpha.subjects[purposes.PROPOSAL]).offer
    clients = {"": Client(), "admin": Client()}
    clients["admin"].force_login(factories.user(is_superuser=True))
    client = clients[role] if role in clients else client_of(role)
    keys = {
        "desk_submission": alpha.row.pk,
        "desk_look": alpha.row.pk,
        "asked_desk_question": alpha.question.pk,
        "asked_desk_publish": alpha.question.pk,
        **dict.fromkeys(("interest_desk_page", "interest_desk_erase"), alpha.interest.pk),
        **dict.fromkeys(("offer_desk_page", "offer_desk_erase"), offered.pk),
        "offer_desk_call": alpha.interest.opportunity_id,
        "volunteer_part": merged(alpha.interest.volunteer).pk,
        **dict.fromkeys(("translation_report", "translation_report_results"), "pl"),
    }
    both = [alpha.interest.volunteer_id, beta.interest.volunteer_id]
    path = at(name, *(both if name == "volunteer_merge" else [keys[name]] if name in keys else []))
    for visitor in (client, alpha.client if not role else client):
        answer = visitor.get(path)
        assert (answer.status_code == 200) is (role in STAFF[name]), (name, role)
        if role not in STAFF[name]:
            assert "Alpha" not in text(answer)
    if role not in STAFF[name]:
        for do in ("publish", "answer", "close", "agreed"):
            client.post(path, {"do": do, "answer-text": "Nobody pays."})
        assert not entry_of(alpha.row).live
        alpha.question.refresh_from_db()
        assert alpha.question.state == Asked.State.NEW
        alpha.interest.refresh_from_db()
        assert alpha.interest.state == State.PASSED
        offered.refresh_from_db()
        assert offered.state == OfferState.IN_PROGRESS
