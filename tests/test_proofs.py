"""The work of a browser that shows a person: fresh, whole, and used once."""

import base64
import json
from typing import Any

import altcha
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.common import humans, proofs
from portal.common.humans import Proof
from tests.human_forms import changed, problems, sent, solution, stamp

pytestmark = pytest.mark.usefixtures("plain_words", "easy_work")


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
