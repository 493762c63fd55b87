"""Proof of work: the visitor's browser computes for a moment, so that a thousand forms cost.

The challenges are those of ALTCHA 2 (https://altcha.org); static/js/proof.js solves them.
Nothing is kept of a challenge until its solution comes: it carries our signature.
"""

import base64
import json
import secrets
import time

import altcha
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from portal.common import limits
from portal.common.private import private

ALGORITHM = "PBKDF2/SHA-256"
# Rounds of each try, and how many tries it takes: together half a million to two million
# rounds, which a laptop does in a third of a second and an older phone in one or two. With
# fewer rounds a browser would call more than compute; the server makes one try itself (1 ms).
ROUNDS = 2_500
FEWEST, MOST = 200, 800
SECONDS_VALID = 20 * 60
# A solution has some 700 characters.
LONGEST = 2_000


@private
@require_safe
def challenge(request: HttpRequest) -> JsonResponse:
    """Answer with a new challenge."""
    return JsonResponse(make().to_dict())


def make() -> altcha.Challenge:
    """Return a new challenge, solved by a number of tries that is not known beforehand."""
    return altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=FEWEST + secrets.randbelow(MOST - FEWEST),
        expires_at=int(time.time()) + SECONDS_VALID,
        hmac_secret=key("challenge"),
        hmac_key_secret=key("solution"),
    )


def solved(solution: str) -> bool:
    """Return whether ``solution`` solves a challenge of ours that has not expired."""
    if not solution or len(solution) > LONGEST:
        return False
    result = altcha.verify_solution(solution, key("challenge"), hmac_key_secret=key("solution"))
    return result.verified


def use(solution: str, purpose: str) -> bool:
    """Return whether a right ``solution`` serves ``purpose`` now; it serves no second one."""
    signature = json.loads(base64.b64decode(solution))["challenge"]["signature"]
    return limits.claim("proof", signature, purpose, SECONDS_VALID)


def key(purpose: str) -> bytes:
    """Return the key that signs for one purpose."""
    return salted_hmac("proof", purpose, algorithm="sha256").digest()
