"""Advice to test with: its lists in every language, guides, questions, what people asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from advice.asking import flow
from advice.models import (
    Asked,
    GuideIndexPage,
    GuidePage,
    MaterialIndexPage,
    Question,
    QuestionIndexPage,
    Topic,
)
from home.models import HomePage
from portal.common import versions
from tests import factories
from tests.people import HIDDEN, human
from tests.sites import LANGUAGES, Portal, add_list

LISTS: tuple[type[Any], ...] = (GuideIndexPage, QuestionIndexPage, MaterialIndexPage)
_numbers = count(1)


@dataclass(frozen=True)
class Advice:
    """Paths of the lists by language."""

    guides: dict[str, str]
    questions: dict[str, str]
    materials: dict[str, str]


@pytest.fixture
def advice(portal: Portal) -> Advice:
    """Return the lists of advice in each language, empty."""
    homes = [HomePage.objects.get(locale=factories.locale(code)) for code in LANGUAGES]
    for home in homes:
        for model in LISTS:
            add_list(home, model, homes[0] if home is not homes[0] else None)
    versions.bump()
    portal.rebuild()
    return Advice(*({code: m.url_in(code) for code in LANGUAGES} for m in LISTS))


def topic(slug: str = "insurance") -> Topic:
    """Return the topic with ``slug``."""
    return Topic.objects.get(slug=slug)


def guide(
    language: str = "cs", about: str = "insurance", like: GuidePage | None = None, **attributes: Any
) -> GuidePage:
    """Return a published guide; a translation of ``like`` if that is given."""
    index = GuideIndexPage.objects.get(locale=factories.locale(language))
    number = next(_numbers)
    page = GuidePage(
        locale=index.locale,
        **{
            "title": f"Guide {number}",
            "slug": f"guide-{number}",
            "summary": f"What guide {number} says.",
            "topic": topic(about),
            **attributes,
        },
    )
    if like:
        page.translation_key = like.translation_key
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def question(language: str = "cs", about: str = "insurance", **attributes: Any) -> Question:
    """Return a saved question, published unless ``live=False``."""
    number = next(_numbers)
    live = attributes.get("live", True)
    made = Question(
        locale=factories.locale(language),
        **{
            "title": f"Question {number}?",
            "answer": f"<p>Answer {number}.</p>",
            "topic": topic(about),
            "first_published_at": timezone.now() if live else None,
            **attributes,
        },
    )
    made.save()
    return made


def asked(state: str = Asked.State.NEW, **attributes: Any) -> Asked:
    """Return a private question whose address is confirmed."""
    row = Asked.objects.create(
        **{
            "language": "en",
            "email": "jana.novakova@example.org",
            "text": "Who pays if a volunteer of ours breaks a window?",
            "topic": topic(),
            "country": "CZ",
            "consent": True,
            "waiting_since": timezone.now(),
            **attributes,
        }
    )
    if state == Asked.State.ANSWERED:
        flow.answer(row_in(row, Asked.State.NEW), None, "The insurance does.")
        row.refresh_from_db()
        return row
    return row_in(row, state)


def row_in(row: Asked, state: str) -> Asked:
    Asked.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def address(name: str, *args: Any, language: str = "en") -> str:
    """Return a public address in ``language``."""
    with translation.override(language):
        return reverse(name, args=args)


def human_post(client: Client, path: str, **answers: Any) -> Any:
    """Post to a form as a person does, with what it hides, after reading for a while."""
    hidden = dict(HIDDEN.findall(client.get(path).content.decode()))
    return client.post(path, {**hidden, **human(hidden.get("stamp", "")), **answers})


def press_again(client: Client, path: str, page: Any, **answers: Any) -> Any:
    """Press a button of a page that came back."""
    hidden = dict(HIDDEN.findall(page.content.decode()))
    return client.post(path, {**hidden, **human(hidden.get("stamp", "")), **answers})


def queries(captured: Sequence[Any]) -> int:
    """Return how many queries asked for something."""
    return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def page_of(row: Asked) -> str:
    return reverse("asked_desk_question", args=[row.pk])


def who_reads_english(first_name: str, last_name: str) -> Any:
    """Return an expert who has chosen English for the admin."""
    user = factories.user("Experts", first_name=first_name, last_name=last_name)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return user
