"""What is offered while somebody types: the answers of the server."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advice.models import QuestionIndexPage
from search import service, suggestions
from search.suggestions import Group, Suggestion, evenly
from tests import advising, factories
from tests.sites import Portal

pytestmark = pytest.mark.django_db

Offered = dict[str, list[dict[str, str]]]


@pytest.fixture
def offers(rooms: Portal) -> Portal:
    """Return a portal with something of each kind that begins with “gard”."""
    service._away.clear()
    factories.field("garden", name="Gardens", names={"cs": "Zahrady"})
    town = factories.place("Gardelegen")
    host = factories.organisation(language="en", name="Gardeners", place=town)
    factories.opportunity(language="en", title="Help in the garden", organisation=host)
    factories.opportunity(language="cs", title="Garden party po česku", organisation=host)
    factories.opportunity(
        language="en",
        title="Cooking",
        organisation=host,
        description="<p>With herbs from the garden.</p>",
    )
    advising.question("en", title="Who insures gardeners?")
    rooms.rebuild()
    return rooms


def ask(client: Client, typed: str, language: str = "en") -> Any:
    answer = client.get(f"/{language}/suggest/", {"q": typed})
    assert answer.status_code == 200
    return answer.json()


def offered(client: Client, typed: str, language: str = "en") -> Offered:
    return {g["label"]: g["options"] for g in ask(client, typed, language)["groups"]}


def labels(found: Offered) -> dict[str, list[str]]:
    return {kind: [option["label"] for option in options] for kind, options in found.items()}


def test_all_that_begins_like_it_is_offered_by_kind(offers: Portal, client: Client) -> None:
    assert labels(offered(client, "gard")) == {
        "Fields": ["Gardens"],
        "Places": ["Gardelegen"],
        "Opportunities": ["Garden party po česku", "Help in the garden"],
        "Organisations": ["Gardeners"],
        "Questions and answers": ["Who insures gardeners?"],
    }


def test_each_leads_to_itself_and_facts_to_the_list(offers: Portal, client: Client) -> None:
    found = offered(client, "gard")
    url = offers.opportunities["en"]
    assert found["Fields"][0]["url"] == f"{url}?field=garden"
    assert found["Places"][0]["url"] == f"{url}?near=Gardelegen"
    for kind in ("Opportunities", "Organisations", "Questions and answers"):
        for option in found[kind]:
            assert client.get(option["url"]).status_code == 200


def test_what_is_in_another_language_says_so(offers: Portal, client: Client) -> None:
    found = offered(client, "gard")["Opportunities"]
    assert [option["lang"] for option in found] == ["cs", ""]


def test_words_and_kinds_are_those_of_the_reader(offers: Portal, client: Client) -> None:
    assert labels(offered(client, "zahr", "cs"))["Oblasti"] == ["Zahrady"]
    assert ask(client, "gard", "pl")["status"] == "6\xa0podpowiedzi"
    assert ask(client, "zxqv", "sl") == {"status": "Ni predlogov", "groups": []}


def test_another_form_of_a_finished_word_is_offered(offers: Portal, client: Client) -> None:
    assert "Help in the garden" in labels(offered(client, "gardens"))["Opportunities"]


def test_hidden_entries_are_not_offered(offers: Portal, client: Client) -> None:
    host = factories.organisation(language="en", name="Hidden guild", live=False)
    factories.opportunity(language="en", title="Hidden work", organisation=host)
    factories.opportunity(language="en", title="Hidden draft", live=False)
    offers.rebuild()
    assert offered(client, "hidden") == {}


def test_list_that_is_not_there_offers_nothing(offers: Portal, client: Client) -> None:
    QuestionIndexPage.objects.all().delete()
    assert "Questions and answers" not in offered(client, "gard")


@pytest.mark.parametrize("typed", ["", " ", "g", "\x00", "\x00\x00\x00", "…", "a" * 10_000, "((("])
def test_junk_is_offered_nothing(offers: Portal, client: Client, typed: str) -> None:
    assert ask(client, typed)["groups"] == []


def test_answer_may_be_kept_by_everybody(offers: Portal, client: Client) -> None:
    answer = client.get("/en/suggest/?q=gard")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_without_an_engine_facts_are_offered(offers: Portal, client: Client, settings: Any) -> None:
    settings.SEARCH_URL = "tantivy:/nowhere/at/all"
    assert labels(offered(client, "gard")) == {"Fields": ["Gardens"], "Places": ["Gardelegen"]}


@pytest.mark.parametrize("typed", ["gard", "garden par", "zxqv", "gardeners"])
def test_queries_are_three_at_most(
    offers: Portal, client: Client, settings: Any, typed: str
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    ask(client, "warm")
    with CaptureQueriesContext(connection) as captured:
        ask(client, typed)
    assert len(captured) <= 3, [one["sql"] for one in captured]


def test_few_of_each_rather_than_many_of_one() -> None:
    groups = [
        Group(name, [Suggestion(f"{name}{n}", "/") for n in range(length)])
        for name, length in (("a", 3), ("b", 0), ("c", 9), ("d", 1))
    ]
    cut = {group.label: len(group.options) for group in evenly(groups)}
    assert cut == {"a": 3, "c": 4, "d": 1}
    assert sum(cut.values()) == suggestions.MOST
