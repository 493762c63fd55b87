"""Somebody who sends a form, page by page, through Django's test client."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.common.humans import stamp_of
from portal.common.models import Mail
from portal.common.questions import QUESTIONS

LINK = re.compile(rf"{re.escape(settings.PUBLIC_URL)}(/\S+)")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Author:
    """Answers that make a complete profile, and the ways to give them."""

    language: str = "en"
    client: Client = field(default_factory=Client)
    token: str = ""
    email: str = "ema@example.org"

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        return {
            "who": {
                "name": "Útulek Za Vodou",
                "legal_form": "association",
                "country": "CZ",
                "registration_number": "99 88 77 11",
                "language": self.language,
            },
            "what": {
                "summary": "We look after dogs nobody wants any more.",
                "about": "Two paragraphs.\n\n- walks\n- feeding",
                "fields_of_work": ["animals"],
            },
            "where": {"place": "liberec", "street": "Zámecká 1", "reach": "region"},
            "contact": {
                "phone": "+420 485 000 111",
                "contact_name": "Ema Nováková",
                "contact_email": self.email,
            },
        }

    def address(self, name: str, *args: str) -> str:
        with translation.override(self.language):
            return reverse(f"submission_{name}", args=args)

    def begin(self, kind: str = "organisation") -> None:
        """Press the first button."""
        answer = self.human_post(self.address("start", kind))
        assert answer.status_code == 302, answer.content.decode()
        self.token = re.search(r"/send/([^/]+)/", answer["Location"]).group(1)  # type: ignore[union-attr]

    def get(self, step: str) -> Any:
        return self.client.get(self.address("step", self.token, step))

    def post(self, step: str, **answers: Any) -> Any:
        """Give answers on one page; lists are several values."""
        return self.client.post(self.address("step", self.token, step), answers)

    def fill(self) -> None:
        """Answer everything, leaving nothing but the last button."""
        self.begin()
        for step, answers in self.answers.items():
            answer = self.post(step, **answers)
            assert answer.status_code == 302, (step, answer.content.decode())

    def send(self) -> Any:
        """Press the last button."""
        return self.human_post(self.address("check", self.token), consent="on")

    def human_post(self, path: str, **answers: Any) -> Any:
        """Post to a form as a person does, with what it hides, after reading for a while."""
        hidden = dict(HIDDEN.findall(self.client.get(path).content.decode()))
        return self.client.post(path, {**hidden, **human(hidden.get("stamp", "")), **answers})

    def open_link(self, mail: Mail) -> Any:
        """Follow the last link in ``mail``, the sender's own address aside."""
        paths = [path for path in LINK.findall(mail.text) if len(path) > 20]
        return self.client.get(paths[-1])

    def press(self, page: Any, below: str = "") -> Any:
        """Press the button of ``page``."""
        return self.client.post(page.request["PATH_INFO"] + below)


def human(stamp: str) -> dict[str, str]:
    """Return what somebody without scripts adds who has had the page open for a minute."""
    shown = stamp_of(stamp)
    if shown is None:
        return {}
    _question, answer = QUESTIONS[shown.number % len(QUESTIONS)]
    earlier = replace(shown, shown_at=shown.shown_at - 60)
    return {"stamp": earlier.signed(), "answer": str(answer)}
