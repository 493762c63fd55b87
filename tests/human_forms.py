"""What tests of forms for people begin with: two forms, and how they come in."""

import base64
import json
from typing import Any

import altcha
import pytest
from django import forms
from django.conf import settings as conf
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from portal.common import proofs
from portal.common.humans import HumanForm, Stamp

LANGUAGES = [code for code, _name in conf.LANGUAGES]
PATH = "/en/form/"


class SendForm(HumanForm):
    """A form with one question of its own."""

    name = forms.CharField(label="Name", error_messages={"required": "Who?"})


class BeginForm(HumanForm):
    """A form that asks for nothing at first."""

    deed = "begin"


@pytest.fixture
def plain_words() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def easy_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is not to spend its time with what browsers do."""
    monkeypatch.setattr(proofs, "ROUNDS", 10)
    monkeypatch.setattr(proofs, "FEWEST", 1)
    monkeypatch.setattr(proofs, "MOST", 5)


def solution(challenge: altcha.Challenge | None = None) -> str:
    """Return what a browser would send."""
    challenge = challenge or proofs.make()
    found = altcha.solve_challenge(challenge)
    assert found
    return altcha.Payload(challenge, found).to_base64()


def stamp(seconds: float, number: int = 0) -> str:
    """Return the stamp of a form that was shown so long ago, with that question."""
    now = Stamp.now(number)
    return Stamp(now.shown_at - seconds, number).signed()


def sent(kind: type[HumanForm] = SendForm, network: str = "192.0.2.1", **typed: Any) -> HumanForm:
    """Return the form as it came in: ten seconds after it was shown, if nothing else is said."""
    data = QueryDict(mutable=True)
    data.update({"name": "Ana", "stamp": stamp(10), **typed})
    path = typed.pop("path", PATH)
    request = RequestFactory().post(
        path, data.urlencode(), "application/x-www-form-urlencoded", REMOTE_ADDR=network
    )
    form = kind(request.POST, request=request)
    form.full_clean()
    return form


def problems(form: HumanForm) -> list[tuple[str, str]]:
    """Return what is said beside which field."""
    return [(name, str(text)) for name, texts in form.errors.items() for text in texts]


def changed(payload: str, **parameters: Any) -> str:
    """Return the solution of a challenge that somebody has made easier."""
    data = json.loads(base64.b64decode(payload))
    data["challenge"]["parameters"] |= parameters
    return base64.b64encode(json.dumps(data).encode()).decode()
