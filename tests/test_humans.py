"""Forms for people: what robots do not get through, and that people do."""

from typing import Any

import pytest
from django.utils import translation

from portal.common import humans, questions
from portal.common.humans import Proof
from portal.common.limits import DAY
from tests.human_forms import LANGUAGES, SendForm, problems, sent, solution, stamp

pytestmark = pytest.mark.usefixtures("plain_words", "easy_work")


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


@pytest.mark.django_db
def test_what_shows_a_person_is_never_typed_out_again() -> None:
    """A solution is used up, and the trap is empty, whenever the form is shown."""
    form = sent(proof=solution(), name="", homepage="x")
    html = str(form)
    assert form.data["proof"] not in html
    assert 'name="proof" id="id_proof"' in html
    assert 'aria-hidden="true"' in html
