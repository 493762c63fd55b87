"""Forms for people: what robots do not get through, and that people do."""

import base64
import json
from typing import Any

import altcha
import pytest
from django import forms
from django.conf import settings as conf
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.common import humans, proofs, questions
from portal.common.humans import LIMITS, HumanForm, Limit, Proof, Stamp, may_mail, new_stamp
from portal.common.limits import DAY, HOUR

LANGUAGES = [code for code, _name in conf.LANGUAGES]
PATH = "/en/form/"


class SendForm(HumanForm):
    """A form with one question of its own."""

    name = forms.CharField(label="Name", error_messages={"required": "Who?"})


class BeginForm(HumanForm):
    """A form that asks for nothing at first."""

    deed = "begin"


@pytest.fixture(autouse=True)
def plain_words() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
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


# --- What shows a person ----------------------------------------------------------------


@pytest.mark.django_db
def test_work_shows_a_person() -> None:
    form = sent(proof=solution())
    assert form.is_valid(), form.errors
    assert form.is_human is Proof.WORK


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(len(questions.QUESTIONS)))
def test_the_answer_shows_a_person_in_every_language(language: str, number: int) -> None:
    right = questions.QUESTIONS[number][1]
    with translation.override(language):
        words = str(questions.WORDS[right]).split("|")
        for answer in (str(right), f" {right}. ", *words, words[0].upper()):
            form = sent(stamp=stamp(10, number), answer=answer)
            assert form.is_valid(), (answer, form.errors)
            assert form.is_human is Proof.QUESTION
        form = sent(stamp=stamp(10, number), answer=str(right + 1))
        assert not form.is_valid()
        assert form.errors["answer"] == [str(humans.WRONG)]


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("seven", True),
        ("Seven days!", True),
        ("SEVEN", True),
        ("７", True),
        ("07", True),
        ("sévèn", True),
        ("1 2 3 4 5 6 7", False),
        ("two three four five seven", False),
        ("77", False),
        ("sevenths", False),
        ("", False),
        ("?", False),
        ("7" * 5000, False),
        ("٧", True),
    ],
)
def test_answers_are_read_kindly_but_not_guessed(answer: str, right: bool) -> None:
    assert questions.is_right(0, answer) is right


def test_questions_have_different_answers() -> None:
    """One answer must not fit many of them."""
    answers = [answer for _question, answer in questions.QUESTIONS]
    assert len(set(answers)) == len(answers)
    assert set(answers) == set(questions.WORDS)


@pytest.mark.django_db
def test_nothing_shown_is_asked_for_beside_the_question() -> None:
    assert problems(sent()) == [("answer", str(humans.UNANSWERED))]
    assert problems(sent(proof="junk")) == [("__all__", str(humans.ONCE_MORE))]


@pytest.mark.django_db
def test_a_wrong_answer_harms_nobody_whose_browser_has_worked() -> None:
    assert sent(proof=solution(), answer="99").is_human is Proof.WORK


# --- What shows a robot -----------------------------------------------------------------


@pytest.mark.django_db
def test_a_field_that_nobody_sees_is_filled_by_robots() -> None:
    form = sent(proof=solution(), homepage="https://example.org")
    assert problems(form) == [("__all__", str(humans.TRAPPED))]
    assert "example.org" not in form.as_p(), "a person whom a program filled it in for is not stuck"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "problem"),
    [
        (0, humans.TOO_FAST),
        (2.5, humans.TOO_FAST),
        (-60, humans.TOO_FAST),
        (3.5, None),
        (DAY - 60, None),
        (DAY + 60, humans.TOO_OLD),
    ],
)
def test_neither_too_fast_nor_too_late(seconds: float, problem: Any) -> None:
    form = sent(proof=solution(), stamp=stamp(seconds))
    assert problems(form) == ([("__all__", str(problem))] if problem else [])


@pytest.mark.django_db
@pytest.mark.parametrize("signed", ["", "x", "WzEsMl0:1abc:def", "9" * 5000])
def test_a_stamp_that_is_not_ours_is_made_anew(signed: str) -> None:
    form = sent(proof=solution(), stamp=signed)
    assert problems(form) == [("__all__", str(humans.TOO_OLD))]
    assert humans.stamp_of(form["stamp"].value())
    tampered = stamp(10)[:-1] + ("a" if stamp(10)[-1] != "a" else "b")
    assert not sent(proof=solution(), stamp=tampered).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["stamp", "proof", "homepage", "answer"])
@pytest.mark.parametrize("junk", ["\0", "\uffff", "x" * 1_000_000, "<script>", "\u202e8"])
def test_junk_in_any_field_is_no_error(name: str, junk: str) -> None:
    typed: dict[str, Any] = {name: junk}
    form = sent(**typed)
    assert not form.is_valid()
    assert "<script>" not in str(form["answer"])


@pytest.mark.django_db
def test_a_page_of_yesterday_can_be_sent_at_the_second_try() -> None:
    """What was typed, the question and its answer stay."""
    number = 3
    form = sent(stamp=stamp(DAY + 60, number), answer="5")
    assert not form.is_valid()
    renewed = humans.stamp_of(form["stamp"].value())
    assert renewed
    assert renewed.number == number
    assert renewed.age < 5
    assert form["answer"].value() == "5"
    assert form["name"].value() == "Ana"
    assert form["answer"].label == str(questions.QUESTIONS[number][0])


@pytest.mark.django_db
def test_a_robot_cannot_choose_the_question() -> None:
    form = sent(stamp=stamp(10, 1), answer="7")
    assert form["answer"].label == str(questions.QUESTIONS[1][0])
    assert not form.is_valid()
    asked = {SendForm(request=form.request)["answer"].label for _ in range(200)}
    assert asked == {str(text) for text, _answer in questions.QUESTIONS}


# --- Work -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_work_serves_one_form_only() -> None:
    proof = solution()
    assert sent(proof=proof, name="Ana").is_valid()
    for other in (sent(proof=proof, name="Bob"), sent(proof=proof, name="Ana", path="/en/other/")):
        assert problems(other) == [("__all__", str(humans.ONCE_MORE))]


@pytest.mark.django_db
def test_a_button_pressed_twice_is_no_replay() -> None:
    again: dict[str, Any] = {"proof": solution(), "stamp": stamp(10)}
    assert sent(**again).is_valid()
    assert sent(**again).is_valid()


@pytest.mark.django_db
def test_work_that_is_used_up_counts_for_nothing_beside_an_answer() -> None:
    proof = solution()
    assert sent(proof=proof).is_human is Proof.WORK
    assert sent(proof=proof, name="Bob", answer="7").is_human is Proof.QUESTION


@pytest.mark.django_db
def test_a_form_with_another_mistake_uses_nothing_up() -> None:
    proof = solution()
    form = sent(proof=proof, name="")
    assert problems(form) == [("name", "Who?")]
    assert form.is_human is None
    assert sent(proof=proof).is_valid()


@pytest.mark.django_db
def test_old_work_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "SECONDS_VALID", -1)
    assert not sent(proof=solution()).is_valid()


def changed(payload: str, **parameters: Any) -> str:
    """Return the solution of a challenge that somebody has made easier."""
    data = json.loads(base64.b64decode(payload))
    data["challenge"]["parameters"] |= parameters
    return base64.b64encode(json.dumps(data).encode()).decode()


@pytest.mark.parametrize(
    "parameters",
    [
        {"expiresAt": 9_999_999_999},
        {"keySignature": None},
        {"keyPrefix": ""},
        {"cost": 1},
        {"nonce": "00" * 16},
    ],
)
def test_a_challenge_that_was_changed_is_not_ours(parameters: dict[str, Any]) -> None:
    payload = solution()
    assert proofs.solved(payload)
    assert not proofs.solved(changed(payload, **parameters))


def test_a_challenge_of_somebody_else_is_not_ours() -> None:
    other = altcha.create_challenge(
        "PBKDF2/SHA-256", 1, counter=1, hmac_secret="x", hmac_key_secret="y"
    )
    assert not proofs.solved(solution(other))
    assert not proofs.solved(solution(altcha.create_challenge("PBKDF2/SHA-256", 1, counter=1)))


def test_the_key_must_be_found_whole() -> None:
    """The half of it that everybody sees is not enough."""
    challenge = proofs.make()
    half = altcha.Solution(0, challenge.parameters.key_prefix + "00" * 16)
    assert not proofs.solved(altcha.Payload(challenge, half).to_base64())


@given(st.text() | st.binary().map(lambda junk: base64.b64encode(junk).decode()))
def test_junk_for_a_solution_is_no_error(junk: str) -> None:
    assert not proofs.solved(junk)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["challenge", "solution", "parameters", "signature", "algorithm"]),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_junk_in_json_for_a_solution_is_no_error(junk: Any) -> None:
    assert not proofs.solved(base64.b64encode(json.dumps(junk).encode()).decode())


@pytest.mark.django_db
def test_challenges_are_fresh_and_kept_by_nobody(client: Client) -> None:
    first, second = (client.get("/proof/") for _ in range(2))
    assert first.status_code == 200
    assert first.json()["parameters"]["nonce"] != second.json()["parameters"]["nonce"]
    assert "no-store" in first["Cache-Control"]
    assert not first.cookies
    assert client.post("/proof/").status_code == 405


def test_the_number_of_tries_is_told_nobody() -> None:
    told = proofs.make().to_dict()
    assert "counter" not in json.dumps(told)


# --- Limits -----------------------------------------------------------------------------


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


@pytest.mark.django_db
def test_what_shows_a_person_is_never_typed_out_again() -> None:
    """A solution is used up, and the trap is empty, whenever the form is shown."""
    form = sent(proof=solution(), name="", homepage="x")
    html = str(form)
    assert form.data["proof"] not in html
    assert 'name="proof" id="id_proof"' in html
    assert 'aria-hidden="true"' in html
