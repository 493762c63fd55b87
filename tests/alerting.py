"""What tests of kept searches do again and again: keep one, let the worker do its round."""

import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from alerts import flow, telling
from alerts.models import Alert
from alerts.questions import question_for
from portal.common.links import Link
from portal.common.models import Mail
from search.pages import list_of
from search.params import Params
from tests.advising import human_post
from tests.people import LINK
from tests.sites import Portal

EMAIL = "ana@example.org"


def address(name: str, *args: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name, args=args)


def keep(client: Client, asked: str = "", language: str = "en", **changes: Any) -> Any:
    """Send the form as a person does; return the answer."""
    path = address("alert_keep", "opportunity", language=language) + asked
    answers = {"email": EMAIL, "often": "now", "consent": "on", **changes}
    return human_post(client, path, **answers)


def kept(
    asked: str = "",
    often: str = "now",
    email: str = EMAIL,
    language: str = "en",
    kind: str = "opportunity",
) -> Alert:
    """Return a search that is kept, its address confirmed."""
    model = list_of(kind)
    assert model
    params = Params.from_get(QueryDict(asked.removeprefix("?")), model.facets)
    alert = flow.keep(email, question_for(kind, language, params), often)
    flow.confirm(alert)
    return alert


def told(portal: Portal | None = None) -> list[Mail]:
    """Bring the index up to date, let the worker do its round; return all mails of news."""
    if portal:
        portal.rebuild()
    telling.tell()
    return news()


def news() -> list[Mail]:
    return list(Mail.objects.filter(event__startswith="alert-news-").order_by("pk"))


def paths(mail: Mail) -> list[str]:
    """Return the paths of the links in ``mail``."""
    found: list[str] = LINK.findall(mail.text)
    return found


def link(purpose: str, subject: int) -> str:
    return Link.objects.standing(purpose, subject, 30).token


def at(monkeypatch: pytest.MonkeyPatch, *when: int) -> None:
    """Let it be that time where the site is: year, month, day, hour …"""
    moment = local(*when)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def local(*when: int) -> datetime.datetime:
    """Return a time where the site is."""
    return datetime.datetime(*when, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]
