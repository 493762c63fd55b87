"""Somebody who sends a profile over the network and confirms the address."""

import secrets
from collections.abc import Iterator

import altcha
from django.urls import reverse
from django.utils import translation

from bench.client import Answer, Visitor
from portal.common import proofs
from portal.common.links import Link
from submissions import flow
from submissions.views.access import submission_behind
from tests import people

LANGUAGE = "cs"
# Found at once, and as much to check for the server as any.
proofs.FEWEST, proofs.MOST = 1, 2


class Author:
    """Goes the whole way once, from a network of its own, with scripts."""

    def __init__(self, port: int, number: int) -> None:
        self.visitor = Visitor(port, **{"X-Forwarded-For": f"10.{number // 250}.{number % 250}.1"})
        self.token = ""
        # Nobody of that name has been here before.
        self.name = secrets.token_hex(6)

    def way(self) -> Iterator[tuple[str, float]]:
        """Yield what was pressed, and the milliseconds until the next page was named."""
        start = self.address("start", "organisation")
        begun = self.press(start)
        self.token = begun.headers["Location"].split("/send/")[1].split("/")[0]
        for step, answers in self.answers().items():
            path = self.address("step", self.token, step)
            yield "step", self.press(path, **answers).milliseconds
        yield "send", self.press(self.address("check", self.token), consent="on").milliseconds
        yield "confirm", self.press(self.address("confirm", self.confirm_token())).milliseconds

    def answers(self) -> dict[str, dict[str, object]]:
        found = people.Author(LANGUAGE, email=f"{self.name}@example.invalid").answers
        found["who"] |= {"name": f"{self.name} {self.name[::-1]}", "legal_form": "informal"}
        return found

    def press(self, path: str, **answers: object) -> Answer:
        """Read the page at ``path``, then press its button."""
        hidden = dict(people.HIDDEN.findall(self.visitor.ask("GET", path).text))
        return self.visitor.post(path, {**hidden, **self.worked(hidden), **answers})

    def worked(self, hidden: dict[str, str]) -> dict[str, str]:
        """Return what a browser adds that has done its work while the form was filled in."""
        if "stamp" not in hidden:
            return {}
        return {"stamp": people.human(hidden["stamp"])["stamp"], "proof": solution()}

    def confirm_token(self) -> str:
        """Return what the mail carries."""
        row = submission_behind(flow.DRAFT, self.token)
        return Link.objects.standing(flow.CONFIRM, row.pk, flow.CONFIRM_DAYS).token

    def address(self, name: str, *words: str) -> str:
        with translation.override(LANGUAGE):
            return reverse(f"submission_{name}", args=words)


def solution() -> str:
    """Return a proof of work."""
    challenge = proofs.make()
    found = altcha.solve_challenge(challenge)
    assert found
    return altcha.Payload(challenge, found).to_base64()
