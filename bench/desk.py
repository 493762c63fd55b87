"""The staff's desk with a full queue, and somebody who looks at it."""

import random
from collections.abc import Iterator, Sequence
from copy import copy, deepcopy
from typing import TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from organisations_directory.models import Organisation
from submissions.desk import looking
from submissions.models import Submission, new_reference
from tests import sending

WAITING = 5_000
# So many, the oldest, came by the form and can be decided on; the others are rows in the list.
REAL = 80
LANGUAGES = ("cs", "pl", "sl", "en")
Row = TypeVar("Row", bound=Model)


class Names:
    """Makes names of the words in the names that are there."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        published = Organisation.objects.sources().published()
        names = published.values_list("name", flat=True)
        self.words = sorted({word for name in names for word in name.split()})

    def __next__(self) -> str:
        return " ".join(self.random.choices(self.words, k=3))


@transaction.atomic
def fill(seed: int) -> None:
    """Let so many profiles wait."""
    names, missing = Names(seed), WAITING - Submission.objects.waiting().count()
    if missing > 0:
        copies([came(number, next(names)) for number in range(REAL)], missing - REAL, names)


def came(number: int, name: str) -> Submission:
    """Return one that waits, as the form, the mail and the worker leave it."""
    email = f"waiting{number}@example.invalid"
    language = LANGUAGES[number % len(LANGUAGES)]
    row = sending.waiting(name=name, language=language, contact_email=email)
    looking.note(row, {"problem": number % 2, "notice": number % 3})
    row.refresh_from_db()
    return row


def copies(real: Sequence[Submission], count: int, names: Names) -> None:
    """Put ``count`` like those into the list behind them, each with an entry of its own."""
    likes = [real[number % len(real)] for number in range(count)]
    entries = Organisation.objects.bulk_create(entry_like(row, next(names)) for row in likes)
    pairs = zip(likes, entries, strict=True)
    Submission.objects.bulk_create(submission_like(row, entry) for row, entry in pairs)


def entry_like(row: Submission, name: str) -> Organisation:
    entry = another(row.entry)
    entry.name, entry.translation_key = name, uuid4()
    return entry


def submission_like(row: Submission, entry: Organisation) -> Submission:
    found = another(row)
    found.reference, found.waiting_since = new_reference(), timezone.now()
    found.data = deepcopy(row.data)
    found.data["who"]["name"] = [entry.name]
    found.entry = entry
    return found


def another(row: Row) -> Row:
    """Return a new row with the same values."""
    found = copy(row)
    found._state = copy(row._state)
    found.pk, found._state.adding = None, True
    return found


def undecided() -> Iterator[str]:
    """Yield the pages to decide on, oldest first."""
    for key in Submission.objects.waiting().values_list("pk", flat=True)[:REAL]:
        yield reverse("desk_submission", args=[key])
