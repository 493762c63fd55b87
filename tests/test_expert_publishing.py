"""What becomes public of a question: in other words, checked, with nothing of who asked."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from advice.asking import flow
from advice.models import Asked, Feedback, Question
from tests.admin import client_of
from tests.advising import Advice, asked, page_of, question, topic, who_reads_english

pytestmark = pytest.mark.django_db
State = Asked.State


@pytest.fixture
def client() -> Client:
    """Return a client of an expert."""
    made = Client()
    made.force_login(who_reads_english("Helena", "Dubská"))
    return made


def public(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Who pays for a window?",
        "question": "A volunteer broke one.",
        "answer": "The insurance.\n\n- first\n- second",
        "topic": topic().pk,
        "country": "CZ",
        "as_of": "2026-11-01",
        "review_on": "2027-11-01",
        **changes,
    }


def publish_page(row: Asked) -> str:
    return reverse("asked_desk_publish", args=[row.pk])


def test_publishing_makes_a_draft_for_the_workflow(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    answer = client.post(publish_page(row), public())
    made = Question.objects.get()
    assert answer["Location"] == reverse("wagtailsnippets_advice_question:edit", args=[made.pk])
    assert (made.live, made.locale.language_code, made.country) == (False, "en", "CZ")
    assert made.answer == "<p>The insurance.</p><ul><li>first</li><li>second</li></ul>"
    assert made.latest_revision is not None
    row.refresh_from_db()
    assert row.published == made
    assert client.get(answer["Location"]).status_code == 200


def test_publishing_twice_makes_one_draft(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    client.post(publish_page(row), public())
    client.post(publish_page(row), public())
    assert Question.objects.count() == 1
    assert client.get(publish_page(row)).status_code == 302


def test_colleague_who_made_the_draft_first_is_told_of(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    client.post(publish_page(row), public())
    late = client.post(publish_page(row), public(title="Another one?"), follow=True)
    assert "A colleague had made a draft already" in late.text


def test_editor_of_a_draft_is_told_what_is_left_in_it(client: Client, advice: Advice) -> None:
    told = question(live=False, answer="<p>Ring Petr Dlouhý, 777 123 456.</p>")
    page = client.get(reverse("wagtailsnippets_advice_question:edit", args=[told.pk]))
    assert "telephone number: 777 123 456" in page.text
    clean = question(live=False, answer="<p>Nobody is named.</p>")
    page = client.get(reverse("wagtailsnippets_advice_question:edit", args=[clean.pk]))
    assert "telephone number" not in page.text


def test_admin_tells_nobody_that_a_question_came_from_somebody(advice: Advice) -> None:
    row, known = asked(), question("en")
    flow.point_to(row, None, known)
    Asked.objects.filter(pk=row.pk).update(published=known)
    row.refresh_from_db()
    row.save()
    assert not ReferenceIndex.get_references_to(known).exists()
    page = client_of("Moderators").get(f"/admin/snippets/advice/question/usage/{known.pk}/")
    assert page.status_code == 200
    assert row.reference not in page.text
    assert "rivate question" not in page.text


def test_nothing_in_the_draft_leads_to_the_asker(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    client.post(publish_page(row), public())
    made = Question.objects.get()
    stored = f"{made.latest_revision.content} {made.__dict__}"
    assert all(word not in stored for word in (row.email, row.reference, row.text))


def test_form_begins_with_what_was_said_and_what_is_found(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED, text="Jana Nováková broke it. Ring +420 777 123 456.")
    page = client.get(publish_page(row)).text
    assert "The insurance does." in page
    assert "telephone number: +420 777 123 456" in page
    assert "words of the asker’s own address: Jana, Nováková" in page


def test_findings_are_looked_at_before_a_draft_is_made(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED)
    told = public(question="The house of Petr Dlouhý, 777 123 456.")
    first = client.post(publish_page(row), told)
    assert "telephone number: 777 123 456" in first.text
    assert not Question.objects.exists()
    seen = BeautifulSoup(first.text, "html.parser").select_one("input[name=seen]")
    assert seen
    client.post(publish_page(row), {**told, "seen": seen["value"]})
    assert Question.objects.count() == 1


def test_without_consent_nothing_is_published(client: Client, advice: Advice) -> None:
    row = asked(State.ANSWERED, consent=False)
    assert client.get(publish_page(row)).status_code == 302
    client.post(publish_page(row), public())
    assert not Question.objects.exists()
    assert "has not agreed" in client.get(page_of(row)).text


def test_experts_read_what_is_said_of_guides(client: Client, advice: Advice) -> None:
    assert not Feedback.objects.exists()
    assert client.get(reverse("guide_feedback")).status_code == 200
