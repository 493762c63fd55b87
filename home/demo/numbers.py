"""Registration numbers for invented organisations: well formed, and nobody's.

Real registers have not come near the series used here.
"""


def registration_number(country: str, legal_form: str, number: int) -> str:
    """Return the ``number``-th invented number of a ``country``; informal groups have none."""
    if legal_form == "informal":
        return ""
    makers = {"CZ": czech, "PL": polish, "SI": slovenian}
    return makers[country](number) if country in makers else ""


def czech(number: int) -> str:
    """Return an IČO (eight digits): weights 8…2, check digit (11 − sum mod 11) mod 10."""
    body = f"99{number:05d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, range(8, 1, -1), strict=True))
    return f"{body}{(11 - total % 11) % 10}"


def polish(number: int) -> str:
    """Return a KRS number: ten digits without a check digit."""
    return f"0009{number:06d}"


def slovenian(number: int) -> str:
    """Return a matična številka (ten digits): weights 7…2, check digit, branch 000.

    A sum that leaves no valid digit is skipped in the register, so the next body is taken.
    """
    for body in (f"99{4 * number + step:04d}" for step in range(4)):
        total = sum(
            int(digit) * weight for digit, weight in zip(body, range(7, 1, -1), strict=True)
        )
        check = 11 - total % 11
        if check <= 10:
            return f"{body}{check % 10}000"
    raise AssertionError("four bodies in a row without a check digit")
