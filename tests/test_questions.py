"""Published questions: list, facets, words, the page of one, rights, workflow."""

import datetime
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from advice.models import Question, QuestionGuide, QuestionSource
from search.query import SearchQuery
from search.service import search
from tests import factories
from tests.admin import PUBLISH, SUBMIT, address, client_of
from tests.advising import Advice, guide, question, topic
from tests.cards import unmarked
from tests.sites import Portal

pytestmark = pytest.mark.django_db


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def things(response: Any) -> dict[str, Any]:
    """Return what a page describes in JSON-LD, by type."""
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    found = [json.loads(text) for text in re.findall(pattern, response.text, re.DOTALL)]
    return {thing["@type"]: thing for thing in found}


def form(**changes: Any) -> dict[str, Any]:
    """Return a complete form of the admin, with ``changes``."""
    return {
        "title": "Am I insured?",
        "question": "",
        "answer": rich_text("<p>Yes.</p>"),
        "topic": topic().pk,
        "country": "CZ",
        "as_of": "",
        "review_on": "",
        **rows("sources"),
        **rows("guides"),
        **changes,
    }


def rows(name: str, *items: dict[str, Any]) -> dict[str, Any]:
    """Return the rows ``items`` of a form inside the form."""
    found: dict[str, Any] = nested_form_data({name: inline_formset(items)})
    return found


# --- The list ----------------------------------------------------------------------------


def test_list_has_facets_with_counts(client: Client, advice: Advice, portal: Portal) -> None:
    question(title="First?", country="CZ")
    question(title="Second?", country="CZ", about="grants")
    question(title="Third?", country="PL")
    portal.rebuild()
    page = client.get(f"{advice.questions['en']}?country=CZ").text
    assert "First?" in page
    assert "Third?" not in page
    assert re.search(r'value="insurance">.*?\(1\)', page)
    assert "2 answers" in page


def test_what_holds_everywhere_is_found_in_each_country(
    client: Client, advice: Advice, portal: Portal
) -> None:
    question(title="Everywhere?", country="")
    portal.rebuild()
    for code in ("CZ", "PL", "SI"):
        assert "Everywhere?" in client.get(f"{advice.questions['sl']}?country={code}").text


@pytest.mark.parametrize("words", ["pojištění", "POJISTENI", "škody", "okno"])
def test_answers_are_found_by_their_words(
    client: Client, advice: Advice, portal: Portal, words: str
) -> None:
    question(title="Kdo platí škodu?", answer="<p>Pojištění; i za rozbité okno.</p>")
    question(title="Něco jiného?")
    portal.rebuild()
    page = unmarked(client.get(advice.questions["cs"], {"q": words}).text)
    assert "Kdo platí škodu?" in page
    assert "Něco jiného?" not in page


def test_database_finds_what_the_index_finds(client: Client, advice: Advice, settings: Any) -> None:
    settings.SEARCH_URL = "database:"
    question(title="Who pays for damage?", language="en", country="CZ")
    question(title="Something else?", language="en")
    page = unmarked(client.get(advice.questions["en"], {"q": "damage", "country": "CZ"}).text)
    assert "Who pays for damage?" in page
    assert "Something else?" not in page


def test_changed_and_deleted_questions_reach_the_index(advice: Advice, portal: Portal) -> None:
    portal.rebuild()
    row = question(title="Is volunteering insured?", language="en")

    def found() -> tuple[int, ...]:
        from search import queue

        queue.apply()
        return search(SearchQuery("question", "en", "insured")).keys

    assert found() == (row.pk,)
    row.title = "Is it safe?"
    row.answer = "<p>It is.</p>"
    row.save()
    assert found() == ()


def test_guides_are_found_by_their_words(advice: Advice, portal: Portal) -> None:
    page = guide("en", title="Insurance of volunteers", body=[("text", "<p>About windows.</p>")])
    portal.rebuild()
    assert search(SearchQuery("guide", "en", "window")).keys == (page.pk,)
    page.unpublish()
    portal.rebuild()
    assert search(SearchQuery("guide", "en", "window")).keys == ()


# --- One question ------------------------------------------------------------------------


def test_page_shows_question_answer_and_law(client: Client, advice: Advice) -> None:
    row = question(title="Am I insured?", question="I help on Sundays.", as_of=days(-3))
    row.sources = [QuestionSource(law="Act No. 198/2002", section="§ 5")]
    row.save()
    text = client.get(row.url_in("cs")).text
    for words in ("<h1>Am I insured?</h1>", "I help on Sundays.", "Act No. 198/2002, § 5"):
        assert words in text


def test_question_of_another_language_is_shown_marked(client: Client, advice: Advice) -> None:
    row = question("pl", title="Czy jestem ubezpieczony?")
    text = client.get(row.url_in("en")).text
    assert '<h1 lang="pl">Czy jestem ubezpieczony?</h1>' in text


def test_translation_reads_facts_of_its_source(client: Client, advice: Advice) -> None:
    row = question(title="Jsem pojištěn?", review_on=days(-1), country="CZ")
    factories.translation(row, "en", title="Am I insured?")
    row.sources = [QuestionSource(law="Act No. 198/2002")]
    row.save()
    text = client.get(row.version_in("en").url_in("en")).text
    assert "Act No. 198/2002" in text
    assert "may be out of date" in text


@pytest.mark.parametrize(("number", "told"), [(-1, True), (0, False), (None, False)])
def test_reader_is_told_after_the_day_of_review(
    client: Client, advice: Advice, number: int | None, told: bool
) -> None:
    row = question("en", review_on=None if number is None else days(number))
    assert ("may be out of date" in client.get(row.url_in("en")).text) is told
    listed = client.get(advice.questions["en"]).text
    assert row.pk
    assert "Question" in listed


def test_one_accepted_answer_for_machines(client: Client, advice: Advice) -> None:
    row = question("en", title="Am I insured?", answer="<p>Yes.</p>")
    page = things(client.get(row.url_in("en")))["QAPage"]
    asked = page["mainEntity"]
    assert (asked["name"], asked["answerCount"]) == ("Am I insured?", 1)
    assert asked["acceptedAnswer"]["text"] == "<p>Yes.</p>"
    assert asked["acceptedAnswer"]["url"].endswith(row.url_in("en"))


def test_guides_named_and_similar_questions_stand_beside_it(
    client: Client, advice: Advice, portal: Portal
) -> None:
    row, other = question(country="CZ"), question(title="A similar one?", country="CZ")
    question(title="Of another topic?", about="grants")
    named = guide(title="The guide", about="grants")
    row.guides = [QuestionGuide(guide=named)]
    row.save()
    portal.rebuild()
    text = client.get(row.url_in("cs")).text
    assert "The guide" in text
    assert other.title in text
    assert "Of another topic?" not in text


def test_answer_taken_down_is_gone(client: Client, advice: Advice) -> None:
    row = question()
    row.live = False
    row.save()
    answer = client.get(row.url_in("en"))
    assert answer.status_code == 410
    assert "This answer has been taken down" in answer.text


def test_queries_do_not_grow(client: Client, advice: Advice, portal: Portal, settings: Any) -> None:
    row = question(country="CZ")
    for number in range(12):
        question(country="CZ")
        guide(country="CZ")
        row.sources.add(QuestionSource(law=f"Act {number}"))
    row.save()
    portal.rebuild()
    settings.CONTENT_VERSION_SECONDS = 60
    for url in (row.url_in("en"), advice.questions["en"]):
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(f"{url}?fresh=1")
        assert len(found) <= 15, [one["sql"] for one in found]


# --- Staff -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "status"),
    [("Editors", 200), ("Moderators", 200), ("Experts", 200), ("Translators", 200)],
)
def test_staff_see_the_list(advice: Advice, group: str, status: int) -> None:
    question(title="Am I insured?")
    answer = client_of(group).get(address("list", Question))
    assert answer.status_code == status
    assert "Am I insured?" in answer.text


def test_expert_hands_in_and_moderator_publishes(client: Client, advice: Advice) -> None:
    assert Workflow.objects.get(name="Check by the centre")
    expert, moderator = client_of("Experts"), client_of("Moderators")
    sent = form(**SUBMIT)
    answer = expert.post(address("add", Question), sent)
    row = Question.objects.get()
    assert (answer.status_code, row.live) == (302, False)
    assert row.workflow_in_progress
    refused = expert.post(address("edit", row), form(**PUBLISH))
    row.refresh_from_db()
    assert (refused.status_code, row.live) != (302, True)
    moderator.post(address("edit", row), form(**PUBLISH))
    row.refresh_from_db()
    assert row.live
    assert client.get(row.url_in("cs")).status_code == 200


def test_sources_and_guides_are_edited_in_place(advice: Advice) -> None:
    named = guide()
    sources = rows("sources", {"law": "Act 1", "section": "§ 2", "url": ""})
    guides = rows("guides", {"guide": named.pk})
    client_of("Moderators").post(address("add", Question), form(**sources, **guides, **PUBLISH))
    row = Question.objects.get()
    assert [str(one) for one in row.sources.all()] == ["Act 1, § 2"]
    assert [one.guide for one in row.guides.all()] == [named]


def test_translation_is_edited_without_facts(advice: Advice) -> None:
    row = question(title="Jsem pojištěn?")
    made = factories.translation(row, "en", title="Am I insured?")
    client = client_of("Moderators")
    page = client.get(address("edit", made))
    assert page.status_code == 200
    assert 'name="topic"' not in page.text
    assert "sources-TOTAL_FORMS" not in page.text
    sent = {"title": "Am I insured at all?", "question": "", "answer": rich_text("<p>Yes.</p>")}
    client.post(address("edit", made), {**sent, **PUBLISH})
    made.refresh_from_db()
    assert (made.title, made.live) == ("Am I insured at all?", True)


def test_preview_shows_the_draft(advice: Advice) -> None:
    row = question(live=False)
    client = client_of("Moderators")
    url = address("preview_on_edit", row)
    assert client.post(url, form(title="As it will be?")).json()["is_valid"]
    assert "As it will be?" in client.get(url).text
