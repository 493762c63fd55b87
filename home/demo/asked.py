"""What readers and askers of the demo say, and what waits at the experts' desk."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from advice.groups import EXPERTS
from advice.models import Asked, Feedback, Letter, Note
from home.demo.advice import guide_called, rows, topic
from home.demo.reading import Row
from portal.common.html import typed
from words import fold

# By which the demo knows its own again.
NONCE = "demo-"
WAITING = {"assigned": "assigned", "draft": "assigned", "new": "new"}


def make() -> int:
    """Make what is missing; return how many private questions that were."""
    feedback()
    return sum(asked(number, row) for number, row in enumerate(rows("asked")))


def feedback() -> None:
    """Say of the guides what readers say."""
    for number, row in enumerate(rows("feedback")):
        guide = guide_called(row["page"], row.get("language", ""))
        nonce = f"{NONCE}{number}"
        if guide and not Feedback.objects.filter(nonce=nonce).exists():
            said = Feedback.objects.create(
                guide=guide, helped=row["useful"], text=row.get("text", ""), nonce=nonce
            )
            Feedback.objects.filter(pk=said.pk).update(at=ago(row["days_ago"]))


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


# --- The experts' desk -------------------------------------------------------------------


def asked(number: int, row: Row) -> int:
    """Make one private question in its state; nobody is written to. Return 1 if it is new."""
    nonce, state = f"{NONCE}{number}", str(row["state"])
    if Asked.objects.filter(nonce=nonce).exists():
        return 0
    answer, back = typed(row.get("answer", "")), row.get("asked_back_days_ago")
    answered = row.get("answered_days_ago")
    made = Asked.objects.create(
        nonce=nonce,
        state=str(WAITING.get(state, state)),
        language=row["language"],
        country=row.get("country", ""),
        topic=topic(row),
        email=row["email"],
        text=row["text"].strip(),
        consent=row.get("publish", False),
        assigned_to=expert(row.get("assigned_to", "")),
        draft="" if answered else answer,
        helped=row.get("helped"),
        waiting_since=ago(back or row["days_ago"]),
        asked_back_at=ago(back) if back else None,
        done_at=ago(answered) if answered else None,
    )
    Asked.objects.filter(pk=made.pk).update(sent_at=ago(row["days_ago"]))
    if answered:
        letter(made, answer, answered, made.assigned_to)
    if back:
        letter(made, row["asked_back"].strip(), back, None)
    if note := row.get("note"):
        Note.objects.create(asked=made, by=made.assigned_to, text=note)
    return 1


def letter(row: Asked, text: str, days: int, by: Any) -> None:
    written = Letter.objects.create(asked=row, text=text, by=by, from_staff=by is not None)
    Letter.objects.filter(pk=written.pk).update(at=ago(days))


def expert(name: str) -> Any:
    """Return the expert called ``name``, who cannot log in; ``None`` without a name."""
    if not name:
        return None
    first, _space, last = name.partition(" ")
    login = slugify(fold(name))
    user, new = get_user_model().objects.get_or_create(
        username=login,
        defaults={
            "first_name": first,
            "last_name": last,
            "email": f"{login}@dobrosmer.example",
        },
    )
    if new:
        user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=EXPERTS))
    return user


def remove() -> None:
    """Delete all of it, and those who answered."""
    Asked.objects.filter(nonce__startswith=NONCE).delete()
    names = {slugify(fold(row["assigned_to"])) for row in rows("asked") if "assigned_to" in row}
    get_user_model().objects.filter(username__in=names).delete()
