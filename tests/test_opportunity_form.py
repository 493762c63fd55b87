"""An organisation sends a call for volunteers: the steps, and what becomes of the answers."""

import datetime
import html
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from opportunities.models import Opportunity
from opportunities.submissions import copied
from organisations_directory.models import Organisation
from portal.common.models import Mail
from submissions import entries, flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories
from tests.calls import address_of, call_steps, day, fill_in, new_call, post
from tests.sites import Portal

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
State = Submission.State


@pytest.fixture
def organisation(portal: Portal) -> Organisation:
    return factories.organisation(email="all@example.org", phone="+420 601 999 999")


@pytest.fixture
def draft(organisation: Organisation) -> Submission:
    return new_call(organisation)


def errors(client: Client, draft: Submission, step: str, **typed: Any) -> dict[str, list[str]]:
    """Return what the page says is wrong beside each field, and check that the summary does."""
    answer = post(client, draft, step, {**call_steps()[step], **typed})
    assert answer.status_code == 422
    form, page = answer.context["form"], html.unescape(answer.content.decode())
    for name in form.errors:
        assert f'id="id_{name}_error"' in page
    assert all(f'<a href="#{id_}">{text}</a>' in page for id_, text in form.problems)
    return dict(form.errors)


def test_nobody_begins_a_call_without_an_organisation(client: Client, portal: Portal) -> None:
    assert client.get("/en/send/opportunity/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_call_becomes_a_draft_that_staff_check(
    client: Client, organisation: Organisation, language: str
) -> None:
    fields = (factories.field("animals"), factories.field("seniors"))
    places = (factories.place("Liberec"), factories.place("Jablonec"))
    draft = new_call(organisation, language)
    fill_in(client, draft, call_steps(fields, places, language), language)
    sent = flow.send(draft)
    call = Opportunity.objects.get()
    assert (sent.state, sent.email, call.live) == (State.WAITING, "eva@example.org", False)
    assert call.current_workflow_state is not None
    assert (call.organisation, call.locale.language_code) == (organisation, language)
    assert call.description == (
        "<p>The dogs of our shelter need to get out.</p><p>So do people.</p>"
    )
    assert call.tasks == "<ul><li>fetch the dog</li><li>walk it</li></ul>"
    assert (set(call.fields.all()), set(call.places.all())) == ({*fields}, {*places})
    assert (call.hours, call.hours_per) == (Decimal("1.5"), "week")
    assert (call.start_on, call.expires_on) == (
        datetime.date(2027, 1, 7),
        datetime.date(2027, 6, 15),
    )
    assert (call.barrier_free, call.minimum_age, call.people_wanted) == (False, 16, 4)
    assert call.welcomes == ["beginners", "minors"]
    assert call.contact_name == "Eva Malá"


def test_last_page_tells_every_answer_in_words(
    client: Client, draft: Submission, organisation: Organisation
) -> None:
    fill_in(client, draft, call_steps())
    page = client.get(address_of(draft)).content.decode()
    for words in (
        *("Walk the shelter dogs", "on the spot", "Liberec", "1.5 hours a week"),
        *("weekday afternoons, weekends", "7 January 2027", "under 18 with consent"),
        *("Czech, Ukrainian", "training, insurance", "psi@example.org"),
    ):
        assert words in page, words


def test_pages_follow_one_another_to_the_last(client: Client, draft: Submission) -> None:
    steps = call_steps()
    for slug, following in zip(steps, [*list(steps)[1:], ""], strict=True):
        answer = post(client, draft, slug, steps[slug])
        assert answer["Location"] == address_of(draft, following)


def test_page_that_was_never_seen_is_not_taken_for_answered(
    client: Client, draft: Submission
) -> None:
    steps = call_steps()
    fill_in(client, draft, {slug: steps[slug] for slug in ("job", "where", "when")})
    assert client.get(address_of(draft))["Location"] == address_of(draft, "who")


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_page_says_beside_each_field_that_it_is_needed(
    client: Client, draft: Submission, language: str
) -> None:
    answer = post(client, draft, "job", {}, language)
    needed = {"title", "summary", "description", "fields_of_work", "language"}
    assert set(answer.context["form"].errors) == needed
    assert answer.content.decode().count('class="error"') == len(needed)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (day("start_on", 30, 2, 2027), "start_on"),
        (day("start_on", "x", 2, 2027), "start_on"),
        (day("start_on", 1, 2, 10**30), "start_on"),
        (day("start_on", 1, 2, ""), "start_on"),
        (day("end_on", 6, 1, 2027), "end_on"),  # a day before it starts
        ({**day("deadline", 1, 7, 2027), **day("expires_on")}, "deadline"),  # after the end
        (day("expires_on", 31, 5, 2027), "expires_on"),  # a day before the deadline
        ({"hours_per": ""}, "hours_per"),
        ({"hours": ""}, "hours"),
        ({"hours": "0"}, "hours"),
        ({"hours": "two"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"hours": "1.25"}, "hours"),
        ({"commitment": "sometimes"}, "commitment"),
        ({"times": ["midnight"]}, "times"),
    ],
)
def test_times_that_cannot_be_are_refused_beside_the_field(
    client: Client, draft: Submission, typed: dict[str, str], wrong: str
) -> None:
    # Without its end, nothing is wrong with the other dates.
    found = errors(client, draft, "when", **typed)
    assert wrong in found
    assert set(found) <= {wrong, "deadline"}


@pytest.mark.parametrize("hours", ["1.5", "1,5", " 1,5 "])
@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_take_a_point_or_a_comma_in_each_language(
    client: Client, draft: Submission, language: str, hours: str
) -> None:
    answer = post(client, draft, "when", {**call_steps()["when"], "hours": hours}, language)
    assert answer.status_code == 302


def test_four_fields_are_refused_and_three_are_not(client: Client, draft: Submission) -> None:
    fields = [factories.field(slug).slug for slug in ("animals", "sport", "culture", "seniors")]
    found = errors(client, draft, "job", fields_of_work=fields)
    assert found == {"fields_of_work": ["Choose at most 3."]}
    job = {**call_steps()["job"], "fields_of_work": fields[:3]}
    assert post(client, draft, "job", job).status_code == 302


def test_unknown_town_is_answered_with_towns_that_come_near(
    client: Client, draft: Submission
) -> None:
    factories.place("Jablonec nad Nisou")
    found = errors(client, draft, "where", places="Liberec\nJablon")
    assert "Jablonec nad Nisou" in found["places"][0]


def test_only_what_is_done_from_home_needs_no_town(client: Client, draft: Submission) -> None:
    assert set(errors(client, draft, "where", places="")) == {"places"}
    where = {**call_steps()["where"], "places": "", "mode": "remote"}
    assert post(client, draft, "where", where).status_code == 302


def test_going_back_keeps_what_was_half_typed(client: Client, draft: Submission) -> None:
    half = {"commitment": "one_off", "hours": "many", **day("start_on", 99)}
    back = post(client, draft, "when", half, go="back")
    assert back["Location"] == address_of(draft, "where")
    again = client.get(address_of(draft, "when"))
    assert 'value="many"' in again.content.decode()
    assert 'value="99"' in again.content.decode()
    assert "error" not in again.context["form"].as_p()


def test_contact_is_filled_in_with_what_the_public_knows(client: Client, draft: Submission) -> None:
    page = client.get(address_of(draft, "contact")).content.decode()
    assert 'value="all@example.org"' in page
    assert 'value="+420 601 999 999"' in page


JUNK = ["a\0b", "🐕‍🦺 Ž", "<script>alert(1)</script>", '"><b onclick=x>', "\u202egnp.exe", "=1+1"]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_shown_harmlessly(client: Client, draft: Submission, junk: str) -> None:
    steps = call_steps()
    texts = {"title": f"Dogs {junk}", "summary": junk, "description": junk, "tasks": f"- {junk}"}
    steps["job"].update(texts)
    steps["contact"]["contact_name"] = junk
    fill_in(client, draft, steps)
    form = client.get(address_of(draft, "job")).content.decode()
    check = client.get(address_of(draft)).content.decode()
    flow.send(draft)
    call = Opportunity.objects.get()
    shown = check + call.description + call.tasks
    assert not any(bad in form + shown for bad in ("<script>alert", "<b onclick", "\0"))
    assert "\u202e" not in shown + call.title + call.contact_name


def test_choice_of_no_language_leaves_the_draft_its_own(client: Client, draft: Submission) -> None:
    post(client, draft, "job", {**call_steps()["job"], "language": "klingon" * 9})
    draft.refresh_from_db()
    assert draft.language == "en"


# --- An entry that is there already ----------------------------------------------------


def published_call(organisation: Organisation) -> Opportunity:
    """Return a call that went through the form and is public."""
    fields = [factories.field(slug) for slug in ("seniors", "animals", "culture")]
    places = [factories.place("Turnov"), factories.place("Jablonec")]
    call = factories.opportunity(
        fields=fields,
        places=places,
        organisation=organisation,
        language="en",
        description="<p>A <b>bold</b> one.</p>",
        hours=Decimal(2),
        hours_per="week",
        times=["weekend"],
        start_on=datetime.date(2026, 1, 7),
        expires_on=datetime.date(2026, 12, 1),
        contact_phone="601 111 111",
        tags=["dogs"],
    )
    call.save_revision()
    saved: Opportunity = Opportunity.objects.get(pk=call.pk)
    return saved


def change(client: Client, call: Opportunity, step: str, **typed: Any) -> Submission:
    """Send the form of ``call`` with some answers changed."""
    draft = flow.change(kind_called("opportunity"), call, "eva@example.org")
    answer = post(client, draft, step, {**draft.data[step], **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    draft.refresh_from_db()
    return flow.send(draft)


def test_contact_and_hours_go_live_at_once(client: Client, organisation: Organisation) -> None:
    call = published_call(organisation)
    assert change(client, call, "contact", contact_phone="601 222 222").state == State.PUBLISHED
    call = Opportunity.objects.get()
    assert change(client, call, "when", hours="3,5").state == State.PUBLISHED
    live = Opportunity.objects.get()
    assert (live.contact_phone, live.hours, live.live) == ("601 222 222", Decimal("3.5"), True)
    assert live.current_workflow_state is None
    assert not Mail.objects.filter(event__contains="received").exists()


@pytest.mark.parametrize(
    ("step", "typed"),
    [("job", {"title": "Feed the cats"}), ("where", {"street": "Elsewhere 1"})],
)
def test_texts_and_places_wait_for_a_check(
    client: Client, organisation: Organisation, step: str, typed: dict[str, str]
) -> None:
    call = published_call(organisation)
    sent = change(client, call, step, **typed)
    (name, value) = next(iter(typed.items()))
    live = Opportunity.objects.get()
    assert (sent.state, live.live) == (State.WAITING, True)
    assert getattr(live, name) == getattr(call, name)
    flow.publish(sent, factories.user("Moderators"))
    live.refresh_from_db()
    assert getattr(live, name) == value


def test_changing_one_answer_leaves_all_the_rest(
    client: Client, organisation: Organisation
) -> None:
    call = published_call(organisation)
    change(client, call, "job", title="Feed the cats")
    wanted = Opportunity.objects.get().get_latest_revision_as_object()
    assert entries.differing(call, wanted) == ["title"]
    assert wanted.description == "<p>A <b>bold</b> one.</p>"
    assert [tag.name for tag in wanted.tags.all()] == ["dogs"]


def test_last_years_call_is_copied_without_its_dates(organisation: Organisation) -> None:
    call = published_call(organisation)
    draft = new_call(organisation)
    draft.data = dict(copied(call))
    forms = kind_called("opportunity").forms(draft)
    assert all(form.is_valid() for form in forms.values())
    when = forms["when"].cleaned_data
    assert [when[name] for name in ("start_on", "end_on", "deadline", "expires_on")] == [None] * 4
    assert (when["hours"], forms["job"].cleaned_data["title"]) == (Decimal(2), call.title)
    assert set(forms["where"].cleaned_data["places"]) == set(call.places.all())
