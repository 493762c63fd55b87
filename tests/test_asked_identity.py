"""Nobody's identity is stored with a published question: looked for in all there is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision

from advice.asking import flow
from advice.models import Asked, Note, Question
from portal.common.models import Mail
from search.query import SearchQuery
from search.service import search
from tests.admin import PUBLISH, address, client_of
from tests.advising import Advice, asked
from tests.sites import Portal
from tests.test_expert_publishing import public, publish_page
from tests.test_questions import form

pytestmark = pytest.mark.django_db
TOLD = "Zdislava Krhoutková broke a window of the Pastelka club."
EMAIL = "zdislava.krhoutkova@example.org"
# What would lead back, each in its own way.
TRACES = ("Zdislava", "Krhoutkov", "zdislava", "Pastelka", "pastelka")


def everything() -> Iterator[tuple[str, str]]:
    """Yield each row of the database as words, and where it stands."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            yield model._meta.label, str(row)


def traces(reference: str) -> set[str]:
    """Return the models whose rows have something of the asker."""
    wanted = (*TRACES, reference)
    return {label for label, text in everything() if any(trace in text for trace in wanted)}


@pytest.fixture
def published(advice: Advice) -> tuple[Asked, Question]:
    """Return a private question, and what an expert and a moderator made public of it."""
    row = asked(text=TOLD, email=EMAIL)
    Note.objects.create(asked=row, text="Mrs Krhoutková rang, too.")
    flow.answer(row, None, "Dear Mrs Krhoutková, the insurance pays.")
    expert = client_of("Experts")
    expert.post(publish_page(row), public())
    made = Question.objects.get()
    client_of("Moderators").post(address("edit", made), form(title=made.title, **PUBLISH))
    made.refresh_from_db()
    assert made.live
    row.refresh_from_db()
    return row, made


def test_what_is_public_holds_nothing_of_who_asked(
    client: Client, portal: Portal, published: tuple[Asked, Question]
) -> None:
    row, made = published
    mine = {"advice.Asked", "advice.Letter", "advice.Note", "common.Mail"}
    assert traces(row.reference) <= mine
    assert Revision.objects.for_instance(made).exists()
    assert ModelLogEntry.objects.for_instance(made).exists()
    portal.rebuild()
    for word in ("Krhoutkova", "Pastelka", row.reference):
        assert not search(SearchQuery("question", "en", word)).total
    page = client.get(made.url_in("en")).text
    assert not any(trace in page for trace in (*TRACES, row.reference))


def test_nothing_is_left_once_the_private_part_is_deleted(
    published: tuple[Asked, Question],
) -> None:
    row, made = published
    reference = row.reference
    flow.delete(row)
    # They delete themselves after thirty days: tests/test_retention.py.
    Mail.objects.all().delete()
    assert traces(reference) == set()
    made.refresh_from_db()
    assert made.live


def test_history_of_the_question_names_staff_only(published: tuple[Asked, Question]) -> None:
    row, made = published
    url = reverse("wagtailsnippets_advice_question:history", args=[made.pk])
    text = client_of("Moderators").get(url).text
    assert row.reference not in text
    assert "Krhoutkov" not in text


def test_reader_is_not_led_to_the_asker_by_structured_data(
    client: Client, published: tuple[Asked, Question]
) -> None:
    _row, made = published
    text: Any = client.get(made.url_in("en")).text
    assert '"@type": "Person"' not in text
