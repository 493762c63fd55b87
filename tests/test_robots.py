"""Robots of several kinds, by the hundred: no staff queue grows, few mails go, people get through.

``ROBOT_POSTS`` says how many posts there are; ``-rP`` shows what came of them.
"""

import json
import os
import random
import time
from collections import Counter
from typing import Any

import altcha
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.common import humans
from portal.common.humans import Limit, Proof
from portal.common.models import Mail
from submissions.models import Report, Submission
from tests import factories, sending
from tests.people import HIDDEN, Author, human
from tests.sites import Portal

pytestmark = pytest.mark.django_db
POSTS = int(os.environ.get("ROBOT_POSTS", "400"))
VICTIM = "victim@example.org"
# Where the test client sits, and a person with it.
OURS = "127.0.0.1"
State = Submission.State


@pytest.fixture
def author(portal: Portal) -> Author:
    factories.region("CZ-513", name="okres Liberec", folded="|okres liberec|")
    factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    factories.field("animals")
    return Author()


def path(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=args)


class Robot:
    """All of them sit in one network, but for the scattered ones."""

    def __init__(self, author: Author) -> None:
        self.client = Client()
        self.dice = random.Random(7)
        self.answers: Counter[int] = Counter()
        self.check = author.address("check", author.token)
        self.replayed: dict[str, str] = {}

    def post(self, where: str, network: str = OURS, **fields: str) -> None:
        answer = self.client.post(where, fields, REMOTE_ADDR=network)
        self.answers[answer.status_code] += 1

    def hidden(self, where: str) -> dict[str, str]:
        return dict(HIDDEN.findall(self.client.get(where).content.decode()))

    def blind(self, number: int) -> None:
        """Posts what robots post, without having looked."""
        text = f"Buy now http://spam.example/{number}"
        fields = dict.fromkeys(("name", "email", "text", "message", "comment", "homepage"), text)
        self.post(
            self.dice.choice(
                [path("submission_start", "organisation"), self.check, path("submission_lost")]
            ),
            **fields,
        )

    def reading(self, number: int) -> None:
        """Fills in every field that it finds, the unseen one too."""
        where = path("submission_lost")
        self.post(
            where,
            **self.hidden(where),
            email=VICTIM,
            homepage="http://x.example",
            answer=str(number),
        )

    def guessing(self, number: int) -> None:
        """Leaves the unseen field alone and guesses the answer."""
        where = path("submission_lost")
        hidden = self.hidden(where)
        seen = human(hidden["stamp"])
        self.post(where, **{**hidden, **seen, "answer": str(20 + number), "email": VICTIM})

    def replaying(self, number: int) -> None:
        """Sends again and again what a person has sent once."""
        where = path("submission_lost")
        if not self.replayed:
            hidden = self.hidden(where)
            self.replayed = {**hidden, **human(hidden["stamp"]), "email": VICTIM}
        self.post(where, **self.replayed)

    def answering(self, number: int) -> None:
        """Knows all the answers, and writes to another address each time."""
        where = path("submission_lost")
        hidden = self.hidden(where)
        self.post(where, **hidden | human(hidden["stamp"]), email=f"robot{number}@example.org")

    def scattered(self, number: int) -> None:
        """Knows all the answers, sits in another network each time, and has one victim."""
        where = path("submission_lost")
        hidden = self.hidden(where)
        network = f"10.{number // 250}.{number % 250}.1"
        self.post(where, network, **hidden | human(hidden["stamp"]), email=VICTIM)

    def sending(self, number: int) -> None:
        """Goes through the whole form with an address that is not its own."""
        robot = Author(client=self.client, email=f"sender{number}@example.org")
        start = robot.address("start", "organisation")
        hidden = self.hidden(start)
        answer = self.client.post(start, {**hidden, **human(hidden["stamp"])})
        self.answers[answer.status_code] += 1
        if answer.status_code != 302:
            return
        robot.token = answer["Location"].split("/send/")[1].split("/")[0]
        for step, answers in robot.answers.items():
            robot.post(step, **answers)
        self.answers[robot.send().status_code] += 1


def test_robots_reach_no_queue_and_a_person_beside_them_gets_through(author: Author) -> None:
    author.fill()
    sending.sent(contact_email=VICTIM)
    robot, begun = Robot(author), time.time()
    known = [
        *(robot.blind, robot.reading, robot.guessing, robot.replaying, robot.answering),
        robot.scattered,
    ]
    for number in range(POSTS):
        robot.dice.choice(known)(number)
    for number in range(min(POSTS // 4, 60)):
        robot.sending(number)
    assert max(robot.answers) < 500
    assert not Submission.objects.exclude(state__in=(State.DRAFT, State.SENT)).exists()
    assert not Report.objects.exists()
    to_victim = Mail.objects.filter(to=VICTIM).count()
    to_others = Mail.objects.count() - to_victim
    assert 0 < to_victim <= most(humans.MAILS_OF_ALL, begun)
    assert 0 < to_others <= most(humans.LIMITS["send"][Proof.QUESTION], begun)
    print(
        f"{robot.answers.total()} posts in {(time.time() - begun) / 60:.1f} minutes, answered "
        f"{dict(robot.answers)}: {to_victim} mails to the victim, {to_others} to others"
    )
    # The same network, a person with an ordinary browser.
    hidden = robot.hidden(author.address("check", author.token))
    stamp = human(hidden["stamp"])["stamp"]
    answer = author.client.post(
        author.address("check", author.token),
        {**hidden, "stamp": stamp, "proof": solution(author.client), "consent": "on"},
    )
    assert answer.status_code == 302, answer.content.decode()
    assert author.client.get(answer["Location"]).status_code == 200
    assert Submission.objects.earliest("pk").state == State.SENT


def most(limit: Limit, since: float) -> int:
    """Return how often it may have been done ``since`` then; spans begin at fixed times."""
    return limit.most * (1 + int(time.time() // limit.seconds - since // limit.seconds))


def solution(client: Client) -> str:
    """Do the work that a browser does."""
    challenge = altcha.Challenge.from_dict(json.loads(client.get("/proof/").content))
    found = altcha.solve_challenge(challenge)
    assert found
    return altcha.Payload(challenge, found).to_base64()
