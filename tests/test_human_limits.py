"""How often forms for people may be sent: each proof has a counter of its own."""

import pytest
from django.test import RequestFactory

from portal.common import humans
from portal.common.humans import LIMITS, Limit, Proof, may_mail, new_stamp
from portal.common.limits import DAY, HOUR
from tests.human_forms import BeginForm, SendForm, changed, problems, sent, solution, stamp

pytestmark = pytest.mark.usefixtures("plain_words", "easy_work")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three forms an hour by work, two by answers, one draft for nothing."""
    monkeypatch.setitem(
        LIMITS, "send", {Proof.WORK: Limit(3, HOUR), Proof.QUESTION: Limit(2, HOUR)}
    )
    begin = {Proof.FREE: 1, Proof.WORK: 1, Proof.QUESTION: 1}
    monkeypatch.setitem(LIMITS, "begin", {proof: Limit(n, HOUR) for proof, n in begin.items()})


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_robots_that_answer_take_nothing_from_browsers_that_work() -> None:
    robots = [sent(answer="7", name=f"robot {n}") for n in range(5)]
    assert [robot.is_valid() for robot in robots] == [True] * 2 + [False] * 3
    assert problems(robots[-1]) == [("__all__", str(humans.TOO_MANY))]
    assert sent(proof=solution()).is_valid(), "a person behind the same network"


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_where_robots_work_people_are_asked() -> None:
    for n in range(3):
        assert sent(proof=solution(), name=f"robot {n}").is_valid()
    person = sent(proof=solution())
    assert problems(person) == [("answer", str(humans.ASKED_TOO))]
    assert sent(proof=solution(), answer="7").is_human is Proof.QUESTION
    assert sent(answer="7").is_valid(), "nor is a person without scripts locked out"
    assert sent(proof=solution(), network="198.51.100.1").is_valid()


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_robots_that_fail_use_nothing_up() -> None:
    for n in range(20):
        assert not sent(answer=str(n + 8), name=str(n)).is_valid()
        assert not sent(answer="7", homepage="x").is_valid()
        assert not sent(answer="7", stamp=stamp(0)).is_valid()
        assert not sent(proof=changed(solution(), cost=1)).is_valid()
    assert sent(answer="7").is_valid()
    assert sent(proof=solution()).is_valid()


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_beginning_asks_for_nothing_until_many_have_begun() -> None:
    first = sent(BeginForm, stamp=new_stamp())
    assert not first.asks
    assert first.is_human is Proof.FREE
    second = sent(BeginForm)
    assert not second.is_valid()
    assert second.asks
    assert "proof.js" in str(second)
    assert sent(BeginForm, proof=solution()).is_human is Proof.WORK
    assert sent(BeginForm, answer="7").is_human is Proof.QUESTION
    assert not sent(BeginForm, answer="7", name="x").is_valid()
    assert not sent(BeginForm, homepage="x", network="198.51.100.1").is_valid()


@pytest.mark.django_db
def test_an_address_gets_so_many_mails_from_a_network_and_from_all() -> None:
    def mailed(email: str, network: str) -> bool:
        return may_mail(RequestFactory().post("/", REMOTE_ADDR=network), email)

    one = humans.MAILS_OF_NETWORK.most
    assert [mailed("Ana@example.org", "192.0.2.1") for _ in range(one + 1)] == [True] * one + [
        False
    ]
    assert not mailed(" ana+x@EXAMPLE.org", "192.0.2.7"), "it is the same person's"
    assert mailed("bob@example.org", "192.0.2.1")
    assert mailed("ana@example.org", "198.51.100.1"), "nobody is kept from getting a link"
    networks = [f"203.0.{n}.1" for n in range(humans.MAILS_OF_ALL.most)]
    assert sum(mailed("ana@example.org", network) for network in networks) == (
        humans.MAILS_OF_ALL.most - one - 1
    )


@pytest.mark.django_db
def test_a_form_that_causes_a_mail_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(humans, "MAILS_OF_NETWORK", Limit(1, DAY))
    results = []
    for name in ("Ana", "Bob"):
        form = sent(proof=solution(), name=name)
        form = SendForm(form.data, request=form.request, writes_to="ana@example.org")
        results.append(problems(form))
    assert results == [[], [("__all__", str(humans.TOO_MANY_MAILS))]]
